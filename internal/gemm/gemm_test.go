package gemm

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// forEachKernels runs a test with the routines for every kind of vector here.
func forEachKernels(t *testing.T, test func(t *testing.T)) {
	defer func(before kernels) { active = before }(active)
	for _, k := range kernelsHere() {
		active = k
		t.Run(k.name, test)
	}
}

// shapes are m, n and k of all small products and of some beside the sizes of vectors,
// tiles and blocks.
func shapes() [][3]int {
	shapes := [][3]int{{65, 63, 257}, {129, 1, 1281}, {1, 130, 700}, {3, 200, 1}, {60, 75, 64}, {101, 3, 300}, {40, 8, 625}, {33, 20, 65}, {48, 3, 70}}
	for m := range 6 {
		for n := range 6 {
			for k := range 6 {
				shapes = append(shapes, [3]int{m, n, k}, [3]int{7 * m, 9 * n, 11 * k})
			}
		}
	}
	return shapes
}

func TestShapes(t *testing.T) {
	forEachKernels(t, func(t *testing.T) {
		for i, s := range shapes() {
			for transposes := range 4 {
				p := newProblem(transposes&1 != 0, transposes&2 != 0, s[0], s[1], s[2], (i+transposes)%2*3)
				p.run(Multiply)
				if err := p.check(); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

// Every height of tile at every width, whole and not.
func TestTiles(t *testing.T) {
	forEachKernels(t, func(t *testing.T) {
		for m := range 30 {
			for _, n := range []int{8, 13, 16, 29, 32, 47, 48, 81} {
				p := newProblem(m%2 == 0, false, m+1, n, 5, 1)
				p.bias = make([]float32, n)
				p.runPacked()
				if err := p.check(); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

// Several blocks of rows meet several panels.
func TestBlocks(t *testing.T) {
	forEachKernels(t, func(t *testing.T) {
		for _, transB := range []bool{false, true} {
			p := newProblem(false, transB, 440, 50, 300, 0)
			p.run(Multiply)
			if err := p.check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestPacked(t *testing.T) {
	forEachKernels(t, func(t *testing.T) {
		for i, s := range shapes() {
			p := newProblem(i%3 == 0, i%2 == 0, s[0], s[1], s[2], i%4)
			if i%5 > 0 {
				p.bias = make([]float32, s[1])
				for j := range p.bias {
					p.bias[j] = float32(j) - 2
				}
			}
			p.alpha, p.beta = [4]float32{1, 1, 2, 0}[i%4], float32(i%7/3)
			p.runPacked()
			if err := p.check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestFactors(t *testing.T) {
	forEachKernels(t, func(t *testing.T) {
		for _, side := range []int{3, 40, 70} {
			for _, alpha := range []float32{0, 1, -1, 1e-3} {
				for _, beta := range []float32{0, 1, -1, 1e3} {
					p := newProblem(false, true, side, side+1, side+2, 1)
					p.alpha, p.beta = alpha, beta
					p.run(Multiply)
					if err := p.check(); err != nil {
						t.Error(err)
					}
				}
			}
		}
	})
}

// With β = 0, C may be memory that was never written.
func TestZeroBetaOverwrites(t *testing.T) {
	forEachKernels(t, func(t *testing.T) {
		for _, side := range []int{1, 5, 40} {
			for _, depth := range []int{0, 1, side, 700} {
				for _, poison := range []float64{math.NaN(), math.Inf(1)} {
					for transposes := range 4 {
						p := newProblem(transposes&1 != 0, transposes&2 != 0, side, side/2+1, depth, 0)
						p.beta = 0
						for i := range p.c {
							p.c[i] = float32(poison)
						}
						p.run(Multiply)
						if err := p.check(); err != nil {
							t.Fatal(err)
						}
					}
				}
			}
		}
	})
}

// With α = 0 the factors aren't read; otherwise what isn't finite gets through, 0·∞ too.
func TestNotFinite(t *testing.T) {
	forEachKernels(t, func(t *testing.T) {
		for transposes := range 4 {
			for _, side := range []int{2, 60, 200} {
				p := newProblem(transposes&1 != 0, transposes&2 != 0, side, side, side, 0)
				clear(p.a)
				p.b[0] = float32(math.Inf(1)) // element (0, 0) of op(B), so column 0 of C is NaN
				p.run(Multiply)
				for i, v := range p.c {
					if isNaN := v != v; isNaN != (i%side == 0) {
						t.Fatalf("side %d, transposes %d: C[%d,%d] = %g", side, transposes, i/side, i%side, v)
					}
				}
				p.alpha, p.beta = 0, 2
				copy(p.c, p.start)
				p.run(Multiply)
				for i, v := range p.c {
					if v != 2*p.start[i] {
						t.Fatalf("side %d: α = 0 gives C[%d] = %g, want %g", side, i, v, 2*p.start[i])
					}
				}
			}
		}
	})
}

// Any product of matrices that lie anywhere in memory is right.
func TestAnyProduct(t *testing.T) {
	forEachKernels(t, func(t *testing.T) {
		parameters := gopter.DefaultTestParameters()
		parameters.MinSuccessfulTests = 100
		properties := gopter.NewProperties(parameters)
		properties.Property("Multiply and Packed.Multiply are the product", prop.ForAll(
			func(transA, transB bool, shape []int, gap, offset int, alpha, beta float32) (bool, error) {
				p := newProblem(transA, transB, shape[0], shape[1], shape[2], gap)
				p.alpha, p.beta = alpha, beta
				for _, x := range []*[]float32{&p.a, &p.b, &p.c} {
					*x = append(make([]float32, offset, offset+len(*x)), *x...)[offset:]
				}
				p.run(Multiply)
				if err := p.check(); err != nil {
					return false, err
				}
				copy(p.c, p.start)
				p.bias = make([]float32, shape[1])
				p.runPacked()
				err := p.check()
				return err == nil, err
			},
			gen.Bool(), gen.Bool(), gen.SliceOfN(3, gen.IntRange(0, 70)), gen.IntRange(0, 20), gen.IntRange(0, 16),
			gen.Float32Range(-3, 3), gen.Float32Range(-3, 3),
		))
		properties.TestingRun(t)
	})
}

func TestMisusePanics(t *testing.T) {
	x := make([]float32, 12)
	for _, c := range []struct {
		want           string
		transA, transB bool
		m, n, k        int
		a, b, c        int // lengths
		lda, ldb, ldc  int
	}{
		{"negative", false, false, -1, 2, 2, 4, 4, 4, 2, 2, 2},
		{"negative", false, false, 2, -1, 2, 4, 4, 4, 2, 2, 2},
		{"negative", false, false, 2, 2, -1, 4, 4, 4, 2, 2, 2},
		{"dimension or", false, false, 2, 2, 2, 4, 4, 4, math.MaxInt32 + 1, 2, 2},
		{"dimension or", false, false, 0, math.MaxInt32 + 1, 0, 4, 4, 4, 2, 2, 2},
		{"A has", false, false, 2, 2, 2, 3, 4, 4, 2, 2, 2},
		{"A has", false, false, 2, 2, 3, 12, 6, 4, 2, 2, 2},
		{"A has", true, false, 3, 2, 2, 5, 4, 6, 3, 2, 2},
		{"A has", true, false, 3, 2, 2, 6, 4, 6, 2, 2, 2},
		{"A has", false, false, 0, 2, 2, 0, 4, 0, 1, 2, 2},
		{"A has", false, false, 0, 0, 0, 0, 0, 0, 0, 1, 1},
		{"B has", false, false, 2, 2, 2, 4, 3, 4, 2, 2, 2},
		{"B has", false, true, 2, 3, 2, 4, 5, 6, 2, 2, 3},
		{"B has", false, true, 2, 3, 2, 4, 6, 6, 2, 1, 3},
		{"C has", false, false, 2, 2, 2, 4, 4, 3, 2, 2, 2},
		{"C has", false, false, 2, 3, 2, 4, 6, 12, 2, 3, 2},
		{"C has", false, false, 2, 2, 0, 0, 0, 3, 1, 2, 2},
	} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			wantPanic(t, c.want, func() {
				Multiply(c.transA, c.transB, c.m, c.n, c.k, 1, x[:c.a], c.lda, x[:c.b], c.ldb, 0, x[:c.c], c.ldc)
			})
			wantPanic(t, c.want, func() {
				var b Packed
				b.PackB(c.transB, c.n, c.k, x[:c.b], c.ldb)
				b.Multiply(c.transA, c.m, 1, x[:c.a], c.lda, 0, x[:c.c], c.ldc, nil)
			})
		})
	}
	wantPanic(t, "bias", func() { new(Packed).Multiply(false, 0, 1, nil, 1, 0, nil, 1, x) })
}

func wantPanic(t *testing.T, want string, f func()) {
	t.Helper()
	defer func() {
		message, _ := recover().(string)
		if !strings.HasPrefix(message, "gemm: "+want) {
			t.Errorf("panics with %q, want gemm: %s…", message, want)
		}
	}()
	f()
}

// A call must not allocate: a step makes thousands.
func TestNoAllocation(t *testing.T) {
	forEachKernels(t, func(t *testing.T) {
		p := newProblem(true, true, 20, 20, 70, 0)
		var b Packed
		b.PackB(true, p.n, p.k, p.b, p.ldb)
		for name, f := range map[string]func(){
			"Multiply":        func() { p.run(Multiply) },
			"Packed.Multiply": func() { b.Multiply(true, p.m, 1, p.a, p.lda, 0, p.c, p.ldc, nil) },
			"PackB":           func() { b.PackB(true, p.n, p.k, p.b, p.ldb) },
		} {
			if n := testing.AllocsPerRun(100, f); n >= 1 {
				t.Errorf("%s allocates %g times", name, n)
			}
		}
	})
}

func TestName(t *testing.T) {
	if Name() != kernelsHere()[0].name {
		t.Errorf("the kernels are called %q", Name())
	}
}

func TestPeak(t *testing.T) {
	forEachKernels(t, func(t *testing.T) {
		if rate := Peak(); !(rate > 1e8 && rate < 1e13) {
			t.Errorf("%g operations a second", rate)
		}
	})
}
