package sim

import (
	"fmt"
	"math"

	"aeed/dynamics"
)

// Decay is the entropy (nats) of a class that is learned: it starts at Start and
// each epoch leaves Ratio of what lies above Floor.
//
//	H⁽⁰⁾ = Start, H⁽ᵗ⁺¹⁾ = Floor + (H⁽ᵗ⁾ − Floor)·Ratio
type Decay struct{ Start, Floor, Ratio float64 }

// Decay returns the curve of s among C classes, the same but for rounding.
func (s Learning) Decay(classes int) Decay {
	limit := dynamics.MaxEntropy(classes)
	return Decay{Start: limit * s.Start, Floor: limit * s.Floor, Ratio: math.Exp(-1 / s.Tau)}
}

// Lanes are controllers of one class each, side by side, every one with its own
// parameters and its own decaying entropy: what a sweep over the time constants
// of learning needs, as fast as the machine can. Make them with NewLanes, Set
// each, Advance all, read the Weights.
//
// A lane has the weight of a dynamics.Controller that sees the entropies, to the
// bit if the floor is 0. With another floor the engine follows the part above it,
// whose changes are those of the entropy but for rounding.
type Lanes struct {
	quads []decayingQuad // whole gangs; those past the last lane run for nothing
	n     int
}

// NewLanes returns n ≥ 0 lanes with the default parameters and an entropy that
// stays.
func NewLanes(n int) *Lanes {
	gangs := (n + abreast*gang - 1) / (abreast * gang)
	l := &Lanes{quads: make([]decayingQuad, gangs*gang), n: n}
	p := dynamics.DefaultParameters()
	for i := range abreast * len(l.quads) {
		l.put(i, &p, 0, 0, 1)
	}
	return l
}

// Len returns the number of lanes.
func (l *Lanes) Len() int { return l.n }

// Set puts lane i before its first observed epoch, under p and with the given
// entropy. An invalid parameter, or one that lanes don't have (a law of the
// user's, the entropy driver), and a curve that is not Start ≥ Floor ≥ 0 with
// Ratio in [0, 1] are errors that leave the lane as it was.
func (l *Lanes) Set(i int, p dynamics.Parameters, curve Decay) error {
	if i < 0 || i >= l.n {
		panic("sim: lane out of range")
	}
	if err := p.Validate(); err != nil {
		return err
	}
	anchor, ok := anchorOf(&p)
	if !ok {
		return &dynamics.ParameterError{Name: "law", Value: fmt.Sprintf("%q driven by the %s", p.Law.Name(), p.Driver),
			Want: "logistic or anchored, driven by the flow", Hint: "Summarise takes any law and driver"}
	}
	if !(curve.Start >= curve.Floor && curve.Floor >= 0 && !math.IsInf(curve.Start, 1) && curve.Ratio >= 0 && curve.Ratio <= 1) {
		return &dynamics.ParameterError{Name: "decay", Value: fmt.Sprintf("%+v", curve),
			Want: "start ≥ floor ≥ 0 (nats, finite) and a ratio in [0, 1]", Hint: "the ratio of a time constant τ is e^{−1/τ}"}
	}
	l.put(i, &p, anchor, curve.Start-curve.Floor, curve.Ratio)
	return nil
}

func (l *Lanes) put(i int, p *dynamics.Parameters, anchor, excess, ratio float64) {
	q, j := &l.quads[i/abreast], i%abreast
	q.set(j, p, anchor)
	q.weight[j], q.flow[j], q.excess[j], q.ratio[j] = p.InitialWeight, 0, excess, ratio
}

// Advance moves every lane by epochs ≥ 0. The entropy with which a lane was set
// counts as recorded, so that n epochs after Set are the epochs 1 … n of Run.
// Workers goroutines share the lanes, all processors with 0; the weights don't
// depend on their number.
func (l *Lanes) Advance(epochs, workers int) { l.advance(epochs, workers, &kernelsHere()[0]) }

func (l *Lanes) advance(epochs, workers int, k *kernels) {
	if epochs < 0 {
		panic("sim: Advance needs epochs ≥ 0")
	}
	const chunk = 64 // gangs: some 100 µs of work for 100 epochs
	inParallel(len(l.quads)/gang, chunk, processors(workers), func() func(from, to int) {
		return func(from, to int) { k.decay(l.quads[gang*from:gang*to], epochs) }
	})
}

// Weights appends the niche widths of the lanes to dst[:0] and returns them; nil
// allocates.
func (l *Lanes) Weights(dst []float64) []float64 {
	dst = dst[:0]
	for i := range l.n {
		dst = append(dst, l.quads[i/abreast].weight[i%abreast])
	}
	return dst
}
