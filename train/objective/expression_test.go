package objective_test

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"

	"aeed/train/objective"
)

func TestExpressionsAreFiniteForHugeLogits(t *testing.T) {
	logits := []float64{1000, -1000, 0, 1000, -1000, 0}
	targets := objective.OneHot([]int{0, 1}, 3) // certain and right, certain and wrong
	for _, gamma := range []float64{0, 0.5, 1, 2} {
		for _, name := range objective.Names() {
			s := settings(600, 60, 6)
			s.FocalGamma = gamma
			l := expression(t, name, s).Evaluate(0, logits, targets, []float64{1, 1})
			for _, x := range slices.Concat(l.PerClip, l.Gradient, []float64{l.Mean}) {
				if math.IsNaN(x) || math.IsInf(x, 0) {
					t.Fatalf("%s, γ = %g: %+v", name, gamma, l)
				}
			}
			if l.PerClip[0] != 0 || l.Gradient[0] != 0 || l.PerClip[1] < 500 || !(l.Gradient[3] > 0.1 && l.Gradient[4] < -0.1) {
				t.Errorf("%s, γ = %g: %v, gradient %v", name, gamma, l.PerClip, l.Gradient)
			}
		}
	}
}

func TestExpressionsShowDivergence(t *testing.T) {
	for _, name := range objective.Names() {
		l := expression(t, name, settings(9, 3)).Evaluate(0, []float64{0, math.NaN(), 1, 2}, []float64{1, 0, 0, 1}, []float64{1, 1})
		if !math.IsNaN(l.PerClip[0]) || !math.IsNaN(l.Entropy[0]) || !math.IsNaN(l.Mean) || !math.IsNaN(l.Gradient[0]) {
			t.Errorf("%s of a NaN: %+v", name, l)
		}
		if math.IsNaN(l.PerClip[1]) || math.IsNaN(l.Gradient[2]) {
			t.Errorf("%s of a clip beside a NaN: %+v", name, l)
		}
	}
}

func TestExpressionForgets(t *testing.T) {
	for _, name := range objective.Names() {
		s := settings(9, 3, 1)
		used, weights := expression(t, name, s), []float64{0.5, 2, 1}
		for n := range 12 {
			// One, two and three clips in turn: each on a graph that ran before.
			n = n%3 + 1
			logits, targets := make([]float64, 3*n), objective.OneHot([]int{2, 0, 1}[:n], 3)
			for i := range logits {
				logits[i] = math.Sin(float64(i * n))
			}
			given := slices.Concat(logits, targets, weights)
			got := used.Evaluate(n, logits, targets, weights[:n])
			if !slices.Equal(given, slices.Concat(logits, targets, weights)) {
				t.Fatalf("%s changes what it is given", name)
			}
			if d := same(got, expression(t, name, s).Evaluate(n, logits, targets, weights[:n]), 0); d != "" {
				t.Fatalf("%s, used before: %s", name, d)
			}
			kept := slices.Concat(got.PerClip, got.Gradient)
			used.Evaluate(n, make([]float64, 3*n), targets, weights[:n])
			if !slices.Equal(kept, slices.Concat(got.PerClip, got.Gradient)) {
				t.Fatalf("%s changes what it gave", name)
			}
			if n > 1 {
				alone := used.Evaluate(n, logits[3:6], targets[3:6], weights[1:2])
				if !near(alone.PerClip[0], got.PerClip[1], 1e-15) || !near(alone.Gradient[2], got.Gradient[5]*float64(n), 1e-15) {
					t.Fatalf("%s of a clip alone: %+v, in a batch %+v", name, alone, got)
				}
			}
		}
	}
}

func TestExpressionsAtOnce(t *testing.T) {
	var all sync.WaitGroup
	for range 2 {
		for _, name := range objective.Names() {
			all.Go(func() {
				e, err := objective.New(name, settings(9, 3, 1))
				if err != nil {
					t.Error(err)
					return
				}
				first := e.Evaluate(0, twoLogits, twoTargets, twoWeights)
				for range 20 {
					e.Evaluate(0, twoLogits[:3], twoTargets[:3], twoWeights[:1])
					if d := same(e.Evaluate(0, twoLogits, twoTargets, twoWeights), first, 0); d != "" {
						t.Error(d)
					}
				}
			})
		}
	}
	all.Wait()
}

func TestExpressionLeaksNothing(t *testing.T) {
	e := expression(t, "ldam-drw", settings(slices.Repeat([]int{50}, 60)...))
	const n = 16
	logits, targets, weights := make([]float64, n*60), objective.OneHot(make([]int, n), 60), slices.Repeat([]float64{1}, n)
	evaluate := func(times int) (heap, routines int) {
		for range times {
			e.Evaluate(80, logits, targets, weights)
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc), runtime.NumGoroutine()
	}
	heap, routines := evaluate(50)
	heapAfter, routinesAfter := evaluate(1000)
	// One matrix kept of each evaluation would be 7.7 MB.
	if heapAfter > heap+1<<18 || routinesAfter > routines+4 {
		t.Errorf("from %d to %d bytes, and from %d to %d goroutines, in 1000 evaluations", heap, heapAfter, routines, routinesAfter)
	}
}

func TestNewExpressionRefuses(t *testing.T) {
	type node = gorgonia.Node
	failure := errors.New("no such loss")
	for _, c := range []struct {
		name, want string
		classes    int
		build      objective.Build
	}{
		{"one class", "at least 2", 1, nil},
		{"an error", "no such loss", 3, func(_ *gorgonia.ExprGraph, _, _ *node) (*node, error) { return nil, failure }},
		{"a panic", "no such loss", 3, func(_ *gorgonia.ExprGraph, _, _ *node) (*node, error) { panic(failure) }},
		{"nothing", "no node", 3, func(_ *gorgonia.ExprGraph, _, _ *node) (*node, error) { return nil, nil }},
		{"a number of the batch", "want (2)", 3, func(_ *gorgonia.ExprGraph, z, _ *node) (*node, error) { return gorgonia.Sum(z) }},
		{"no use of the logits", "objective: ", 3, func(_ *gorgonia.ExprGraph, _, y *node) (*node, error) { return gorgonia.Sum(y, 1) }},
		{"constants of too few classes", "2 numbers for 3", 3, func(_ *gorgonia.ExprGraph, z, _ *node) (*node, error) {
			return gorgonia.Sum(objective.EachRow(z, []float64{1, 2}), 1)
		}},
	} {
		_, err := objective.NewExpression(c.classes, c.build)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%s: %v, want what says %q and hints", c.name, err, c.want)
		}
	}
}

func TestExpressionRefusesMisuse(t *testing.T) {
	e := expression(t, "ce", objective.DefaultSettings(3))
	two, err := objective.NewExpression(2, func(_ *gorgonia.ExprGraph, z, _ *gorgonia.Node) (*gorgonia.Node, error) {
		if z.Shape()[0] > 2 {
			return nil, errors.New("too many")
		}
		return gorgonia.Sum(z, 1)
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]func(){
		"no clips":                 func() { e.Evaluate(0, nil, nil, nil) },
		"too few logits":           func() { e.Evaluate(0, make([]float64, 5), make([]float64, 5), make([]float64, 2)) },
		"too few targets":          func() { e.Evaluate(0, make([]float64, 6), make([]float64, 3), make([]float64, 2)) },
		"a build that fails later": func() { two.Evaluate(0, make([]float64, 6), make([]float64, 6), make([]float64, 3)) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
}

// aeedExpression is Eq. 6 of a step as a graph of its own, with the ratios and mixed
// weights for constants, and Eq. 5 beside it.
type aeedExpression struct{ perClip, ratio, clean, mixed []float64 }

func runAEED(s step, l *objective.AEEDLoss) aeedExpression {
	must := gorgonia.Must
	n, classes := len(s.Labels), len(s.NicheWidth)
	g := gorgonia.NewGraph()
	matrix := func(name string, values []float64) *gorgonia.Node {
		return gorgonia.NewMatrix(g, tensor.Float64, gorgonia.WithName(name), gorgonia.WithShape(n, len(values)/n),
			gorgonia.WithValue(tensor.New(tensor.WithShape(n, len(values)/n), tensor.WithBacking(values))))
	}
	vector := func(name string, values []float64) *gorgonia.Node {
		return gorgonia.NewVector(g, tensor.Float64, gorgonia.WithName(name), gorgonia.WithShape(n),
			gorgonia.WithValue(tensor.New(tensor.WithShape(n), tensor.WithBacking(values))))
	}
	partners := func(values []float64, width int) (taken []float64) {
		for _, i := range s.Partner {
			taken = append(taken, values[i*width:(i+1)*width]...)
		}
		return taken
	}
	labels := objective.OneHot(s.Labels, classes)
	clean, mixed := matrix("clean", s.clean), matrix("mixed", s.mixed)
	a, b := matrix("a", labels), matrix("b", partners(labels, classes))
	logClean, logMixed := must(gorgonia.LogSoftMax(clean, 1)), must(gorgonia.LogSoftMax(mixed, 1))
	logPartner := must(gorgonia.LogSoftMax(matrix("partner", partners(s.clean, classes)), 1))
	surprise := func(targets, logP *gorgonia.Node) *gorgonia.Node {
		return must(gorgonia.Neg(must(gorgonia.Sum(must(gorgonia.HadamardProd(targets, logP)), 1))))
	}
	product := func(x, y *gorgonia.Node) *gorgonia.Node { return must(gorgonia.HadamardProd(x, y)) }

	ratio := vector("ratio", l.SemanticRatio)
	rest := must(gorgonia.Sub(vector("ones", slices.Repeat([]float64{1}, n)), ratio))
	soft := must(gorgonia.Add(product(rest, surprise(a, logMixed)), product(ratio, surprise(b, logMixed))))
	perClip := must(gorgonia.Add(product(vector("w", weightsOf(s)), surprise(a, logClean)), product(vector("w_mix", l.MixedWeight), soft)))
	mean := must(gorgonia.Sum(product(perClip, vector("shares", slices.Repeat([]float64{1 / float64(n)}, n)))))

	posterior := must(gorgonia.Exp(logMixed))
	divergence := func(logQ *gorgonia.Node) *gorgonia.Node {
		return must(gorgonia.Sum(product(posterior, must(gorgonia.Sub(logMixed, logQ))), 1))
	}
	dA := divergence(logClean)
	sum := must(gorgonia.Add(must(gorgonia.Add(dA, divergence(logPartner))), vector("ε", slices.Repeat([]float64{s.Epsilon}, n))))

	gradients, err := gorgonia.Grad(mean, clean, mixed)
	if err != nil {
		panic(err)
	}
	outputs := make([]gorgonia.Value, 4)
	for i, node := range []*gorgonia.Node{perClip, must(gorgonia.HadamardDiv(dA, sum)), gradients[0], gradients[1]} {
		gorgonia.Read(node, &outputs[i])
	}
	machine := gorgonia.NewTapeMachine(g)
	defer machine.Close()
	if err := machine.RunAll(); err != nil {
		panic(err)
	}
	values := func(i int) []float64 { return outputs[i].Data().([]float64) }
	return aeedExpression{perClip: values(0), ratio: values(1), clean: values(2), mixed: values(3)}
}

func TestAEEDIsItsExpression(t *testing.T) {
	forSteps(t, "the fused objective is the differentiated one", func(s step) string {
		l := s.Mixed(s.Clean(s.clean), s.mixed)
		e := runAEED(s, l)
		for _, c := range []struct {
			name      string
			got, want []float64
			tolerance float64
		}{
			{"loss", l.PerClip, e.perClip, 1e-12},
			{"clean gradient", l.Clean.Gradient, e.clean, 1e-12},
			{"mixed gradient", l.Mixed.Gradient, e.mixed, 1e-12},
			{"semantic ratio", l.SemanticRatio, e.ratio, 1e-9}, // where divergences are small, their rounding is large
		} {
			for i := range c.got {
				if !near(c.got[i], c.want[i], c.tolerance) {
					return fmt.Sprintf("%s %d is %.17g, the expression's %.17g", c.name, i, c.got[i], c.want[i])
				}
			}
		}
		return ""
	})
}

// A step of the NTU-60 schedule.
func BenchmarkExpression(b *testing.B) {
	for _, name := range objective.Names() {
		s := objective.DefaultSettings(60)
		s.Counts = slices.Repeat([]int{50}, 60)
		e, err := objective.New(name, s)
		if err != nil {
			b.Fatal(err)
		}
		logits, targets, weights := make([]float64, 64*60), objective.OneHot(make([]int, 64), 60), make([]float64, 64)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				e.Evaluate(0, logits, targets, weights)
			}
		})
	}
}
