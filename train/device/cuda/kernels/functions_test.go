package kernels_test

import (
	"math"
	"runtime"
	"testing"
	"unsafe"

	"github.com/ebitengine/purego"

	"aeed/internal/philox"
	"aeed/train/device/cuda/kernels"
	"aeed/train/device/cuda/kernels/emulator"
)

// functionsSource makes the functions of functions.h callable.
const functionsSource = `
extern "C" void call(int which, const double *x, double *y, int n) {
  for (int i = 0; i < n; i++) {
    double sine = 0, cosine = 0;
    if (which >= 4) sine_and_cosine(x[i], sine, cosine);
    y[i] = which == 0 ? exponential(x[i]) : which == 1 ? logarithm(x[i]) : which == 2 ? logarithm_of_more(x[i])
         : which == 3 ? hyperbolic_tangent(static_cast<float>(x[i])) : which == 4 ? sine : cosine;
  }
}

extern "C" void draw(unsigned seed, unsigned i, unsigned j, unsigned below, unsigned *whole, double *uniform, int n) {
  Random random = {{seed, 0}, {i, j, augmentation, 0}, {}, 4};
  for (int k = 0; k < n; k++) {
    whole[k] = random.whole(below);
    uniform[k] = random.uniform();
  }
}`

// openFunctions returns the library with functionsSource.
func openFunctions(t *testing.T) (symbol func(name string) uintptr) {
	t.Helper()
	emulated(t)
	path, err := emulator.Compile(kernels.Source()+functionsSource, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	handle, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		t.Fatal(err)
	}
	return func(name string) uintptr {
		address, err := purego.Dlsym(handle, name)
		if err != nil {
			t.Fatal(err)
		}
		return address
	}
}

func TestFunctions(t *testing.T) {
	symbol := openFunctions(t)
	t.Run("elementary", func(t *testing.T) { checkFunctions(t, symbol("call")) })
	t.Run("random", func(t *testing.T) { checkDraws(t, symbol("draw")) })
}

// Draws are those of package philox, also where a number has to be drawn again.
func checkDraws(t *testing.T, draw uintptr) {
	const n = 200
	for _, below := range []uint32{1, 7, 3 << 30, 1<<32 - 1} {
		whole, uniform := make([]uint32, n), poisoned[float64](n)
		purego.SyscallN(draw, 9, 5, 6, uintptr(below), uintptr(unsafe.Pointer(&whole[0])), uintptr(unsafe.Pointer(&uniform[0])), n)
		stream := philox.NewStream(9, philox.Augmentation, 5, 6)
		for i := range whole {
			if w, u := stream.IntN(int(below)), stream.Uniform(); int(whole[i]) != w || uniform[i] != u {
				t.Fatalf("draw %d below %d is %d and %v, want %d and %v", i, below, whole[i], uniform[i], w, u)
			}
		}
	}
}

// Each function is that of package math but for a few roundings of its result.
func checkFunctions(t *testing.T, call uintptr) {
	evenly := func(low, high float64) (x []float64) {
		const n = 20_001
		for i := range n {
			x = append(x, low+(high-low)*float64(i)/(n-1))
		}
		return x
	}
	powers := func() (x []float64) {
		for e := -300.0; e < 300; e += 0.03 {
			x = append(x, math.Pow(10, e))
		}
		return x
	}
	single := func(f func(float64) float64) func(float64) float64 {
		return func(x float64) float64 { return f(float64(float32(x))) }
	}
	for i, c := range []struct {
		name               string
		of                 func(float64) float64
		x                  []float64
		relative, absolute float64
	}{
		{"exp", math.Exp, append(evenly(-707, 0), evenly(-1, 1)...), 8e-16, 0},
		{"ln", math.Log, append(powers(), evenly(0.5, 2)...), 4e-16, 1e-17},
		{"ln(1 + x)", math.Log1p, append(powers(), evenly(0, 2)...), 8e-16, 0},
		{"tanh", single(math.Tanh), append(evenly(-12, 12), evenly(-1e-3, 1e-3)...), 2.5e-7, 0},
		{"sin", math.Sin, evenly(-2*math.Pi, 2*math.Pi), 4e-16, 1e-16},
		{"cos", math.Cos, evenly(-2*math.Pi, 2*math.Pi), 4e-16, 1e-16},
	} {
		y := poisoned[float64](len(c.x))
		purego.SyscallN(call, uintptr(i), uintptr(unsafe.Pointer(&c.x[0])), uintptr(unsafe.Pointer(&y[0])), uintptr(len(y)))
		runtime.KeepAlive(c.x)
		worst, where := 0.0, 0
		for k, got := range y {
			want := c.of(c.x[k])
			e := max(0, math.Abs(got-want)-c.absolute) / max(math.Abs(want), math.SmallestNonzeroFloat64)
			if e > worst || math.IsNaN(got) {
				worst, where = e, k
			}
		}
		if !(worst <= c.relative) {
			t.Errorf("%s(%v) = %v, want %v: off by %.2g of it, %.2g is allowed", c.name, c.x[where], y[where], c.of(c.x[where]), worst, c.relative)
		}
	}
	// Ends.
	x, y := []float64{-709, -1e300, 710, math.NaN()}, make([]float64, 4)
	purego.SyscallN(call, 0, uintptr(unsafe.Pointer(&x[0])), uintptr(unsafe.Pointer(&y[0])), 4)
	if y[0] != 0 || y[1] != 0 || !math.IsInf(y[2], 1) || !math.IsNaN(y[3]) {
		t.Errorf("exp of %v is %v", x, y)
	}
	x, y = []float64{0, math.Inf(1), math.Inf(-1), math.NaN()}, make([]float64, 4)
	purego.SyscallN(call, 3, uintptr(unsafe.Pointer(&x[0])), uintptr(unsafe.Pointer(&y[0])), 4)
	if y[0] != 0 || y[1] != 1 || y[2] != -1 || !math.IsNaN(y[3]) {
		t.Errorf("tanh of %v is %v", x, y)
	}
}
