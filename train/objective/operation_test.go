package objective_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/train/device"
	"aeed/train/device/cpu"
	"aeed/train/device/ref"
	"aeed/train/objective"
	"aeed/train/program"
)

// A term is what a case of program.Objective is drawn from.
type term struct {
	Clips, Classes int
	Spread         float64 // of logits
	Mixed, Given   bool    // clips have partners; their shares are given, not semantic
	Weightless     bool    // every class weighs nothing
	Seed           int64
}

func terms() gopter.Gen {
	return gen.Struct(reflect.TypeFor[term](), map[string]gopter.Gen{
		"Clips": gen.IntRange(1, 9), "Classes": gen.OneGenOf(gen.IntRange(2, 12), gen.OneConstOf(60, 400)),
		"Spread": gen.OneConstOf(1.0, 10.0, 80.0), "Mixed": gen.Bool(), "Given": gen.Bool(),
		"Weightless": gen.Weighted([]gen.WeightedGen{{Weight: 9, Gen: gen.Const(false)}, {Weight: 1, Gen: gen.Const(true)}}),
		"Seed":       gen.Int64().WithShrinker(gopter.NoShrinker),
	})
}

// A termCase is a term with its numbers, all of them float32's.
type termCase struct {
	objective.Pairs
	logits, beliefs, own []float64
	scale                float64
}

func (s term) draw() *termCase {
	random := rand.New(rand.NewPCG(uint64(s.Seed), 4))
	c := &termCase{Pairs: objective.Pairs{Epsilon: single(objective.Epsilon)}, scale: single(0.25 + random.Float64())}
	for range s.Clips * s.Classes {
		c.logits = append(c.logits, single(s.Spread*(2*random.Float64()-1)))
		c.beliefs = append(c.beliefs, single(s.Spread*(2*random.Float64()-1)))
	}
	for i := range s.Clips {
		partner, own := i, 1.0
		if s.Mixed {
			partner, own = random.IntN(s.Clips), -1
			if s.Given {
				own = []float64{0, 1, single(random.Float64())}[random.IntN(3)]
			}
		}
		c.Labels, c.Partner, c.own = append(c.Labels, random.IntN(s.Classes)), append(c.Partner, partner), append(c.own, own)
	}
	for range s.Classes {
		width := single(0.1 + 3.9*random.Float64())
		if s.Weightless {
			width = 0
		}
		c.NicheWidth = append(c.NicheWidth, width)
	}
	return c
}

func single(x float64) float64 { return float64(float32(x)) }

// A termResult is what becomes of a case.
type termResult struct {
	logPosterior, entropy, crossEntropy []float64
	weight, own, divergenceA            []float64
	divergenceB, gradient               []float64
}

// want returns the result by the functions of package objective.
func (c *termCase) want() termResult {
	n, classes := len(c.Labels), len(c.NicheWidth)
	r := termResult{own: append([]float64(nil), c.own...), divergenceA: make([]float64, n), divergenceB: make([]float64, n)}
	semantic := c.Mixed(c.Clean(c.beliefs), c.logits)
	targets := make([]float64, n*classes)
	for i, partner := range c.Partner {
		if c.own[i] < 0 {
			r.own[i] = 1 - semantic.SemanticRatio[i]
			r.divergenceA[i], r.divergenceB[i] = semantic.DivergenceA[i], semantic.DivergenceB[i]
		}
		a, b := c.Labels[i], c.Labels[partner]
		targets[i*classes+a] += r.own[i]
		targets[i*classes+b] += 1 - r.own[i]
		r.weight = append(r.weight, r.own[i]*c.NicheWidth[a]+(1-r.own[i])*c.NicheWidth[b])
	}
	loss := objective.CrossEntropy(c.logits, targets, r.weight)
	r.logPosterior, r.entropy, r.crossEntropy = loss.LogPosterior, loss.Entropy, loss.PerClip
	for _, g := range loss.Gradient {
		r.gradient = append(r.gradient, c.scale*g)
	}
	return r
}

// on returns the result on a device, by a program that has nothing but the objective.
func (c *termCase) on(d device.Device) termResult {
	n, classes := len(c.Labels), len(c.NicheWidth)
	b := program.NewBuilder(n, 1, n, true)
	logits := b.Clips("logits", classes)
	o := b.Objective(logits)
	p := b.Finish(logits)
	state := d.NewState(p.Parameters, p.Running)
	defer state.Close()
	e := state.Executor(p)
	e.Run(program.Forward)
	var pairs []float64
	for i, label := range c.Labels {
		pairs = append(pairs, float64(label), float64(c.Partner[i]), c.own[i])
	}
	e.Write(o.Logits.Buffer, c.logits)
	e.Write(o.Pairs.Buffer, pairs)
	e.Write(o.Beliefs.Buffer, c.beliefs)
	e.Write(o.ClassWeights.Buffer, c.NicheWidth)
	e.Write(o.Constants.Buffer, []float64{c.scale, c.Epsilon})
	e.Run(program.Loss)
	read := func(v program.View) []float64 {
		values := make([]float64, p.Buffers[v.Buffer].Size)
		e.Read(v.Buffer, values)
		return values
	}
	all := read(o.Terms)
	column := func(column int) (values []float64) {
		for i := column; i < len(all); i += program.TermColumns {
			values = append(values, all[i])
		}
		return values
	}
	return termResult{
		logPosterior: read(o.LogPosterior), gradient: read(p.OutputGradient),
		entropy: column(program.TermEntropy), crossEntropy: column(program.TermCrossEntropy),
		weight: column(program.TermWeight), own: column(program.TermOwn),
		divergenceA: column(program.TermDivergenceA), divergenceB: column(program.TermDivergenceB),
	}
}

// The operation must be the objective, number by number: to 1e-12 in float64, to a
// rounding of what is stored in float32, which the computation inside must not add to.
// Small entropies keep their digits.
// A semantic share is a quotient of divergences, whose own rounding of some 1e-16 of
// the logits counts for more the smaller they are.
func TestOperationIsTheObjective(t *testing.T) {
	for _, on := range []struct {
		device   device.Device
		relative float64 // tolerance
	}{{ref.New(), 1e-12}, {cpu.New(2), 0x1p-24 + 1e-12}} {
		differs := func(s term) string {
			c := s.draw()
			got, want := c.on(on.device), c.want()
			for _, x := range []struct {
				name      string
				got, want []float64
				near      float64 // tolerance beside 0
				follows   bool    // from the share
			}{
				{"log-posterior", got.logPosterior, want.logPosterior, 1e-12, false},
				{"entropy", got.entropy, want.entropy, math.SmallestNonzeroFloat32, false},
				{"divergence from itself", got.divergenceA, want.divergenceA, 1e-12, false},
				{"divergence from the partner", got.divergenceB, want.divergenceB, 1e-12, false},
				{"share", got.own, want.own, 1e-12, true}, {"weight", got.weight, want.weight, 1e-12, true},
				{"cross-entropy", got.crossEntropy, want.crossEntropy, 1e-12, true}, {"gradient", got.gradient, want.gradient, 1e-12, true},
			} {
				for i, w := range x.want {
					clip := i / (len(x.want) / len(c.Labels))
					tolerance := x.near + on.relative*math.Abs(w)
					if x.follows && c.own[clip] < 0 {
						tolerance += 1e-14 * s.Spread * s.Spread / (want.divergenceA[clip] + want.divergenceB[clip] + c.Epsilon)
					}
					if !(math.Abs(x.got[i]-w) <= tolerance) {
						return fmt.Sprintf("%s %d is %v and should be %v", x.name, i, x.got[i], w)
					}
				}
			}
			return ""
		}
		parameters := gopter.DefaultTestParametersWithSeed(1)
		parameters.MinSuccessfulTests = 200
		properties := gopter.NewProperties(parameters)
		properties.Property(on.device.Name(), prop.ForAll(differs, terms()))
		properties.TestingRun(t)
		for _, extreme := range []term{
			{Clips: 1, Classes: 2, Spread: 80}, {Clips: 1, Classes: 2, Spread: 80, Mixed: true}, {Clips: 9, Classes: 400, Spread: 80, Mixed: true},
			{Clips: 3, Classes: 5, Spread: 1, Mixed: true, Weightless: true}, {Clips: 3, Classes: 5, Spread: 1, Mixed: true, Given: true, Weightless: true},
		} {
			if s := differs(extreme); s != "" {
				t.Errorf("%s, %+v: %s", on.device.Name(), extreme, s)
			}
		}
	}
}

// A clip that has diverged has no finite loss, and leaves the others alone.
func TestOperationShowsDivergence(t *testing.T) {
	for _, d := range []device.Device{ref.New(), cpu.New(1)} {
		for _, bad := range []float64{math.NaN(), math.Inf(1)} {
			for k := range 4 {
				c := term{Clips: 3, Classes: 4, Spread: 1, Seed: int64(k)}.draw()
				whole := c.on(d)
				c.logits[4+k] = bad
				got := c.on(d)
				if h, l := got.entropy[1], got.crossEntropy[1]; !math.IsNaN(h) || l-l == 0 {
					t.Errorf("%s: logit %d is %v: entropy %v, cross-entropy %v", d.Name(), k, bad, h, l)
				}
				for _, i := range []int{0, 2} {
					if got.entropy[i] != whole.entropy[i] || got.crossEntropy[i] != whole.crossEntropy[i] || got.gradient[4*i] != whole.gradient[4*i] {
						t.Errorf("%s: logit %d of clip 1 is %v, and clip %d changes", d.Name(), k, bad, i)
					}
				}
			}
		}
	}
}
