package monitor

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
)

const exact = 1e-12 // tolerance of a float64 recorder

// levels gives the entropy of a class in an epoch as a fraction of ln C, NaN
// where the epoch does not show the class.
type levels func(epoch, class int) float64

var families = map[string]levels{
	"untrained": func(_, _ int) float64 { return 1 },
	"confident": func(_, _ int) float64 { return 0 },
	"learning curve": func(epoch, class int) float64 {
		return 0.1 + 0.9*math.Exp(-float64(epoch)/float64(3+4*class))
	},
	"bang-bang":   func(epoch, class int) float64 { return float64((epoch/(1+class) + 1) % 2) },
	"oscillating": func(epoch, class int) float64 { return 0.5 + 0.5*math.Sin(float64(epoch*(class+1))) },
	"falling":     func(epoch, _ int) float64 { return 1 / float64(epoch+1) },
	"rising":      func(epoch, _ int) float64 { return 1 - 1/float64(epoch+1) },
	"noise":       noise(1),
	"gaps": func(epoch, class int) float64 {
		switch {
		case class == 0, class == 1 && epoch != 4, epoch%(class+1) != 0:
			return math.NaN() // class 0 is never seen, class 1 once
		}
		return noise(2)(epoch, class)
	},
}

// noise is independent from epoch to epoch and class to class.
func noise(seed uint64) levels {
	return func(epoch, class int) float64 {
		return rand.New(rand.NewPCG(seed, uint64(1000*epoch+class))).Float64()
	}
}

// honest returns the records of a controller. An unclipped run may leave the
// finite numbers: it ends before.
func honest(t testing.TB, classes int, p dynamics.Parameters, epochs int, level levels) [][]dynamics.ClassEpoch {
	t.Helper()
	controller, err := dynamics.NewController(classes, p)
	if err != nil {
		t.Fatal(err)
	}
	var run [][]dynamics.ClassEpoch
	for epoch := range epochs {
		for class := range classes {
			if l := level(epoch, class); !math.IsNaN(l) {
				if err := controller.Observe(class, l*dynamics.MaxEntropy(classes)); err != nil {
					t.Fatal(err)
				}
			}
		}
		records, err := controller.EndEpoch()
		if err != nil {
			break
		}
		run = append(run, slices.Clone(records))
	}
	return run
}

func judge(classes int, p dynamics.Parameters, tolerance float64, run [][]dynamics.ClassEpoch) Report {
	m := New(classes, p, tolerance)
	for _, records := range run {
		m.Observe(records)
	}
	return m.Report()
}

// accusations returns the violations by check.
func accusations(r Report) map[string]place {
	found := map[string]place{}
	for _, c := range r.Checks {
		if c.Violation != nil {
			found[c.Name] = place{c.Violation.Epoch, c.Violation.Class}
		}
	}
	return found
}

type place struct{ epoch, class int }

func find(t testing.TB, r Report, name string) Check {
	t.Helper()
	for _, c := range r.Checks {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("no check %q", name)
	return Check{}
}

// altered returns p after change.
func altered(change func(*dynamics.Parameters)) dynamics.Parameters {
	p := dynamics.DefaultParameters()
	change(&p)
	return p
}

var unclipped = altered(func(p *dynamics.Parameters) { p.Clip = dynamics.Unclipped() })

// write makes a trajectory file of run and returns its path.
func write(t testing.TB, header trajectory.Header, run [][]dynamics.ClassEpoch) string {
	t.Helper()
	path := t.TempDir() + "/trajectory.jsonl"
	w, err := trajectory.Create(path, header)
	if err != nil {
		t.Fatal(err)
	}
	for number, records := range run {
		epoch := trajectory.Epoch{Number: number}
		for _, r := range records {
			epoch.Classes = append(epoch.Classes, trajectory.Record{ClassEpoch: r, LossWeight: r.Weight, Accuracy: math.NaN()})
		}
		if err := w.Append(epoch); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}
