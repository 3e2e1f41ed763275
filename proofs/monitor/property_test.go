package monitor

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/dynamics"
)

// A trial is a run of random parameters, far beyond every hypothesis too. The
// fields with Log are decimal logarithms.
type trial struct {
	Classes              int
	LogEta, LogGamma     float64
	Beta, LogWeight      float64
	Clip                 int // none, the paper's, without upper end, narrow
	Anchored, ByEntropy  bool
	Swing, Noise, Hidden float64 // of the entropies, as shares of ln C; share of epochs that hide a class
	Seed                 uint64
}

var trials = gen.Struct(reflect.TypeFor[trial](), map[string]gopter.Gen{
	"Classes": gen.IntRange(2, 30), "LogEta": gen.Float64Range(-3, 5), "LogGamma": gen.Float64Range(-5, 1),
	"Beta": gen.Float64Range(0, 0.999), "LogWeight": gen.Float64Range(-3, 2), "Clip": gen.IntRange(0, 3),
	"Anchored": gen.Bool(), "ByEntropy": gen.Bool(),
	"Swing": gen.Float64Range(0, 1), "Noise": gen.Float64Range(0, 1), "Hidden": gen.Float64Range(0, 0.5),
	"Seed": gen.UInt64(),
})

func (c trial) parameters() dynamics.Parameters {
	p := dynamics.Parameters{
		Eta: math.Pow(10, c.LogEta), Gamma: math.Pow(10, c.LogGamma), Beta: c.Beta, InitialWeight: math.Pow(10, c.LogWeight),
		Clip: []dynamics.Clip{dynamics.Unclipped(), {Low: 0.1, High: 4}, {Low: 0.1, High: math.Inf(1)}, {Low: 0.9, High: 1}}[c.Clip],
		Law:  dynamics.Logistic{}, Driver: dynamics.DriveFlow,
	}
	if c.Anchored {
		p.Law = dynamics.Anchored{}
	}
	if c.ByEntropy {
		p.Driver = dynamics.DriveEntropy
	}
	return p
}

// level swings like a plant that oscillates, with noise, cut off at both ends.
func (c trial) level(epoch, class int) float64 {
	r := rand.New(rand.NewPCG(c.Seed, uint64(epoch)<<32+uint64(class)))
	if r.Float64() < c.Hidden {
		return math.NaN()
	}
	wave := math.Sin(float64(epoch)*(0.1+float64(c.Seed%30)/10) + float64(class))
	return math.Min(math.Max(0.5+c.Swing*wave+c.Noise*(r.Float64()-0.5), 0), 1)
}

func holds(t *testing.T, trials int, property gopter.Prop) {
	t.Helper()
	parameters := gopter.DefaultTestParametersWithSeed(20)
	parameters.MinSuccessfulTests = trials
	if result := property.Check(parameters); !result.Passed() {
		t.Fatalf("%+v", result)
	}
}

func TestNoHonestRunIsAccused(t *testing.T) {
	judged := map[string]int{}
	holds(t, 2000, prop.ForAll(func(c trial) bool {
		r := judge(c.Classes, c.parameters(), exact, honest(t, c.Classes, c.parameters(), 60, c.level))
		for _, check := range r.Checks {
			judged[check.Name] += check.Tests
		}
		return r.OK()
	}, trials))
	for name, tests := range judged {
		if tests < 1000 {
			t.Errorf("%s was tested %d times", name, tests)
		}
	}
	t.Log(judged)
}

// Every recorded number is looked at: whichever is changed by more than the
// tolerance, a replay names its place.
func TestEveryChangeIsAccused(t *testing.T) {
	fields := []func(*dynamics.ClassEpoch) *float64{flow, weight, raw, next}
	holds(t, 2000, prop.ForAll(func(c trial, field int, share float64, logSize float64) bool {
		run := honest(t, c.Classes, c.parameters(), 30, c.level)
		if len(run) == 0 {
			return true
		}
		at := place{int(share * float64(len(run))), int(c.Seed % uint64(c.Classes))}
		x := fields[field](&run[at.epoch][at.class])
		if math.IsInf(*x, 0) {
			return true
		}
		*x += math.Pow(10, logSize) * math.Max(1, math.Abs(*x))
		found := accusations(judge(c.Classes, c.parameters(), exact, run))
		for _, replay := range [][]string{{"flow-replay"}, {"weight-replay"}, {"law-replay", "weight-replay"}, {"weight-replay"}}[field] {
			if first, accused := found[replay]; accused {
				return first == at
			}
		}
		return false
	}, trials, gen.IntRange(0, 3), gen.Float64Range(0, 0.999), gen.Float64Range(-11.9, 3)))
}
