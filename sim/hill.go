package sim

import (
	"math"

	"aeed/dynamics"
	"aeed/dynamics/loop"
)

// Hill is the plant of loop.Plant: the classes compete for the network's
// capacity. Class c holds the share p_c = n_c w_c/Σ n_k w_k of the training
// signal, and its entropy moves by the part λ of the way from where it is to
// h(p) = ln C/(1+(p/q)^α). It begins at ln C, untrained. A weight below 0 counts as
// 0, and where no weight is positive there are no shares: the entropies are NaN.
type Hill struct {
	Alpha    float64 `default:"1" range:"positive" help:"steepness α of the entropy's answer to the share"`
	Lag      float64 `default:"0.1" range:"fraction" help:"part λ of the way to its target that the entropy moves in an epoch"`
	Delay    float64 `default:"0" range:"epochs" help:"epochs d between a weight and its effect"`
	Capacity float64 `default:"1" range:"positive" help:"share at which a class is half learned, in units of 1/C"`
}

// DefaultHill is mild and follows slowly, with the paper's timing.
func DefaultHill() Hill { return Hill{Alpha: 1, Lag: 0.1, Delay: 0, Capacity: 1} }

// Name returns "hill".
func (Hill) Name() string { return "hill" }

// Validate returns an error for a constant outside its range.
func (h Hill) Validate([]int) error { return checkConstants(h) }

// Plant returns the plant for linear analysis.
func (h Hill) Plant() loop.Plant { return loop.Plant{Alpha: h.Alpha, Lag: h.Lag, Delay: int(h.Delay)} }

// Start returns an untrained network.
func (h Hill) Start(sizes []int) Process {
	classes := len(sizes)
	p := &hillProcess{
		hill: h, sizes: sizes,
		limit:     dynamics.MaxEntropy(classes),
		reference: math.Max(h.Capacity/float64(classes), math.SmallestNonzeroFloat64),
		entropies: make([]float64, classes),
		past:      make([][]float64, int(h.Delay)+1),
	}
	for c := range p.entropies {
		p.entropies[c] = p.limit
	}
	return p
}

type hillProcess struct {
	hill      Hill
	sizes     []int
	limit     float64
	reference float64 // q
	entropies []float64
	past      [][]float64 // niche widths of the last d+1 epochs, a ring
	epoch     int
}

func (p *hillProcess) Next(weights, entropies []float64) {
	ring := len(p.past)
	at := p.epoch % ring
	p.past[at] = append(p.past[at][:0], weights...)
	// Before epoch d the first weights are the ones that take effect.
	acting := p.past[0]
	if p.epoch >= ring-1 {
		acting = p.past[(p.epoch+1)%ring]
	}
	p.epoch++
	var total float64
	for c, w := range acting {
		total += float64(float64(p.sizes[c]) * math.Max(w, 0))
	}
	for c, w := range acting {
		share := float64(p.sizes[c]) * math.Max(w, 0) / total
		p.entropies[c] += float64(p.hill.Lag * (p.target(share) - p.entropies[c]))
	}
	copy(entropies, p.entropies)
}

// target is loop.Plant.Target without its repeated logarithm.
func (p *hillProcess) target(share float64) float64 {
	ratio := share / p.reference
	if p.hill.Alpha != 1 {
		ratio = math.Pow(ratio, p.hill.Alpha)
	}
	return p.limit / (1 + ratio)
}

// criticalEta returns the η below which every equilibrium of the linearised
// loop is stable (Theorem 6).
func (h Hill) criticalEta(classes int, beta float64) float64 {
	return loop.CriticalEta(h.Plant(), classes, beta)
}
