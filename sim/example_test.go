package sim_test

import (
	"fmt"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// The default scenario in the paper's controller: what the largest and the smallest
// class come to.
func ExampleRun() {
	s := sim.DefaultScenario()
	err := sim.Run(&s, dynamics.DefaultParameters(), func(e trajectory.Epoch) error {
		if e.Number%33 == 0 {
			head, tail := e.Classes[0], e.Classes[59]
			fmt.Printf("epoch %2d: entropies %.2f, %.2f; niche widths %.3f, %.3f\n", e.Number, head.Entropy, tail.Entropy, head.Weight, tail.Weight)
		}
		return nil
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// epoch  0: entropies 3.76, 4.08; niche widths 1.000, 1.000
	// epoch 33: entropies 0.96, 3.78; niche widths 0.191, 0.501
	// epoch 66: entropies 0.89, 3.76; niche widths 0.140, 0.341
	// epoch 99: entropies 0.87, 3.78; niche widths 0.124, 0.268
}

// relapse is a signal of one's own: a class is learned, and forgotten in epoch 50.
type relapse struct{ Tau float64 }

func (relapse) Name() string         { return "relapse" }
func (relapse) Validate([]int) error { return nil }
func (r relapse) At(sizes []int, class, epoch int) float64 {
	return sim.Learning{Start: 1, Tau: r.Tau}.At(sizes, class, epoch%50)
}

// A signal of one's own needs a name, a check and a law in time.
func ExampleSignal() {
	s := sim.Scenario{Sizes: []int{100, 10}, Source: sim.Open{Signal: relapse{Tau: 10}}, Epochs: 100}
	err := sim.Run(&s, dynamics.DefaultParameters(), func(e trajectory.Epoch) error {
		if e.Number == 50 || e.Number == 57 {
			fmt.Printf("epoch %d: niche width %.3f\n", e.Number, e.Classes[0].Weight)
		}
		return nil
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// epoch 50: niche width 0.354
	// epoch 57: niche width 0.376
}

// rivals is a plant of one's own: two classes of which the heavier one is learned.
type rivals struct{}

func (rivals) Name() string                  { return "rivals" }
func (rivals) Validate([]int) error          { return nil }
func (rivals) Start(sizes []int) sim.Process { return &rivalry{entropies: []float64{.6, .5}} }

type rivalry struct{ entropies []float64 }

func (r *rivalry) Next(weights, entropies []float64) {
	for c := range r.entropies {
		target := .6 * weights[1-c] / (weights[0] + weights[1])
		r.entropies[c] += .2 * (target - r.entropies[c])
	}
	copy(entropies, r.entropies)
}

// A plant of one's own also answers to the niche widths.
func ExampleProcess() {
	s := sim.Scenario{Sizes: []int{1, 1}, Source: rivals{}, Epochs: 200}
	p := dynamics.DefaultParameters()
	p.Law = dynamics.Anchored{}
	var last trajectory.Epoch
	if err := sim.Run(&s, p, func(e trajectory.Epoch) error { last = e; return nil }); err != nil {
		fmt.Println(err)
	}
	fmt.Printf("niche widths %.3f, %.3f\n", last.Classes[0].Weight, last.Classes[1].Weight)
	// Output:
	// niche widths 0.999, 0.999
}

// Sources come as text, too, and their constants by name.
func ExampleParse() {
	source, err := sim.Parse("learning:tau=20")
	if err != nil {
		fmt.Println(err)
	}
	faster, err := sim.With(source, "tau", 5)
	fmt.Println(sim.Format(source))
	fmt.Println(sim.Format(faster), err)

	_, err = sim.Parse("learning:speed=5")
	fmt.Println(err)
	// Output:
	// learning:start=1,floor=0.1,tau=20
	// learning:start=1,floor=0.1,tau=5 <nil>
	// source = learning:"speed": want one of start, floor, tau; hint: these are the constants of learning
}
