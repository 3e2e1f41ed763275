package comparison

import (
	"math"

	"aeed/dynamics"
	"aeed/internal/philox"
	"aeed/sim"
)

// A plant is a sim.Source: recorded entropies, then those of a process that goes on
// from there.
type plant struct {
	name     string
	recorded [][]float64 // by epoch and class, nats or sim.NotShown
	next     func(epoch int, weights, entropies []float64)
	shown    []float64 // share of the recorded epochs that show each class
}

func (p *plant) Name() string         { return p.name }
func (p *plant) Validate([]int) error { return nil }
func (p *plant) Start([]int) sim.Process {
	return &continuation{plant: p, credit: make([]float64, len(p.shown))}
}

type continuation struct {
	*plant
	epoch  int
	credit []float64 // a class is shown when its credit reaches 1
}

// Next shows a class as often after the record as in it.
func (c *continuation) Next(weights, entropies []float64) {
	if c.epoch < len(c.recorded) {
		copy(entropies, c.recorded[c.epoch])
	} else {
		c.next(c.epoch, weights, entropies)
		for class, share := range c.shown {
			if c.credit[class] += share; c.credit[class] < 1-1e-9 {
				entropies[class] = sim.NotShown
				continue
			}
			c.credit[class]--
		}
	}
	c.epoch++
}

// A path is the relaxation of all classes from where the fit left them.
type path struct {
	constants
	beliefs []belief
	level   []float64
	floor   []float64
	sizes   []int
	closed  bool    // whether entropies answer to the weights
	limit   float64 // ln C
	// seed of a path that draws what is unknown; nil for the mean path.
	seed *uint64
}

// newPath returns the path of the means, or with a seed one that is drawn.
func newPath(k constants, beliefs []belief, sizes []int, closed bool, seed *uint64) *path {
	p := &path{constants: k, beliefs: beliefs, sizes: sizes, closed: closed, seed: seed,
		limit: dynamics.MaxEntropy(len(sizes)), level: make([]float64, len(sizes)), floor: make([]float64, len(sizes))}
	for class := range beliefs {
		b := &beliefs[class]
		p.level[class], p.floor[class] = b.level, b.floor
		if seed != nil {
			stream := philox.NewStream(*seed, philox.EntropyNoise, 0, uint32(class))
			p.level[class], p.floor[class] = b.draw(stream.Normal(), stream.Normal())
		}
	}
	return p
}

// next moves every class by an epoch ≥ 1 that is trained with the given niche widths.
func (p *path) next(epoch int, weights, entropies []float64) {
	pulls := make([]float64, len(weights))
	if p.closed {
		pull(pulls, weights, p.sizes)
	}
	for class := range entropies {
		b := &p.beliefs[class]
		rate := p.classRate(b.logSize, epoch)
		p.level[class] += rate * (p.floor[class] - p.gain*pulls[class] - p.level[class])
		noise := 0.0
		if p.seed != nil {
			stream := philox.NewStream(*p.seed, philox.EntropyNoise, uint32(epoch), uint32(class))
			p.level[class] += p.drift * stream.Normal()
			noise = p.noise * math.Exp(-b.logSize/2) * stream.Normal()
		}
		entropies[class] = math.Min(math.Max(p.level[class]+noise, 0), 1) * p.limit
	}
}

// pull sets dst to u_c = ln(w_c/w̄), w̄ being the mean weight of a training sample.
// A weight that is not positive counts as a tiny one.
func pull(dst, weights []float64, sizes []int) {
	const tiny = 1e-6
	sum, total := 0.0, 0.0
	for class, w := range weights {
		sum += float64(sizes[class]) * math.Max(w, 0)
		total += float64(sizes[class])
	}
	mean := sum / total
	for class, w := range weights {
		dst[class] = 0
		if mean > 0 {
			dst[class] = math.Log(math.Max(w/mean, tiny))
		}
	}
}
