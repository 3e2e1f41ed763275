package proofs

import (
	"math"
	"slices"

	"aeed/dynamics"
)

// reachable holds, for every point of a grid of smoothed entropies M, the
// largest weight that some history leads to there.
type reachable struct {
	classes  int
	p        dynamics.Parameters
	rate     goal
	spacing  float64 // of the grid, nats
	epoch    int
	weight   []float64 // −Inf where no history ends
	previous [][]int16 // per epoch, the grid point before
	best     struct {
		value        float64
		epoch, point int
	}
}

// newReachable starts from every first entropy, M₋₁ = H.
func newReachable(classes int, p dynamics.Parameters, rate goal) *reachable {
	g := &reachable{classes: classes, p: p, rate: rate, spacing: dynamics.MaxEntropy(classes) / searchCells}
	g.weight = slices.Repeat([]float64{p.InitialWeight}, searchCells+1)
	g.best.value = math.Inf(-1)
	g.keepBest()
	return g
}

// advance moves every history by one epoch. From M the next M is any point
// between βM and βM + (1−β)·ln C.
func (g *reachable) advance() {
	next := slices.Repeat([]float64{math.Inf(-1)}, searchCells+1)
	previous := make([]int16, searchCells+1)
	for i, weight := range g.weight {
		if !(weight > 0) {
			continue
		}
		lowest := g.p.Beta * float64(i)
		highest := lowest + (1-g.p.Beta)*searchCells
		for j := int(math.Ceil(lowest)); j <= min(int(highest), searchCells); j++ {
			_, w := dynamics.Step(&g.p, weight, float64(j-i)*g.spacing)
			if w > next[j] {
				next[j], previous[j] = w, int16(i)
			}
		}
	}
	g.epoch++
	g.weight = next
	g.previous = append(g.previous, previous)
	g.keepBest()
}

func (g *reachable) keepBest() {
	for point, weight := range g.weight {
		if !(weight > 0) {
			continue
		}
		if value := g.rate(weight, float64(point)*g.spacing); value > g.best.value {
			g.best.value, g.best.epoch, g.best.point = value, g.epoch, point
		}
	}
}

// bestTrial returns the history that leads to the best value.
func (g *reachable) bestTrial() EntropyTrial {
	levels := make([]float64, g.best.epoch+1)
	point := g.best.point
	for epoch := g.best.epoch; epoch > 0; epoch-- {
		before := int(g.previous[epoch-1][point])
		levels[epoch] = unit((float64(point) - g.p.Beta*float64(before)) / (1 - g.p.Beta) / searchCells)
		point = before
	}
	levels[0] = float64(point) / searchCells
	return EntropyTrial{Classes: g.classes, Parameters: g.p, Levels: levels}
}
