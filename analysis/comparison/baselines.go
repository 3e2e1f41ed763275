package comparison

import (
	"math"

	"aeed/sim"
)

// persistence keeps every entropy where it was last.
func persistence(recorded [][]float64) func(int, []float64, []float64) {
	last := make([]float64, len(recorded[0]))
	for _, row := range recorded {
		for class, entropy := range row {
			if entropy != sim.NotShown {
				last[class] = entropy
			}
		}
	}
	return func(_ int, _, entropies []float64) { copy(entropies, last) }
}

// exponential goes on along curves that are fitted to each class alone.
func exponential(recorded [][]float64, limit float64) func(int, []float64, []float64) {
	curves := make([]decay, len(recorded[0]))
	for class := range curves {
		curves[class] = fitDecay(recorded, class)
	}
	return func(epoch int, _, entropies []float64) {
		for class, curve := range curves {
			entropies[class] = math.Min(math.Max(curve.at(float64(epoch)), 0), limit)
		}
	}
}

// A decay is the curve floor + height·e^{−t/tau}, in nats.
type decay struct{ floor, height, tau float64 }

func (d decay) at(epoch float64) float64 { return d.floor + d.height*math.Exp(-epoch/d.tau) }

// fitDecay returns the curve nearest to the entropies of a class (least squares) with
// a floor of 0 or more and a time constant between an epoch and ten times the
// record.
func fitDecay(recorded [][]float64, class int) decay {
	var best decay
	least := math.Inf(1)
	const steps = 60
	for i := range steps {
		tau := math.Pow(10*float64(len(recorded)), float64(i)/(steps-1))
		var n, e, ee, h, he float64
		for t, row := range recorded {
			if y := row[class]; y != sim.NotShown {
				x := math.Exp(-float64(t) / tau)
				n, e, ee, h, he = n+1, e+x, ee+x*x, h+y, he+x*y
			}
		}
		d := decay{floor: h / math.Max(n, 1), tau: tau}
		if determinant := n*ee - e*e; determinant > 1e-12*n*ee {
			d.height = (n*he - e*h) / determinant
			d.floor = (h - d.height*e) / n
		}
		if d.floor < 0 {
			d.floor, d.height = 0, he/ee
		}
		squares := 0.0
		for t, row := range recorded {
			if y := row[class]; y != sim.NotShown {
				squares += (y - d.at(float64(t))) * (y - d.at(float64(t)))
			}
		}
		if squares < least {
			best, least = d, squares
		}
	}
	return best
}
