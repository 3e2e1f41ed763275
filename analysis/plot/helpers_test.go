package plot

import "math"

// sampleFlowBound and its siblings are figures of plain numbers.
func sampleFlowBound(naive float64) FlowBound {
	d := FlowBound{
		Heading: Heading{Title: "Sharp bound of the entropy flow", Setting: "C = 60, β = 0.9", Notes: []string{"A note."}},
		Worst:   Series{Name: "worst case"},
		Typical: []Series{{Name: "typical"}},
		Sharp:   0.4, Naive: naive,
	}
	for t := range 51 {
		x := float64(t)
		d.Worst.X, d.Worst.Y = append(d.Worst.X, x), append(d.Worst.Y, 0.4*math.Exp(-x/10))
		d.Typical[0].X, d.Typical[0].Y = append(d.Typical[0].X, x), append(d.Typical[0].Y, 0.1*math.Sin(x/3))
	}
	return d
}

func sampleSafeRegion() SafeRegion {
	return SafeRegion{
		Heading: Heading{Title: "Safe region", Setting: "C = 60, w_0 = 1"},
		Gamma:   []float64{0.005, 0.05, 0.2},
		Proved: []Limit{
			{"Theorem 1′", []float64{1.2, 1.2, 1.2}},
			{"positive", []float64{2.3, 1.6, 0.8}},
			{"monotone", []float64{2.2, 1.2, 0.5}},
		},
		Naive:    Limit{"naive", []float64{0.24, 0.23, 0.2}},
		Measured: []Measured{{0.1, 0.05, "80.7"}, {0.5, 0.05, "81.5"}, {1, 0.05, "81.1"}},
		Eta0:     0.5, Gamma0: 0.05,
	}
}

func sampleWorstEnvelope() WorstEnvelope {
	d := WorstEnvelope{
		Heading:  Heading{Title: "How large a niche width can become"},
		Attained: Series{Name: "attained"},
		Constant: Series{Name: "constant"},
		Bound:    Series{Name: "bound"},
		Collapse: Series{Name: "collapse C^η"},
		Levels:   []Level{{"ends of the clip", 0.1}, {"", 4}},
	}
	for _, t := range []float64{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000} {
		for _, s := range []struct {
			series *Series
			value  float64
		}{
			{&d.Constant, 1 / (1 + t/40)}, {&d.Collapse, 7.7 / (1 + t/40)},
			{&d.Bound, 7.7 / (7.7*math.Exp(-t/8) + t/40)}, {&d.Attained, 5 / (6*math.Exp(-t/8) + t/10)},
		} {
			s.series.X, s.series.Y = append(s.series.X, t), append(s.series.Y, s.value)
		}
	}
	return d
}

// samples are figures of every shape that the package draws.
func samples() map[string]*Figure {
	return map[string]*Figure{
		"flow-bound":          sampleFlowBound(4).Figure(),
		"flow-bound-near":     sampleFlowBound(0.7).Figure(),
		"safe-region":         sampleSafeRegion().Figure(),
		"worst-case-envelope": sampleWorstEnvelope().Figure(),
	}
}
