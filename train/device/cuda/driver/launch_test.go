package driver_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"aeed/train/device/cuda/driver"
)

// scale is the parameter of the kernel of that name, laid out as in C.
type scale struct {
	x, factor, y driver.Pointer
	n            int64
	step         float32
	_            int32
}

func TestLaunch(t *testing.T) {
	use(t, func(b *bench) {
		add := b.function("add")
		x, y, z := b.send(1, 2, 3, 4, 5), b.send(10, 20, 30, 40, 50), b.send(0, 0, 0, 0, 0)
		n := int32(4)
		s := b.stream()
		must(b.Synchronise())
		must(b.Launch(s, &driver.Launch{Function: add, Grid: grid1(2), Block: grid1(3),
			Arguments: driver.NewArguments(driver.Value(&x), driver.Value(&y), driver.Value(&z), driver.Value(&n))}))
		if got, want := b.fetch(z, 5), []float32{11, 22, 33, 44, 0}; !slices.Equal(got, want) {
			t.Errorf("add gives %v, want %v", got, want)
		}
	})
}

// Arguments are those of the time of the launch, whatever happens to them until it runs.
func TestArgumentsAreCopied(t *testing.T) {
	use(t, func(b *bench) {
		add := b.function("add")
		x, y, z := b.send(1, 2), b.send(10, 20), b.send(0, 0)
		n := int32(2)
		l := &driver.Launch{Function: add, Grid: grid1(1), Block: grid1(2),
			Arguments: driver.NewArguments(driver.Value(&x), driver.Value(&y), driver.Value(&z), driver.Value(&n))}
		must(b.Launch(0, l))
		to := z
		x, y, z, n = 0, 0, 0, 1<<30
		if got, want := b.fetch(to, 2), []float32{11, 22}; !slices.Equal(got, want) {
			t.Errorf("add gives %v, want %v", got, want)
		}
	})
}

func TestStructParameter(t *testing.T) {
	use(t, func(b *bench) {
		p := scale{x: b.send(1, 2, 3), factor: b.send(10), y: b.send(0, 0, 0), n: 3, step: 0.5}
		must(b.Launch(0, &driver.Launch{Function: b.function("scale"), Grid: grid1(1), Block: grid1(1), Arguments: driver.NewArguments(driver.Value(&p))}))
		if got, want := b.fetch(p.y, 3), []float32{10.5, 20.5, 30.5}; !slices.Equal(got, want) {
			t.Errorf("scale gives %v, want %v", got, want)
		}
	})
}

func TestLaunchShape(t *testing.T) {
	use(t, func(b *bench) {
		p := b.allocate(28)
		report := b.function("report")
		must(b.Launch(0, &driver.Launch{Function: report, Grid: [3]uint32{1 << 20, 3, 5}, Block: [3]uint32{7, 11, 13}, DynamicShared: 40 << 10,
			Arguments: driver.NewArguments(driver.Value(&p))}))
		var got [7]uint32
		for i, v := range b.fetch(p, 7) {
			got[i] = math.Float32bits(v)
		}
		if want := [7]uint32{1 << 20, 3, 5, 7, 11, 13, 40 << 10}; got != want {
			t.Errorf("a kernel sees %v, want %v", got, want)
		}
		for what, l := range map[string]driver.Launch{
			"no blocks":                 {Grid: grid1(0), Block: grid1(1)},
			"no threads":                {Grid: grid1(1), Block: grid1(0)},
			"too many threads":          {Grid: grid1(1), Block: grid1(1025)},
			"too many threads together": {Grid: grid1(1), Block: [3]uint32{32, 33, 1}},
			"too many blocks along y":   {Grid: [3]uint32{1, 1 << 16, 1}, Block: grid1(1)},
			"too much shared memory":    {Grid: grid1(1), Block: grid1(1), DynamicShared: 49 << 10},
		} {
			l.Function, l.Arguments = report, driver.NewArguments(driver.Value(&p))
			wantCode(t, what, b.Launch(0, &l), "cuLaunchKernel", "CUDA_ERROR_INVALID_VALUE")
		}
	})
}

// What a launch must have is missed with a word, whatever the driver can tell.
func TestIncompleteLaunchPanics(t *testing.T) {
	use(t, func(b *bench) {
		for want, l := range map[string]driver.Launch{
			"driver: a launch without a Function":                         {Arguments: driver.NewArguments()},
			"driver: kernel nothing is launched without Arguments, which": {Function: b.function("nothing")},
		} {
			l.Grid, l.Block = grid1(1), grid1(1)
			if text := panicOf(func() { must(b.Launch(0, &l)) }); !strings.HasPrefix(text, want) {
				t.Errorf("panics with %q, want %q", text, want)
			}
		}
	})
}

func BenchmarkLaunch(b *testing.B) {
	use(b, func(bench *bench) {
		s := bench.stream()
		l := &driver.Launch{Function: bench.function("nothing"), Grid: grid1(1), Block: grid1(1), Arguments: driver.NewArguments()}
		b.ReportAllocs()
		for b.Loop() {
			must(bench.Launch(s, l))
		}
		must(bench.Synchronise())
	})
}

// wantCode demands an *driver.Error of a call with a name.
func wantCode(t testing.TB, what string, err error, call, name string) {
	t.Helper()
	e, ok := asError(err)
	if !ok || e.Call != call || e.Name != name || e.Description == "" {
		t.Errorf("%s: %v, want %s of %s", what, err, name, call)
	}
}
