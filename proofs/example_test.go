package proofs_test

import (
	"fmt"
	"math"

	"aeed/dynamics"
	"aeed/proofs"
)

// A verdict with the reason, at parameters of one's own.
func ExampleClaim_Assess() {
	claim, err := proofs.ClaimByID("boundedness")
	if err != nil {
		fmt.Println(err)
		return
	}
	setting := proofs.DefaultSetting()
	for _, eta := range []float64{0.5, 1.5} {
		setting.Parameters.Eta = eta
		assessment := claim.Assess(setting, proofs.Budget{Trials: 200, Seed: 1})
		fmt.Printf("η = %g: %s; %s\n", eta, assessment.Verdict, assessment.Truth)
	}
	// Output:
	// η = 0.5: proved; 0 < w ≤ 7.746 for every entropy sequence; η may grow to 1.221
	// η = 1.5: not applicable; says nothing here: it needs η < 1.221, Theorem 1′, which fails by 0.279
}

// Why Theorem 1 needs a bound on η: gopter finds a violation and shrinks it to
// one epoch in which the entropy falls from ln C to 0.
func ExampleProperty_Run() {
	paper := dynamics.DefaultParameters()
	paper.Clip = dynamics.Unclipped()
	result := proofs.PositiveForAnyEta(proofs.WithAnyEta(60, paper)).Run(2000, 1)
	fmt.Println(result.Counterexample)
	fmt.Printf("w = %.3g\n", result.Counterexample.Path(1))
	// Output:
	// C=60 logistic η=3 γ=0.05 β=0.9 clip=none w0=1 H/ln C=(1 0)
	// w = [1 -0.378]
}

// Ricker is a law of one's own: w ← w·e^{η(D−γw)}, Eq. 4 with its first-order
// factor 1+x replaced by eˣ.
type Ricker struct{}

func (Ricker) Name() string { return "ricker" }

func (Ricker) Next(weight, drive, eta, gamma float64) float64 {
	return weight * math.Exp(eta*(drive-gamma*weight))
}

// A law of one's own under the same generators and properties, at an η that
// turns weights negative under the paper's: this one stays positive, with the
// total gain of the paper's, but it too collapses.
func ExampleProperty_Run_lawOfYourOwn() {
	p := dynamics.DefaultParameters()
	p.Law, p.Clip, p.Eta = Ricker{}, dynamics.Unclipped(), 3
	region := proofs.Fixed(60, p)
	ceiling := func(t proofs.EntropyTrial) float64 {
		return t.Parameters.InitialWeight * dynamics.TotalGain(t.Classes, t.Parameters.Eta)
	}
	nothing := func(proofs.EntropyTrial) float64 { return 0 }
	half := func(t proofs.EntropyTrial) float64 { return t.Parameters.InitialWeight / 2 }
	for _, property := range []proofs.Property{
		proofs.StaysPositive(region),
		proofs.StaysWithin(region, nothing, ceiling),
		proofs.StaysWithin(region, half, ceiling),
	} {
		result := property.Run(1000, 1)
		fmt.Printf("%s: holds %v\n", property.Name, result.Holds())
	}
	// Output:
	// stays-positive: holds true
	// stays-within: holds true
	// stays-within: holds false
}

// The largest weight that any entropies can cause, and how far it is from what
// is proved.
func ExampleSearchSupremum() {
	p := dynamics.DefaultParameters()
	found := proofs.SearchSupremum(60, p)
	fmt.Printf("attained %.3f after %d epochs of entropy %v, proved at most %.3f\n",
		found.Weight, len(found.Trial.Levels)-1, found.Trial.Levels[1], dynamics.WorstEnvelopePeak(60, p))
	// Output:
	// attained 2.385 after 12 epochs of entropy 1, proved at most 3.035
}
