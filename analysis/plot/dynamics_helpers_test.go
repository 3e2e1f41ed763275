package plot

import "math"

// ramp returns n values from low to high.
func ramp(low, high float64, n int) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = low + (high-low)*float64(i)/float64(n-1)
	}
	return values
}

// sampleHeatMap is a map of columns by rows with an empty cell.
func sampleHeatMap(columns, rows int) HeatMap {
	d := HeatMap{
		Heading: Heading{Title: "A heat map", Setting: "C = 60"},
		XLabel:  "η", YLabel: "γ", ValueLabel: "value",
		X: ramp(1, 3, columns), Y: ramp(0.01, 0.1, rows), LogX: true,
	}
	for j := range rows {
		var row []float64
		for i := range columns {
			row = append(row, math.Sin(5*float64(i)/float64(columns))+float64(j)/float64(rows))
		}
		d.Values = append(d.Values, row)
	}
	d.Values[rows/2][columns/3] = math.NaN()
	return d
}

func sampleTrajectories() Trajectories {
	d := Trajectories{
		Heading:    Heading{Title: "Trajectories", Notes: []string{"A note."}},
		ColourName: "samples n_c", LogColour: true,
		Ends: []Level{{"lower end", 0.1}, {"", 2}},
	}
	for c := range 9 {
		class := ClassTrajectory{Name: "class", Colour: math.Pow(2, float64(c)), Chosen: c%4 == 0}
		for t := range 31 {
			x := float64(t) / 30
			class.Weight = append(class.Weight, math.Exp(-x*float64(c)/4))
			if t < 30 {
				class.Entropy = append(class.Entropy, 4*math.Exp(-x*float64(c)/2))
				class.Flow = append(class.Flow, -x*math.Exp(-4*x)*float64(c))
			}
		}
		class.Entropy[20] = math.NaN()
		d.Classes = append(d.Classes, class)
	}
	return d
}

// sampleOrbit is the logistic map, with a stretch of superstable columns and one
// of escape.
func sampleOrbit() Orbit {
	d := Orbit{
		Heading: Heading{Title: "Orbit diagram"}, XLabel: "r", YLabel: "x",
		X:          ramp(2.8, 4.1, 120),
		Ends:       []Level{{"ends", 0.1}, {"", 1}},
		Thresholds: []Threshold{{"doubling", 3}, {"chaos", 3.57}, {"escape", 4}},
		Escape:     "escape", Superstable: "superstable",
	}
	for _, r := range d.X {
		x, sum := 0.4, 0.0
		var states []float64
		for t := range 300 {
			x = r * x * (1 - x)
			if t >= 200 {
				states = append(states, x)
				sum += math.Log(math.Abs(r * (1 - 2*x)))
			}
		}
		exponent := sum / 100
		switch {
		case r > 4:
			states, exponent = nil, math.NaN()
		case r < 2.9:
			exponent = math.Inf(-1)
		}
		d.Attractor, d.Exponent = append(d.Attractor, states), append(d.Exponent, exponent)
	}
	return d
}

func sampleCobweb() Cobweb {
	d := Cobweb{
		Heading: Heading{Title: "Cobweb"}, Map: Series{Name: "map"},
		Fixed: []float64{0, 2}, Ends: []Level{{"ends", 0.1}, {"", 2.6}}, Orbit: []float64{0.5},
	}
	next := func(w float64) float64 { return w + 20*w*(0.1-0.05*w) }
	d.Map.X = ramp(0, 3, 50)
	for _, w := range d.Map.X {
		d.Map.Y = append(d.Map.Y, next(w))
	}
	for t := range 12 {
		d.Orbit = append(d.Orbit, next(d.Orbit[t]))
	}
	return d
}

func samplePhasePortrait() PhasePortrait {
	d := PhasePortrait{
		Heading: Heading{Title: "Phase portrait"},
		W:       [2]float64{-5, 50}, Flow: [2]float64{-0.5, 0.5}, Band: 0.4, Safe: [2]float64{8, 32},
		Nullclines: []Series{{"w = 0", []float64{0, 0}, []float64{-0.5, 0.5}}},
		Basin:      Series{"edge", []float64{30, 50}, []float64{-0.5, 0.5}},
		Orbits:     []Series{{"", []float64{40, 5, 4, 3}, []float64{0.3, 0.2, 0.15, 0.1}}},
		Equilibria: []float64{0},
	}
	for _, flow := range ramp(-0.45, 0.45, 8) {
		for _, w := range ramp(-4, 49, 12) {
			d.Arrows = append(d.Arrows, Arrow{w, flow, w - w*w/40, 0.9 * flow})
		}
	}
	return d
}

func sampleBasin() Basin {
	d := Basin{
		Heading: Heading{Title: "Basin"}, W: [2]float64{-10, 100}, Flow: [2]float64{-2, 6},
		Proved:   Series{"edge", []float64{0, 70}, []float64{-2, 5}},
		Unproved: []Series{{"formula", []float64{70, 80}, []float64{5, 6}}},
		Limits:   []Level{{"limits", 5}, {"", -1.5}}, Reachable: 0.4,
	}
	for j := range 40 {
		row := make([]Fate, 60)
		for i := range row {
			row[i] = Diverges
			if i > 5 && i < 10+j {
				row[i] = Converges
			}
		}
		row[59] = Undecided
		d.Fates = append(d.Fates, row)
	}
	return d
}

func sampleCriticals() Criticals {
	return Criticals{
		Heading: Heading{Title: "Criticals"}, Delay: []float64{0, 1, 2, 3}, Eta: 0.5, SmallGain: 0.4,
		Curves: []Critical{
			{0, []float64{3, 2, 1, 0.8}, []float64{2, 5, 8, 11}},
			{0.9, []float64{50, 6, 3, 2}, []float64{2, 10, 14, 18}},
		},
	}
}

func sampleOnset() Onset {
	ratio := ramp(0.5, 2, 7)
	return Onset{
		Heading: Heading{Title: "Onset"}, Ratio: ratio,
		Delays: []DelayOnset{
			{1, ramp(-0.1, 0.2, 7), ramp(-0.1, 0.19, 7), []float64{0, 0, 0, 0, 1, 2, math.NaN()}},
			{5, ramp(-0.05, 0.1, 7), append(ramp(-0.05, 0.1, 6), math.NaN()), nil},
		},
	}
}

func sampleSpectrum() Spectrum {
	var low, high Series
	for _, x := range ramp(0.001, 0.5, 200) {
		low.X, low.Y = append(low.X, x), append(low.Y, 1/(0.01+x*x))
		high.X, high.Y = append(high.X, x), append(high.Y, x*x)
	}
	return Spectrum{Heading: Heading{Title: "Spectrum"}, Flow: Transfer{Theory: high, Simulated: high}, LogWeight: Transfer{Theory: low}}
}

// dynamicsSamples are figures of every shape of the dynamics.
func dynamicsSamples() map[string]*Figure {
	marked := sampleHeatMap(4, 3)
	marked.Marked, marked.MarkedName = []Marked{{2, 0.05, "81.5"}, {9, 9, "outside"}}, "marks"
	image := sampleHeatMap(150, 100)
	image.LogValue = true
	return map[string]*Figure{
		"heat-map-numbers": sampleHeatMap(6, 5).Figure(),
		"heat-map-marked":  marked.Figure(),
		"heat-map-cells":   sampleHeatMap(40, 30).Figure(),
		"heat-map-image":   image.Figure(),
		"trajectories":     sampleTrajectories().Figure(),
		"orbit":            sampleOrbit().Figure(),
		"cobweb":           sampleCobweb().Figure(),
		"phase-portrait":   samplePhasePortrait().Figure(),
		"basin":            sampleBasin().Figure(),
		"criticals":        sampleCriticals().Figure(),
		"onset":            sampleOnset().Figure(),
		"spectrum":         sampleSpectrum().Figure(),
	}
}
