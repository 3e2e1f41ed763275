package kernels_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"gonum.org/v1/gonum/floats"

	"aeed/train/device"
	"aeed/train/device/cuda/kernels"
	"aeed/train/device/ref"
	"aeed/train/program"
)

// A term is what a case of the objective is drawn from.
type term struct {
	Clips, Classes int
	Size           float64 // of logits
	Seed           int64
}

func terms() gopter.Gen {
	return gen.Struct(reflect.TypeFor[term](), map[string]gopter.Gen{
		"Clips": gen.IntRange(1, 40), "Classes": gen.OneGenOf(gen.IntRange(2, 70), gen.OneConstOf(2, 31, 32, 33, 120)),
		"Size": gen.OneConstOf(0.0, 0.01, 1.0, 10.0, 300.0), "Seed": gen.Int64().WithShrinker(gopter.NoShrinker),
	})
}

// inputs are those of an objective, by the names of their buffers.
type inputs map[string][]float64

// draw returns clean clips, and mixed ones of given and of semantic shares. Beliefs are
// not near what the clips are believed to be now, so that divergences are no rounding.
func (s term) draw() inputs {
	random := rand.New(rand.NewPCG(uint64(s.Seed), 3))
	in := inputs{"constants": {0.75, 1e-8}}
	for i := range s.Clips {
		pair := []float64{float64(random.IntN(s.Classes)), float64(random.IntN(s.Clips)), []float64{-1, random.Float64(), 1}[random.IntN(3)]}
		if pair[program.PairOwn] == 1 {
			pair[program.PairPartner] = float64(i)
		}
		in["pairs"] = append(in["pairs"], pair...)
	}
	for range s.Clips * s.Classes {
		in["logits"] = append(in["logits"], s.Size*random.NormFloat64())
		in["beliefs"] = append(in["beliefs"], -4*random.Float64())
	}
	for range s.Classes {
		in["class weights"] = append(in["class weights"], 0.1+4*random.Float64())
	}
	for _, numbers := range in {
		for i, x := range numbers {
			numbers[i] = float64(float32(x))
		}
	}
	return in
}

// An outcome is what an objective leaves.
type outcome struct{ gradient, logPosterior, terms []float64 }

func (o outcome) column(c int) (x []float64) {
	for i := c; i < len(o.terms); i += program.TermColumns {
		x = append(x, o.terms[i])
	}
	return x
}

// program returns one of the objective alone.
func (s term) program() *program.Program {
	b := program.NewBuilder(s.Clips, 1, s.Clips, true)
	logits := b.Clips("logits", s.Classes)
	b.Objective(logits)
	return b.Finish(logits)
}

// on runs the objective on a device.
func (s term) on(d device.Device, in inputs) (o outcome, e device.Executor) {
	p := s.program()
	e = d.NewState(0, 0).Executor(p)
	e.Run(program.Forward)
	for name, numbers := range in {
		e.Write(p.Find(name), numbers)
	}
	for _, to := range []struct {
		program.View
		numbers *[]float64
	}{{p.Objective.Gradient, &o.gradient}, {p.Objective.LogPosterior, &o.logPosterior}, {p.Objective.Terms, &o.terms}} {
		*to.numbers = poisoned[float64](p.Buffers[to.Buffer].Size)
		e.Write(to.Buffer, *to.numbers)
		defer func() { e.Read(to.Buffer, *to.numbers) }()
	}
	e.Run(program.Loss)
	return o, e
}

// rounding is what float64 leaves of a difference from 1, in the reference as here: of
// the gradient of a clip that the network is sure of, say.
const rounding = 1e-14

// failure returns what is wrong with the kernel's results, or nothing: each is that of
// float64, rounded.
func (s term) failure(d device.Device) string {
	in := s.draw()
	got, _ := s.on(d, in)
	want, _ := s.on(ref.New(), in)
	for _, c := range []struct {
		what      string
		got, want []float64
	}{
		{"gradient", got.gradient, want.gradient},
		{"log-posteriors", got.logPosterior, want.logPosterior},
		{"entropies", got.column(program.TermEntropy), want.column(program.TermEntropy)},
		{"cross-entropies", got.column(program.TermCrossEntropy), want.column(program.TermCrossEntropy)},
		{"weights", got.column(program.TermWeight), want.column(program.TermWeight)},
		{"shares", got.column(program.TermOwn), want.column(program.TermOwn)},
		{"divergences from a", got.column(program.TermDivergenceA), want.column(program.TermDivergenceA)},
		{"divergences from b", got.column(program.TermDivergenceB), want.column(program.TermDivergenceB)},
	} {
		off, size := floats.Distance(c.got, c.want, 2), floats.Norm(c.want, 2)
		if !(off <= 1e-7*size+rounding) {
			return fmt.Sprintf("the %s of size %.3g are off by %.3g", c.what, size, off)
		}
	}
	return ""
}

func emulatedFloat32(t testing.TB) emulatedDevice {
	return emulatedDevice{library: emulated(t), arithmetic: kernels.Float32}
}

func TestObjective(t *testing.T) {
	inBothOrders(t, func(t *testing.T) {
		parameters := gopter.DefaultTestParametersWithSeed(1)
		parameters.MinSuccessfulTests = 60
		properties := gopter.NewProperties(parameters)
		d := emulatedFloat32(t)
		properties.Property("as in float64", prop.ForAll(func(s term) string { return s.failure(d) }, terms()))
		properties.TestingRun(t)
	})
}

// Of a clip that the network is sure of nothing of the entropy is lost.
func TestObjectiveOfSureLogits(t *testing.T) {
	for _, gap := range []float64{20, 40, 80} {
		s := term{Clips: 1, Classes: 3, Seed: 1}
		in := s.draw()
		in["logits"] = []float64{gap, 0, 0}
		got, _ := s.on(emulatedFloat32(t), in)
		want := 2 * math.Exp(-gap) * (1 + gap) // and terms of e^(−2·gap)
		if h := got.column(program.TermEntropy)[0]; math.Abs(h-want) > 1e-6*want {
			t.Errorf("a logit by %v above two others: %v nats, want %v", gap, h, want)
		}
	}
}

// The entropy of equal logits is the largest that there is, and no rounding makes one of
// nearly equal logits larger.
func TestObjectiveOfEqualLogits(t *testing.T) {
	d := emulatedFloat32(t)
	for classes := 2; classes <= 400; classes++ {
		entropies := func(size float64) []float64 {
			s := term{Clips: 4, Classes: classes, Size: size, Seed: 1}
			got, _ := s.on(d, s.draw())
			return got.column(program.TermEntropy)
		}
		most := float64(float32(math.Log(float64(classes))))
		for _, h := range append(entropies(0), entropies(1e-9)...) {
			if h != most {
				t.Errorf("%d classes: %.9g nats, want %.9g", classes, h, most)
			}
		}
	}
}

// A logit that is no finite number makes its clip NaN, and no other.
func TestObjectiveOfDivergedLogits(t *testing.T) {
	s := term{Clips: 3, Classes: 40, Size: 1, Seed: 1}
	for _, bad := range []float64{math.NaN(), math.Inf(1)} {
		for _, k := range []int{0, 5, 39} {
			in := s.draw()
			in["logits"][s.Classes+k] = bad
			got, _ := s.on(emulatedFloat32(t), in)
			checkNaN(t, got, s, 1)
		}
	}
}

// A label or partner that is none is not read from; its clip is NaN, and no other.
func TestObjectiveOfNoLabel(t *testing.T) {
	s := term{Clips: 3, Classes: 40, Size: 1, Seed: 1}
	for _, column := range []int{program.PairLabel, program.PairPartner} {
		for _, bad := range []float64{-1, 0.5, 1e9, math.NaN()} {
			in, d := s.draw(), emulatedFloat32(t)
			for i := range s.Clips { // each its own partner
				in["pairs"][i*program.PairColumns+program.PairPartner] = float64(i)
			}
			_, e := s.on(d, in)
			p, executor := s.program(), e.(*emulatedExecutor)
			executor.buffers[p.Objective.Pairs.Buffer][program.PairColumns+column] = float32(bad)
			d.library.Run(kernels.Launches(p, p.Objective, executor.memory, kernels.Float32)...)
			var got outcome
			for _, to := range []struct {
				b       program.Buffer
				numbers *[]float64
			}{{p.Objective.Gradient.Buffer, &got.gradient}, {p.Objective.LogPosterior.Buffer, &got.logPosterior}, {p.Objective.Terms.Buffer, &got.terms}} {
				*to.numbers = doubles(executor.buffers[to.b])
			}
			checkNaN(t, got, s, 1)
			if w := got.column(program.TermWeight)[1]; !math.IsNaN(w) {
				t.Errorf("a clip of label or partner %v has the weight %v", bad, w)
			}
		}
	}
}

// checkNaN demands that of all clips that one alone is NaN.
func checkNaN(t *testing.T, got outcome, s term, clip int) {
	t.Helper()
	for i := range s.Clips {
		row := slices.Concat(got.gradient[i*s.Classes:][:s.Classes], got.logPosterior[i*s.Classes:][:s.Classes], got.terms[i*program.TermColumns:][:2])
		for _, x := range row {
			if math.IsNaN(x) != (i == clip) {
				t.Errorf("clip %d has %v", i, x)
				break
			}
		}
	}
}

func doubles(numbers []float32) (all []float64) {
	for _, x := range numbers {
		all = append(all, float64(x))
	}
	return all
}
