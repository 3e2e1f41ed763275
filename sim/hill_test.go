package sim_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"aeed/sim"
)

// The plant is theory 4's, epoch by epoch: H_t = (1−λ)H_{t−1} + λh(p(w_{t−d})) with
// h as package loop has it and all weights remembered. Before epoch d the first
// weights act.
func TestHillIsTheTheorysPlant(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, hill := range []sim.Hill{
		sim.DefaultHill(),
		{Alpha: 2, Lag: .3, Delay: 1, Capacity: 1},
		{Alpha: 2, Lag: 1, Delay: 2, Capacity: .3},
		{Alpha: .5, Lag: .05, Delay: 7, Capacity: 4},
	} {
		sizes := []int{500, 20, 0, 90, 1}
		classes, plant := len(sizes), hill.Plant()
		process := hill.Start(sizes)
		want := make([]float64, classes)
		for c := range want {
			want[c] = math.Log(5)
		}
		var history [][]float64
		for epoch := range 40 {
			weights := make([]float64, classes)
			for c := range weights {
				weights[c] = .1 + 3.9*r.Float64()
			}
			history = append(history, append([]float64(nil), weights...))
			got := make([]float64, classes)
			process.Next(weights, got)
			clear(weights) // the plant must remember what it was shown
			acting := history[max(epoch-plant.Delay, 0)]
			var total float64
			for c, n := range sizes {
				total += float64(n) * acting[c]
			}
			for c, n := range sizes {
				h := plant.Target(classes, float64(n)*acting[c]/total, hill.Capacity/float64(classes))
				want[c] = (1-hill.Lag)*want[c] + hill.Lag*h
				if !(math.Abs(got[c]-want[c]) <= 1e-14) {
					t.Fatalf("%+v: entropy %v of class %d in epoch %d, want %v", hill, got[c], c, epoch, want[c])
				}
			}
		}
	}
}

// Two runs of one plant don't share their state.
func TestHillStartsAnew(t *testing.T) {
	hill := sim.DefaultHill()
	first, second := make([]float64, 2), make([]float64, 2)
	a := hill.Start([]int{3, 1})
	a.Next([]float64{1, 1}, first)
	a.Next([]float64{1, 1}, first)
	hill.Start([]int{3, 1}).Next([]float64{1, 1}, second)
	if !(second[0] > first[0]) {
		t.Errorf("a second run begins at %g, after %g of the first", second[0], first[0])
	}
}

// A negative weight, which only Eq. 4 without a clip reaches, takes no share.
func TestHillIgnoresNegativeWeights(t *testing.T) {
	negative, zero := make([]float64, 3), make([]float64, 3)
	sim.DefaultHill().Start([]int{3, 2, 1}).Next([]float64{-5, 1, 2}, negative)
	sim.DefaultHill().Start([]int{3, 2, 1}).Next([]float64{0, 1, 2}, zero)
	if !slices.Equal(negative, zero) || negative[0] != math.Log(3) {
		t.Errorf("entropies %v with a weight of −5, %v with 0", negative, zero)
	}
}
