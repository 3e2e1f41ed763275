package sweep

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/sim"
)

// placeOf returns what tells a point from every other of its space.
func placeOf(space *Space, p Point) string {
	var texts []string
	for i := range axes {
		if varies(space.spec.axes[i]) {
			texts = append(texts, p.Value(axes[i].name).String())
		}
	}
	return strings.Join(texts, " ")
}

// A grid has each combination at one index, whatever its axes.
func TestGridIsABijection(t *testing.T) {
	properties := gopter.NewProperties(gopter.DefaultTestParametersWithSeed(1))
	properties.Property("grid", prop.ForAll(func(etas, gammas, taus, seeds int, laws bool) bool {
		s := mustSpec(t, "source=learning,plateau", "beta=0.9,0.5",
			fmt.Sprintf("eta=0.5:%d:0.5", etas+1), fmt.Sprintf("gamma=log:0.01:1:%d", gammas+1),
			fmt.Sprintf("source.tau=1:%d:1", taus+1), fmt.Sprintf("seed=0:%d:1", seeds))
		if laws {
			s.Set("law", "logistic,anchored")
		}
		space, err := s.Space()
		if err != nil {
			return false
		}
		seen := map[string]bool{}
		for i := range space.Len() {
			p := space.At(i)
			if p.Index != i {
				return false
			}
			seen[placeOf(space, p)] = true
		}
		combinations := 1
		for i := range axes {
			if v := space.spec.axes[i]; v != nil {
				combinations *= int(v.len())
			}
		}
		return int64(len(seen)) == space.Len() && len(seen) == combinations
	}, gen.IntRange(1, 3), gen.IntRange(1, 3), gen.IntRange(1, 3), gen.IntRange(1, 3), gen.Bool()))
	properties.TestingRun(t)
}

func TestGridOrder(t *testing.T) {
	space := mustSpace(t, "eta=1,2", "gamma=0.1,0.2", "source=learning,constant", "epochs=10,20")
	var got []string
	for i := range space.Len() {
		p := space.At(i)
		got = append(got, fmt.Sprintf("%s/%d %v %v", p.Scenario.Source.Name(), p.Scenario.Epochs, p.Parameters.Eta, p.Parameters.Gamma))
	}
	want := "learning/10 1 0.1, learning/10 1 0.2, learning/10 2 0.1, learning/10 2 0.2, learning/20 1 0.1, learning/20 1 0.2, learning/20 2 0.1, learning/20 2 0.2, " +
		"constant/10 1 0.1, constant/10 1 0.2, constant/10 2 0.1, constant/10 2 0.2, constant/20 1 0.1, constant/20 1 0.2, constant/20 2 0.1, constant/20 2 0.2"
	if strings.Join(got, ", ") != want {
		t.Errorf("%s", strings.Join(got, ", "))
	}
}

// Points are the same alone, in order, and in any other order.
func TestPointsDependOnTheirIndexAlone(t *testing.T) {
	for _, assignments := range [][]string{
		{"eta=0.1:1:0.3", "gamma=0.1,0.2", "source=learning,plateau", "source.tau=7", "noise=0,1"},
		{"design=sobol", "points=100", "eta=0.1:1", "noise=0:1", "source=hill,constant"},
		{"design=latin-hypercube", "points=100", "eta=0.1:1", "noise=0:1", "source=learning,plateau", "source.tau=1:9"},
	} {
		space := mustSpace(t, assignments...)
		walk, backwards := space.walk(), space.walk()
		for i := range space.Len() {
			p, q := walk.at(i), space.At(i)
			if placeOf(space, p) != placeOf(space, q) || keyOf(&p.setting) != keyOf(&q.setting) || fmt.Sprint(p.Scenario) != fmt.Sprint(q.Scenario) || p.Parameters != q.Parameters {
				t.Fatalf("%q: point %d is %+v in a walk, %+v alone", assignments, i, p, q)
			}
			j := space.Len() - 1 - i
			if p, q := backwards.at(j), space.At(j); placeOf(space, p) != placeOf(space, q) {
				t.Fatalf("%q: point %d differs on the way back", assignments, j)
			}
		}
	}
}

func TestPointsAreWhatTheAxesSay(t *testing.T) {
	p := new(mustSpace(t, "eta=0.3,0.4", "gamma=0.02", "beta=0.5", "clip-low=none", "clip-high=none", "w0=2", "law=anchored", "driver=entropy",
		"source=plateau", "source.until=12", "classes=5", "largest=50", "imbalance=10", "noise=0.25", "seed=9", "epochs=33").At(1))
	if q := p.Parameters; q.Eta != 0.4 || q.Gamma != 0.02 || q.Beta != 0.5 || !q.Clip.IsUnclipped() || q.InitialWeight != 2 || q.Law.Name() != "anchored" || q.Driver != "entropy" {
		t.Errorf("parameters %+v", q)
	}
	s := p.Scenario
	if fmt.Sprint(s.Sizes) != fmt.Sprint(sim.LongTailed(5, 50, 10)) || sim.Format(s.Source) != "plateau:start=1,floor=0.1,tau=15,until=12" || s.Noise != 0.25 || s.Seed != 9 || s.Epochs != 33 {
		t.Errorf("scenario %+v", s)
	}
	for axis, want := range map[string]string{"eta": "0.4", "clip-low": "none", "law": "anchored", "source.until": "12", "classes": "5", "seed": "9"} {
		if got := p.Value(axis).String(); got != want {
			t.Errorf("%s is %s, want %s", axis, got, want)
		}
	}
	if !math.IsNaN(p.Value("source.alpha").Number) {
		t.Error("plateau has an alpha")
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic for an axis that isn't there")
		}
	}()
	p.Value("etta")
}

// A constant that is set holds for every source of the sweep.
func TestConstantsOfSeveralSources(t *testing.T) {
	for _, assignments := range [][]string{
		{"source=learning,plateau:tau=3", "source.tau=7"},
		{"source=learning,plateau:tau=3", "source.tau=7", "design=sobol", "points=20", "eta=0.1:1"},
	} {
		space := mustSpace(t, assignments...)
		names := map[string]bool{}
		for i := range space.Len() {
			p := space.At(i)
			names[p.Scenario.Source.Name()] = true
			if tau := p.Value("source.tau").Number; tau != 7 {
				t.Errorf("%q: τ = %g at point %d", assignments, tau, i)
			}
		}
		if len(names) != 2 {
			t.Errorf("%q: sources %v", assignments, names)
		}
	}
}

// The default sweep stands in the default scenario.
func TestStandardIsTheDefaultScenario(t *testing.T) {
	s := standard()
	if got, want := fmt.Sprintf("%+v", *s.scenario()), fmt.Sprintf("%+v", sim.DefaultScenario()); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestPointsOutsideTheSpace(t *testing.T) {
	space := mustSpace(t)
	for _, i := range []int64{-1, space.Len()} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("point %d does not panic", i)
				}
			}()
			space.At(i)
		}()
	}
}

func TestNeighboursShareAScenario(t *testing.T) {
	space := mustSpace(t, "eta=0.1:1:0.1", "seed=1:5:1")
	walk := space.walk()
	changes := 0
	var last *sim.Scenario
	for i := range space.Len() {
		if s := walk.at(i).Scenario; s != last {
			changes, last = changes+1, s
		}
	}
	if changes != 5 {
		t.Errorf("%d scenarios, want 5", changes)
	}
}
