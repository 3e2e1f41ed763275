package proofs

import (
	"math"
	"testing"

	"github.com/leanovate/gopter"

	"aeed/dynamics"
)

const testTrials = 3000

// everyProperty lists all properties that hold, over random parameters inside
// and at the edge of their hypotheses.
func everyProperty() []Property {
	logistic, anchored := dynamics.Logistic{}, dynamics.Anchored{}
	var all []Property
	for _, group := range [][]Property{
		FlowProperties(Clipped(logistic)),
		FlowProperties(Unbounded(anchored)),
		BoundednessProperties(Bounded),
		CollapseProperties(Bounded),
		GainProperties(Bounded),
		LyapunovProperties(Bounded),
		BasinProperties(Bounded),
		BasinProperties(Unbounded(logistic)),
		ClippedProperties(Clipped(logistic)),
		{ClipProperty(Clipped(logistic)), ClipProperty(Clipped(anchored))},
		DriveProperties(nil, 0),
		ClosedLoopProperties(nil),
		{StaysPositive(AnchoredBounded), StaysWithin(AnchoredBounded, zero, anchoredBound)},
	} {
		all = append(all, group...)
	}
	return all
}

func zero(EntropyTrial) float64 { return 0 }

func anchoredBound(t EntropyTrial) float64 {
	bound, _ := dynamics.AnchoredWeightBound(t.Classes, t.Parameters)
	return bound
}

func TestEveryPropertyHolds(t *testing.T) {
	total := 0
	for _, p := range everyProperty() {
		for seed := int64(1); seed <= 2; seed++ {
			r := p.Run(testTrials, seed)
			if !r.Holds() {
				t.Errorf("%s, seed %d: %s violated by %v, slack %g", p.Name, seed, p.Statement, r.Counterexample, r.Slack)
				continue
			}
			if r.Trials != testTrials {
				t.Errorf("%s, seed %d: %d of %d trials satisfied the hypotheses; the generator must draw them all inside", p.Name, seed, r.Trials, testTrials)
			}
			total += r.Trials
			t.Logf("%-22s slack %10.3g over %d trials", p.Name, r.Slack, r.Trials)
		}
	}
	t.Logf("%d trials in all", total)
}

// At the setting of the paper and of its larger data sets, too.
func TestPropertiesHoldAtThePaper(t *testing.T) {
	for _, classes := range []int{60, 120, 400} {
		p := dynamics.DefaultParameters()
		clipped := Fixed(classes, p)
		p.Clip = dynamics.Unclipped()
		given := Fixed(classes, p)
		for _, group := range [][]Property{FlowProperties(given), BoundednessProperties(given), CollapseProperties(given),
			GainProperties(given), LyapunovProperties(given), BasinProperties(given), ClippedProperties(clipped),
			DriveProperties(&p, dynamics.FlowBound(classes, p.Beta))} {
			for _, property := range group {
				if r := property.Run(500, 7); !r.Holds() || r.Trials != 500 {
					t.Errorf("C = %d: %s: %d trials, counterexample %v", classes, property.Name, r.Trials, r.Counterexample)
				}
			}
		}
	}
}

// restless grows under constant entropies where the paper's law shrinks.
type restless struct{ dynamics.Logistic }

func (restless) Next(w, d, eta, gamma float64) float64 { return w + eta*w*(d+gamma*w) }

// overdriven hears the flow twice as loud.
type overdriven struct{ dynamics.Logistic }

func (l overdriven) Next(w, d, eta, gamma float64) float64 {
	return l.Logistic.Next(w, 2*d, eta, gamma)
}

// The properties must notice a wrong law.
func TestPropertiesHaveTeeth(t *testing.T) {
	region := func(law dynamics.Law, clip dynamics.Clip) Region {
		p := dynamics.DefaultParameters()
		p.Law, p.Clip = law, clip
		return Fixed(60, p)
	}
	find := func(properties []Property, name string) Property {
		for _, p := range properties {
			if p.Name == name {
				return p
			}
		}
		t.Fatalf("no property %s", name)
		return Property{}
	}
	for _, c := range []struct {
		law      dynamics.Law
		clip     dynamics.Clip
		property func(Region) []Property
		names    []string
	}{
		{restless{}, dynamics.Unclipped(), CollapseProperties, []string{"collapse-rate"}},
		{restless{}, dynamics.Unclipped(), GainProperties, []string{"telescoping", "total-gain", "envelope", "never-above-start"}},
		{restless{}, dynamics.Unclipped(), LyapunovProperties, []string{"lyapunov-sum", "lyapunov-exponential"}},
		{restless{}, dynamics.Unclipped(), BasinProperties, []string{"basin-inside"}},
		{restless{}, dynamics.Clip{Low: 0.1, High: 4}, ClippedProperties, []string{"clipped-envelope", "capture"}},
		{overdriven{}, dynamics.Unclipped(), GainProperties, []string{"telescoping", "total-gain", "envelope"}},
	} {
		for _, name := range c.names {
			if r := find(c.property(region(c.law, c.clip)), name).Run(2000, 1); r.Holds() {
				t.Errorf("%s did not notice the law %T", name, c.law)
			}
		}
	}
}

func TestGopterForm(t *testing.T) {
	parameters := gopter.DefaultTestParametersWithSeed(3)
	properties := gopter.NewProperties(parameters)
	properties.Property("telescoping", GainProperties(Bounded)[0].Gopter())
	properties.TestingRun(t)
}

func TestSlackOf(t *testing.T) {
	for _, c := range []struct{ smaller, larger, want float64 }{
		{1, 2, 0.5},
		{2, 1, -0.5},
		{0, 0, 0},
		{-1, 1, 2},
		{1, math.Inf(1), 1},
		{math.Inf(1), math.Inf(1), 0},
		{math.NaN(), 1, -1},
		{1, math.NaN(), -1},
	} {
		if got := slackOf(c.smaller, c.larger); got != c.want {
			t.Errorf("slackOf(%g, %g) = %g, want %g", c.smaller, c.larger, got, c.want)
		}
	}
}
