package blas

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// forEachLibrary runs a test with gonum and, where there is one, with OpenBLAS.
func forEachLibrary(t *testing.T, test func(*testing.T, Library)) {
	t.Run("gonum", func(t *testing.T) { test(t, openGonum()) })
	t.Run("OpenBLAS", func(t *testing.T) { test(t, needOpenBLAS(t)) })
}

// needOpenBLAS skips a test where the system has no OpenBLAS. One that is there but
// multiplies wrong is a failure.
func needOpenBLAS(tb testing.TB) Library {
	library := Open()
	switch err := library.Fallback(); {
	case errors.Is(err, errWrongResult):
		tb.Fatal(err)
	case err != nil:
		tb.Skip(err)
	}
	return library
}

// Every size up to past a vector's width, then the neighbours of the blocks and tiles,
// each with all transposes.
func TestShapes(t *testing.T) {
	shapes := [][3]int{{64, 64, 256}, {65, 63, 257}, {129, 1, 513}, {1, 130, 300}, {3, 200, 1}, {200, 3, 25}, {100, 75, 64}, {1, 1, 1000}}
	for m := range 6 {
		for n := range 6 {
			for k := range 6 {
				shapes = append(shapes, [3]int{m, n, k}, [3]int{7 * m, 9 * n, 11 * k})
			}
		}
	}
	forEachLibrary(t, func(t *testing.T, library Library) {
		for _, s := range shapes {
			for transposes := range 4 {
				for _, gap := range []int{0, 3} {
					p := newProblem(transposes&1 != 0, transposes&2 != 0, s[0], s[1], s[2], gap)
					p.run(library.Sgemm)
					if err := p.check(); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	})
}

func TestFactors(t *testing.T) {
	forEachLibrary(t, func(t *testing.T, library Library) {
		for _, side := range []int{3, 40, 90} {
			for _, alpha := range []float32{0, 1, -1, 1e-3} {
				for _, beta := range []float32{0, 1, -1, 1e3} {
					p := newProblem(false, true, side, side+1, side+2, 1)
					p.alpha, p.beta = alpha, beta
					p.run(library.Sgemm)
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
	forEachLibrary(t, func(t *testing.T, library Library) {
		for _, side := range []int{1, 5, 50, 130} {
			for _, depth := range []int{0, 1, side} {
				for _, poison := range []float64{math.NaN(), math.Inf(1)} {
					for transposes := range 4 {
						p := newProblem(transposes&1 != 0, transposes&2 != 0, side, side, depth, 0)
						p.beta = 0
						for i := range p.c {
							p.c[i] = float32(poison)
						}
						p.run(library.Sgemm)
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
	forEachLibrary(t, func(t *testing.T, library Library) {
		for transposes := range 4 {
			for _, side := range []int{2, 60, 200} {
				p := newProblem(transposes&1 != 0, transposes&2 != 0, side, side, side, 0)
				clear(p.a)
				p.b[0] = float32(math.Inf(1)) // element (0, 0) of op(B), so column 0 of C is NaN
				p.run(library.Sgemm)
				for i, v := range p.c {
					if isNaN := v != v; isNaN != (i%side == 0) {
						t.Fatalf("side %d, transposes %d: C[%d,%d] = %g", side, transposes, i/side, i%side, v)
					}
				}
				p.alpha, p.beta = 0, 2
				copy(p.c, p.start)
				p.run(library.Sgemm)
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
	forEachLibrary(t, func(t *testing.T, library Library) {
		parameters := gopter.DefaultTestParameters()
		parameters.MinSuccessfulTests = 300
		properties := gopter.NewProperties(parameters)
		properties.Property("Sgemm is the product", prop.ForAll(
			func(transA, transB bool, shape []int, gap, offset int, alpha, beta float32) (bool, error) {
				p := newProblem(transA, transB, shape[0], shape[1], shape[2], gap)
				p.alpha, p.beta = alpha, beta
				for _, x := range []*[]float32{&p.a, &p.b, &p.c} {
					*x = append(make([]float32, offset, offset+len(*x)), *x...)[offset:]
				}
				p.run(library.Sgemm)
				err := p.check()
				return err == nil, err
			},
			gen.Bool(), gen.Bool(), gen.SliceOfN(3, gen.IntRange(0, 90)), gen.IntRange(0, 20), gen.IntRange(0, 16),
			gen.Float32Range(-3, 3), gen.Float32Range(-3, 3),
		))
		properties.TestingRun(t)
	})
}

func TestMisusePanics(t *testing.T) {
	x := make([]float32, 12)
	beyond := math.MaxInt32
	beyond++
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
		{"dimension or", false, false, 2, 2, 2, 4, 4, 4, beyond, 2, 2},
		{"dimension or", false, false, 0, beyond, 0, 4, 4, 4, 2, 2, 2},
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
			defer func() {
				message, _ := recover().(string)
				if !strings.HasPrefix(message, "blas: "+c.want) {
					t.Errorf("panics with %q, want blas: %s…", message, c.want)
				}
			}()
			Open().Sgemm(c.transA, c.transB, c.m, c.n, c.k, 1, x[:c.a], c.lda, x[:c.b], c.ldb, 0, x[:c.c], c.ldc)
		})
	}
}

// The trial that OpenBLAS must pass catches a product that is slightly wrong, ignores β
// or α or a transpose, or writes behind its rows.
func TestTrial(t *testing.T) {
	right := openGonum().multiply
	if err := try(right); err != nil {
		t.Fatal(err)
	}
	for name, wrong := range map[string]sgemm{
		"last bits": func(tA, tB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
			right(tA, tB, m, n, k, alpha*(1+1e-4), a, lda, b, ldb, beta, c, ldc)
		},
		"beta": func(tA, tB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
			right(tA, tB, m, n, k, alpha, a, lda, b, ldb, 0, c, ldc)
		},
		"NaN": func(tA, tB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
			right(tA, tB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
			c[0] = float32(math.NaN())
		},
		"gap": func(tA, tB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
			right(tA, tB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
			c[n] = 0
		},
	} {
		if err := try(wrong); !errors.Is(err, errWrongResult) {
			t.Errorf("%s: a wrong product gives %v", name, err)
		}
	}
}

func TestOpenIsCached(t *testing.T) {
	if a, b := Open(), Open(); a.Name() != b.Name() || a.Fallback() != b.Fallback() {
		t.Errorf("two calls open %q and %q", a.Name(), b.Name())
	}
}

func TestNames(t *testing.T) {
	if got := openGonum().Name(); got != "gonum" && !strings.HasPrefix(got, "gonum 0.") {
		t.Errorf("gonum is called %q", got)
	}
	library := needOpenBLAS(t)
	version, core, _ := strings.Cut(library.Name(), ", ")
	if words := strings.Fields(version); len(words) != 2 || words[0] != "OpenBLAS" || core == "" {
		t.Errorf("OpenBLAS is called %q", library.Name())
	}
}

func TestPeakRate(t *testing.T) {
	forEachLibrary(t, func(t *testing.T, library Library) {
		for threads := 1; threads <= 2; threads++ {
			if rate := library.peakRate(threads, 128, 3); !(rate > 1e8 && rate < 1e14) {
				t.Errorf("%d threads make %g operations/s", threads, rate)
			}
		}
	})
	defer func() {
		if recover() == nil {
			t.Error("no threads make a rate")
		}
	}()
	Open().PeakRate(0)
}

// A call must not allocate: a step makes thousands.
func TestNoAllocation(t *testing.T) {
	forEachLibrary(t, func(t *testing.T, library Library) {
		p := newProblem(true, false, 20, 20, 20, 0)
		if n := testing.AllocsPerRun(100, func() { p.run(library.Sgemm) }); n >= 1 {
			t.Errorf("a product allocates %g times", n)
		}
	})
}

// A library gives the same bits for the same product, whatever runs beside it.
func TestRepeats(t *testing.T) {
	forEachLibrary(t, func(t *testing.T, library Library) {
		first := newProblem(false, false, 70, 80, 300, 0)
		first.run(library.Sgemm)
		for range 5 {
			again := newProblem(false, false, 70, 80, 300, 0)
			again.run(library.Sgemm)
			if !slices.Equal(first.c, again.c) {
				t.Fatal("two runs of one product differ")
			}
		}
	})
}
