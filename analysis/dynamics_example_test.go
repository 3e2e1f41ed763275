package analysis_test

import (
	"fmt"

	"aeed/analysis"
	"aeed/dynamics"
	"aeed/proofs"
	"aeed/sim"
)

func ExampleDiagnostics() {
	for _, d := range analysis.Diagnostics()[:2] {
		figure, err := d.Figure()
		if err != nil {
			fmt.Println(err)
			return
		}
		content, _ := figure.Encode("pdf")
		fmt.Printf("%s %.4s\n", d.Name, content)
	}
	// Output:
	// flow-bound %PDF
	// safe-region %PDF
}

// Where the law settles under a constant drive, below and above ηδ = 2.
func ExampleOrbitDiagram() {
	s := analysis.DefaultOrbit()
	s.From, s.To, s.Points, s.Kept = 19, 21, 2, 2
	d := analysis.OrbitDiagram(s)
	for i, eta := range d.X {
		fmt.Printf("η = %g: %.3f, Lyapunov exponent %.3f\n", eta, d.Attractor[i], d.Exponent[i])
	}
	// Output:
	// η = 19: [2.000 2.000], Lyapunov exponent -0.105
	// η = 21: [1.647 2.257], Lyapunov exponent -0.264
}

func ExampleCriticals() {
	d := analysis.Criticals(analysis.DefaultCriticals())
	for _, c := range d.Curves {
		fmt.Printf("β = %g: the loop bears η < %.2f at a delay of 2 epochs, then oscillates with a period of %.1f\n", c.Beta, c.Eta[2], c.Period[2])
	}
	// Output:
	// β = 0: the loop bears η < 1.16 at a delay of 2 epochs, then oscillates with a period of 8.0
	// β = 0.5: the loop bears η < 1.32 at a delay of 2 epochs, then oscillates with a period of 9.8
	// β = 0.9: the loop bears η < 3.34 at a delay of 2 epochs, then oscillates with a period of 14.1
	// β = 0.98: the loop bears η < 13.82 at a delay of 2 epochs, then oscillates with a period of 16.1
}

func ExamplePhasePortrait() {
	d := analysis.PhasePortrait(proofs.DefaultSetting())
	fmt.Printf("safe up to W from %.2f to %.2f\n", d.Safe[0], d.Safe[1])
	// Output: safe up to W from 8.19 to 31.81
}

func ExampleSpectrumSettings_Deviation() {
	s := analysis.DefaultSpectrum()
	fmt.Printf("logistic %.4f\n", s.Deviation())
	s.Parameters.Law = dynamics.Anchored{}
	fmt.Printf("anchored %.4f\n", s.Deviation())
	// Output:
	// logistic 0.0229
	// anchored 0.0209
}

func ExampleSensitivity() {
	s := analysis.DefaultSensitivity()
	s.Scenario.Source = sim.Open{Signal: sim.Constant{Level: 0.5}} // nothing moves but the drag
	s.Measure = analysis.FinalMean
	s.Eta, s.Gamma = analysis.Range{From: 0.1, To: 1, Points: 2}, analysis.Range{From: 0.01, To: 0.1, Points: 2}
	d, err := analysis.Sensitivity(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	for j, gamma := range d.Y {
		fmt.Printf("γ = %.2g: %.3f\n", gamma, d.Values[j])
	}
	// Output:
	// γ = 0.01: [0.910 0.501]
	// γ = 0.1: [0.501 0.100]
}
