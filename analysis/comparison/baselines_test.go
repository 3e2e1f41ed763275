package comparison

import (
	"math"
	"testing"

	"aeed/sim"
)

func TestPersistence(t *testing.T) {
	next := persistence([][]float64{{1, 2, sim.NotShown}, {3, sim.NotShown, sim.NotShown}})
	entropies := make([]float64, 3)
	next(9, nil, entropies)
	if entropies[0] != 3 || entropies[1] != 2 {
		t.Errorf("%v", entropies)
	}
}

// An exponential is found from its values, holes included; what can't be one is a
// constant.
func TestExponential(t *testing.T) {
	var rows [][]float64
	for e := range 12 {
		rows = append(rows, []float64{0.4 + 1.5*math.Exp(-float64(e)/5), 0.7, 2 * math.Exp(-float64(e)/30), sim.NotShown})
	}
	rows[4][0] = sim.NotShown
	next := exponential(rows, 3)
	entropies := make([]float64, 4)
	next(20, nil, entropies)
	near(t, "decay", entropies[0], 0.4+1.5*math.Exp(-4), 0.01)
	near(t, "constant", entropies[1], 0.7, 1e-9)
	near(t, "decay to 0", entropies[2], 2*math.Exp(-20.0/30), 0.05)
	if entropies[3] != 0 {
		t.Errorf("an unseen class at %g", entropies[3])
	}
	if d := fitDecay([][]float64{{1}, {0.5}, {0.1}, {0.05}}, 0); d.floor < 0 {
		t.Errorf("a floor of %g", d.floor)
	}
	exponential([][]float64{{1}, {2}, {3}, {4}, {5}}, 3)(50, nil, entropies[:1])
	if entropies[0] > 3 {
		t.Errorf("%g, above ln C", entropies[0])
	}
}
