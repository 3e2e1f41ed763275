package sim

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
)

// plainDecay is the oracle of one lane.
func plainDecay(p *dynamics.Parameters, curve Decay, epochs int) float64 {
	weight, flow, entropy := p.InitialWeight, 0.0, curve.Start
	for range epochs {
		before := entropy
		entropy = curve.Floor + float64((before-curve.Floor)*curve.Ratio)
		flow = dynamics.Flow(p.Beta, entropy, before, flow)
		_, weight = dynamics.Step(p, weight, flow)
	}
	return weight
}

func lanesEqualTheOracle(k kernels) gopter.Prop {
	return prop.ForAll(func(numbers []uint64) (string, error) {
		c := choices(numbers)
		workers, epochs := c.pick(4), c.pick(60)
		lanes := NewLanes(1 + c.pick(80))
		points, curves := make([]dynamics.Parameters, lanes.Len()), make([]Decay, lanes.Len())
		for i := range points {
			p := c.parameters()
			p.Driver = dynamics.DriveFlow
			if _, own := p.Law.(ownLaw); own {
				p.Law = dynamics.Logistic{}
			}
			points[i], curves[i] = p, Decay{Start: 4 * c.unit(), Ratio: one(&c, 0.9, 0, 1, 0.5)}
			if err := lanes.Set(i, p, curves[i]); err != nil {
				return "", err
			}
		}
		first := c.pick(epochs + 1)
		lanes.advance(first, workers, &k)
		lanes.advance(epochs-first, workers, &k)
		for i, got := range lanes.Weights(nil) {
			if want := plainDecay(&points[i], curves[i], epochs); !sameNumber(got, want) {
				return fmt.Sprintf("lane %d of %d, %+v, %+v, %d epochs: %v, want %v", i, len(points), points[i], curves[i], epochs, got, want), nil
			}
		}
		return "", nil
	}, gen.SliceOf(gen.UInt64()))
}

func TestLanesEqualTheOracleToTheBit(t *testing.T) {
	for _, k := range kernelsHere() {
		t.Run(k.name, func(t *testing.T) {
			properties := gopter.NewProperties(testParameters(2000))
			properties.Property("lanes = oracle", lanesEqualTheOracle(k))
			properties.TestingRun(t)
		})
	}
}

func TestLanesOfWrongKernelsDiffer(t *testing.T) {
	wrong := map[string]func(quads []decayingQuad, epochs int){
		"an epoch short": func(quads []decayingQuad, epochs int) { advanceDecaying(quads, max(0, epochs-1)) },
		"a lane left":    func(quads []decayingQuad, epochs int) { advanceDecaying(quads[1:], epochs) },
		"another order": func(quads []decayingQuad, epochs int) {
			for n := range quads {
				for i := range abreast {
					quads[n].gamma[i] = math.Nextafter(quads[n].gamma[i], 1)
				}
			}
			advanceDecaying(quads, epochs)
		},
	}
	for name, decay := range wrong {
		if !refuted(lanesEqualTheOracle(kernels{decay: decay})) {
			t.Errorf("the property holds for %s", name)
		}
	}
}

// A learning curve with a floor is a Decay but for rounding: each epoch moves an
// entropy near 4 nats by at most some 1e-15, and the weight by no more.
func TestLanesFollowLearningCurves(t *testing.T) {
	p := dynamics.DefaultParameters()
	signal := Learning{Start: 1, Floor: 0.2, Tau: 7}
	s := Scenario{Sizes: []int{5, 5}, Source: Open{signal}, Epochs: 61}
	var want float64
	if err := Run(&s, p, func(epoch trajectory.Epoch) error {
		want = epoch.Classes[1].NextWeight
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	lanes := NewLanes(3)
	if err := lanes.Set(1, p, signal.Decay(2)); err != nil {
		t.Fatal(err)
	}
	lanes.Advance(60, 0)
	if got := lanes.Weights(nil)[1]; math.Abs(got-want) > 1e-13 {
		t.Errorf("weight %v, want %v", got, want)
	}
	if got, want := lanes.Weights(nil)[0], plainDecay(&p, Decay{Start: 1, Ratio: 1}, 60); got != want {
		t.Errorf("lane that was not set: weight %v, want that of a constant entropy, %v", got, want)
	}
}

func TestLanesRefuse(t *testing.T) {
	lanes, p := NewLanes(2), dynamics.DefaultParameters()
	own, byEntropy, negative := p, p, p
	own.Law, byEntropy.Driver, negative.Eta = ownLaw{}, dynamics.DriveEntropy, -1
	for _, c := range []struct {
		p     dynamics.Parameters
		curve Decay
		fault string
	}{
		{own, Decay{Start: 1}, "law"},
		{byEntropy, Decay{Start: 1}, "law"},
		{negative, Decay{Start: 1}, "eta"},
		{p, Decay{Start: 1, Floor: 2}, "decay"},
		{p, Decay{Start: 1, Floor: -1}, "decay"},
		{p, Decay{Start: math.Inf(1)}, "decay"},
		{p, Decay{Start: 1, Ratio: 1.1}, "decay"},
		{p, Decay{Start: 1, Ratio: -0.1}, "decay"},
		{p, Decay{Start: math.NaN()}, "decay"},
		{p, Decay{Start: 1, Ratio: math.NaN()}, "decay"},
	} {
		var fault *dynamics.ParameterError
		if err := lanes.Set(1, c.p, c.curve); !errors.As(err, &fault) || fault.Name != c.fault {
			t.Errorf("%+v, %+v: %v, want a fault of %s", c.p, c.curve, err, c.fault)
		}
	}
	for name, misuse := range map[string]func(){
		"lane −1": func() { _ = lanes.Set(-1, p, Decay{}) },
		"lane 2":  func() { _ = lanes.Set(2, p, Decay{}) },
		"epochs":  func() { lanes.Advance(-1, 1) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			misuse()
		})
	}
	NewLanes(0).Advance(10, 0)
}
