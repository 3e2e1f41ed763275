// Package sim simulates AEED without a network: what the niche widths do while
// class entropies follow a law of one's choice, for one run or for a million.
//
// # Scenario
//
// A Scenario says everything but the controller's parameters: the sizes of the
// classes, a Source of their entropies, the noise with which entropies are
// measured, the number of epochs and the seed. DefaultScenario is a long-tailed
// data set of 60 classes; LongTailed makes the sizes of others.
//
// # Sources
//
// A Source is one of two things. A Signal is a law of the entropies in time
// alone, and Open makes a source of it: Constant, Learning, Plateau, Step,
// Sinusoid, BangBang (which attains the bounds of the theorems), BySize (rare
// classes learn later) and Measured, which replays a trajectory. A plant answers
// to the weights and so closes the loop: Hill is the one of the theory, in which
// classes compete for capacity. Anything with the methods of Signal or of Source
// will do as well. Parse reads a source from a text such as
// "learning:tau=15,floor=0.1", and Sources lists what it knows.
//
// # One run
//
// Run takes a scenario and parameters through dynamics.Controller, the code that
// trains, and shows every epoch:
//
//	scenario := sim.DefaultScenario()
//	err := sim.Run(&scenario, dynamics.DefaultParameters(), func(epoch trajectory.Epoch) error {
//		fmt.Println(epoch.Number, epoch.Classes[0].Weight)
//		return nil
//	})
//
// # Many runs
//
// Summarise takes the same scenario through many parameters and keeps a Summary
// of each: final and extreme weights, the epochs until the clip, oscillation,
// the margin of the theory.
//
//	points := make([]dynamics.Parameters, 1000)
//	for i := range points {
//		points[i] = dynamics.DefaultParameters()
//		points[i].Eta = 0.001 * float64(i+1)
//	}
//	scenario.Source = sim.Open{Signal: sim.Learning{Start: 1, Floor: 0.1, Tau: 15}}
//	summaries := make([]sim.Summary, len(points))
//	err = sim.Summarise(&scenario, points, summaries, 0) // 0: all processors
//
// Under a signal all points see the same entropies, and run as lanes of vector
// registers; see Summarise for what else that takes. Package sweep builds on it:
// spaces of parameters, shards, files.
//
// # Lanes
//
// Lanes are controllers of one class each with an exponentially decaying entropy
// of its own, for sweeps over the time constant of learning. Only the weights
// come out.
//
//	lanes := sim.NewLanes(1000)
//	for i := range lanes.Len() {
//		curve := sim.Learning{Start: 1, Floor: 0.1, Tau: 1 + 0.1*float64(i)}
//		err := lanes.Set(i, dynamics.DefaultParameters(), curve.Decay(60))
//		…
//	}
//	lanes.Advance(100, 0)
//	weights := lanes.Weights(nil)
//
// # Same bits
//
// Results depend neither on the number of workers nor on the processor: the
// vector kernels (AVX2, where the machine has it) return what the plain Go loops
// return, to the bit, and those what dynamics.Flow and dynamics.Step do. No
// multiply is fused with an add, and noise is a function of seed, epoch and class.
package sim
