package dynamics_test

import (
	"fmt"
	"math"

	"aeed/dynamics"
)

// A training loop needs three calls: Weights, Observe, EndEpoch. Here class 0 is
// learned at once, class 1 slowly, class 2 never.
func Example() {
	controller, err := dynamics.NewController(3, dynamics.DefaultParameters())
	if err != nil {
		fmt.Println(err)
		return
	}
	var weights []float64
	for epoch := range 21 {
		weights = controller.Weights(weights) // of the loss in this epoch
		if epoch%10 == 0 {
			fmt.Printf("epoch %2d: %.3f\n", epoch, weights)
		}
		logits := [][]float64{
			{2 * float64(epoch), 0, 0},
			{0, .1 * float64(epoch), 0},
			{0, 0, 0},
		}
		for class := range logits { // for every sample of the epoch
			entropy, _ := dynamics.EntropyFromLogits(logits[class])
			if err := controller.Observe(class, entropy); err != nil {
				fmt.Println(err)
			}
		}
		if _, err := controller.EndEpoch(); err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// epoch  0: [1.000 1.000 1.000]
	// epoch 10: [0.600 0.801 0.813]
	// epoch 20: [0.451 0.615 0.673]
}

// What is proved of the paper's parameters with 60 classes.
func Example_bounds() {
	p := dynamics.DefaultParameters()
	bound, margin := dynamics.WeightBound(60, p)
	epochs, _ := dynamics.CaptureEpochs(p, p.InitialWeight, 0)
	fmt.Printf("|flow| ≤ %.4f\n", dynamics.FlowBound(60, p.Beta))
	fmt.Printf("without the clip 0 < w ≤ %.3f, margin %.3f; sharper: w ≤ %.3f\n", bound, margin, dynamics.WorstEnvelopePeak(60, p))
	fmt.Printf("for η below %.3f\n", dynamics.EtaBounded(60, p))
	fmt.Printf("after 1000 epochs w ≤ %.3f, whatever the entropies\n", dynamics.CollapseBound(60, p, 1000))
	fmt.Printf("with the clip settled entropies bring w = 1 to %v within %d epochs\n", p.Clip.Low, epochs)
	// Output:
	// |flow| ≤ 0.4094
	// without the clip 0 < w ≤ 7.746, margin 0.602; sharper: w ≤ 3.035
	// for η below 1.221
	// after 1000 epochs w ≤ 0.298, whatever the entropies
	// with the clip settled entropies bring w = 1 to 0.1 within 360 epochs
}

// The paper's law has the origin alone for an equilibrium, and its
// linearisation decides nothing. The anchored law rests at weight 1.
func ExampleEquilibria() {
	p := dynamics.DefaultParameters()
	for _, law := range []dynamics.SmoothLaw{dynamics.Logistic{}, dynamics.Anchored{}} {
		for _, e := range dynamics.Equilibria(law, p) {
			fmt.Printf("%s: w = %v, eigenvalues %.3f, %v\n", law.Name(), e.State.Weight, e.Eigenvalues, e.Stability)
		}
	}
	highest, _ := dynamics.Basin(p, 0)
	fmt.Printf("the origin attracts 0 ≤ w ≤ %v and nothing else\n", highest)
	// Output:
	// logistic: w = 0, eigenvalues [1.000 0.900], marginal
	// anchored: w = 0, eigenvalues [1.025 0.900], unstable
	// anchored: w = 1, eigenvalues [0.975 0.900], stable
	// the origin attracts 0 ≤ w ≤ 40 and nothing else
}

// exponential is a law whose weights stay positive for every η.
type exponential struct{}

func (exponential) Name() string { return "exponential" }

func (exponential) Next(weight, drive, eta, gamma float64) float64 {
	return weight * math.Exp(eta*(drive-gamma*weight))
}

// Any type with the two methods of Law drives the controller.
func ExampleLaw() {
	p := dynamics.DefaultParameters()
	p.Law, p.Clip, p.Eta = exponential{}, dynamics.Unclipped(), 3
	controller, err := dynamics.NewController(60, p)
	if err != nil {
		fmt.Println(err)
		return
	}
	limit := dynamics.MaxEntropy(60)
	for _, entropy := range []float64{limit, limit, limit, 0} { // turns Eq. 4 negative
		controller.Observe(0, entropy)
		records, _ := controller.EndEpoch()
		fmt.Printf("%.4f\n", records[0].NextWeight)
	}
	// Output:
	// 1.0000
	// 0.8607
	// 0.7565
	// 0.1977
}

// A checkpoint carries the state to the bit, a running epoch included.
func ExampleController_Restore() {
	p := dynamics.DefaultParameters()
	one, _ := dynamics.NewController(2, p)
	one.Observe(0, 0.25)
	other, _ := dynamics.NewController(2, p)
	fmt.Println(other.Restore(one.Snapshot()), other.Snapshot().Classes[0].Sum)
	wrong, _ := dynamics.NewController(3, p)
	fmt.Println(wrong.Restore(one.Snapshot()))
	// Output:
	// <nil> 0.25
	// dynamics: snapshot of 2 classes for a controller of 3; hint: restore with the configuration of the run that saved it
}

// How much smoothing keeps entropy noise of 0.4 nats below 5 % of a weight.
func ExampleBetaForNoise() {
	fmt.Printf("%.3f\n", dynamics.BetaForNoise(0.5, 0.4, 0.05))
	// Output: 0.882
}
