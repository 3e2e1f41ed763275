package proofs

import (
	"math"
	"math/rand"
	"strings"
	"testing"

	"aeed/dynamics"
)

// What the properties test must be what the controller does.
func TestWalkIsTheController(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 300 {
		region := []Region{Bounded, Clipped(dynamics.Logistic{}), Clipped(dynamics.Anchored{})}[r.Intn(3)]
		trial := EntropyTrials(region)(r).(EntropyTrial)
		if r.Intn(2) == 0 {
			trial.Parameters.Driver = dynamics.DriveEntropy
			trial.Parameters.Clip = dynamics.Clip{Low: trial.Parameters.InitialWeight / 100, High: trial.Parameters.InitialWeight * 100}
		}
		controller, err := dynamics.NewController(trial.Classes, trial.Parameters)
		if err != nil {
			t.Fatalf("%v: %v", trial, err)
		}
		observe := func(level float64) dynamics.ClassEpoch {
			if err := controller.Observe(1, level*dynamics.MaxEntropy(trial.Classes)); err != nil {
				t.Fatal(err)
			}
			records, err := controller.EndEpoch()
			if err != nil {
				t.Fatal(err)
			}
			return records[1]
		}
		observe(trial.Levels[0])
		trial.Walk(func(e Epoch) bool {
			got := observe(trial.Levels[e.T+1])
			want := dynamics.ClassEpoch{Count: 1, Entropy: e.Entropy, Flow: e.Flow, Weight: e.Weight, NextWeightRaw: e.Raw, NextWeight: e.Next}
			if got != want {
				t.Fatalf("%v, epoch %d: controller %+v, walk %+v", trial, e.T, got, want)
			}
			return true
		})
	}
}

func TestFamiliesStayInRange(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for _, family := range Families() {
		distinct := map[float64]bool{}
		for range 200 {
			n := 2 + r.Intn(100)
			levels := family.Draw(r, n)
			if len(levels) != n {
				t.Fatalf("%s: %d levels, want %d", family.Name, len(levels), n)
			}
			for _, level := range levels {
				if !(level >= 0 && level <= 1) {
					t.Fatalf("%s: level %g outside [0, 1]", family.Name, level)
				}
				distinct[level] = true
			}
		}
		if len(distinct) < 2 {
			t.Errorf("%s always draws the same level", family.Name)
		}
	}
}

func TestSimplerTerminatesAndStaysValid(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for name, draw := range map[string]func(*rand.Rand) Trial{
		"entropies": EntropyTrials(Clipped(dynamics.Logistic{})),
		"states":    basinStarts(Bounded),
		"drives":    driveTrials(nil, 0),
		"loops":     loopTrials(nil),
	} {
		for range 50 {
			trial, steps := draw(r), 0
			for simpler := trial.Simpler(); len(simpler) > 0; simpler = trial.Simpler() {
				trial = simpler[r.Intn(len(simpler))]
				if steps++; steps > 5000 {
					t.Fatalf("%s: %v keeps getting simpler", name, trial)
				}
				if trial.String() == "" || len(trial.Path(3)) == 0 {
					t.Fatalf("%s: a simpler trial is not runnable", name)
				}
			}
		}
	}
}

func TestRoundSignificant(t *testing.T) {
	for _, c := range []struct {
		x      float64
		digits int
		want   float64
	}{{0.123, 1, 0.1}, {0.123, 2, 0.12}, {-47, 1, -50}, {9.99, 2, 10}, {0, 1, 0}, {3e-9, 1, 3e-9}} {
		if got := roundSignificant(c.x, c.digits); math.Abs(got-c.want) > 1e-15*math.Abs(c.want) {
			t.Errorf("roundSignificant(%g, %d) = %g, want %g", c.x, c.digits, got, c.want)
		}
	}
	if got := roundSignificant(math.Inf(1), 1); !math.IsInf(got, 1) {
		t.Errorf("roundSignificant(+Inf) = %g", got)
	}
}

func TestStringsAreAbridged(t *testing.T) {
	trial := EntropyTrial{Classes: 60, Parameters: dynamics.DefaultParameters(), Levels: make([]float64, 500)}
	if s := trial.String(); len(s) > 200 || !strings.Contains(s, "500 in all") {
		t.Errorf("a long trial prints as %q", s)
	}
}
