package driver_test

import (
	"strings"
	"testing"

	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/standin"
)

// The error of a module has what the driver's compiler said.
func TestLoadErrors(t *testing.T) {
	use(t, func(b *bench) {
		for image, want := range map[string]string{
			"// PTX":               "the image doesn't name a library",
			"standin:/missing.so":  "/missing.so: cannot open shared object file",
			"\x7fELF without a ":   "the image doesn't name a library",
			"standin:testdata/a.b": "testdata/a.b",
		} {
			_, err := b.Load([]byte(image))
			if e, ok := asError(err); !ok || e.Name != "CUDA_ERROR_INVALID_IMAGE" || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %v, want %s", image, err, want)
			}
		}
	})
}

func TestFunction(t *testing.T) {
	use(t, func(b *bench) {
		m := b.module()
		_, err := b.Function(m, "missing")
		if e, ok := asError(err); !ok || e.Name != "CUDA_ERROR_NOT_FOUND" || !strings.Contains(err.Error(), `"missing"`) {
			t.Errorf("a kernel that isn't there: %v", err)
		}
		f := got(b.Function(m, "add"))
		if f.Name != "add" {
			t.Errorf("add is called %q", f.Name)
		}
		if got, want := got(b.Attributes(f)), (driver.Attributes{Threads: 1024, Registers: 32, DynamicShared: 48 << 10}); got != want {
			t.Errorf("attributes %+v, want %+v", got, want)
		}
		for _, c := range []struct{ threads, shared, want int }{{256, 0, 8}, {1024, 0, 2}, {32, 0, 32}, {256, 48 << 10, 4}, {1025, 0, 0}} {
			if got := got(b.Occupancy(f, c.threads, c.shared)); got != c.want {
				t.Errorf("%d blocks of %d threads and %d bytes, want %d", got, c.threads, c.shared, c.want)
			}
		}
	})
}

func TestUnloadedFunction(t *testing.T) {
	use(t, func(b *bench) {
		m := got(b.Load(standin.Image(got(kernels()))))
		f := got(b.Function(m, "nothing"))
		must(b.Unload(m))
		wantCode(t, "a kernel of an unloaded module", b.Launch(0, &driver.Launch{Function: f, Grid: grid1(1), Block: grid1(1), Arguments: driver.NewArguments()}), "cuLaunchKernel", "CUDA_ERROR_INVALID_HANDLE")
		wantCode(t, "a second unload", b.Unload(m), "cuModuleUnload", "CUDA_ERROR_INVALID_HANDLE")
	})
}

// A kernel that writes where it must not loses the context, as on a GPU.
func TestWildKernel(t *testing.T) {
	for what, index := range map[string]int64{"behind": 4, "before": -1} {
		gpu, _ := start(t)
		err := gpu.Do(func(c driver.Context) error {
			m, err := c.Load(standin.Image(got(kernels())))
			must(err)
			poke := got(c.Function(m, "poke"))
			p := got(c.Allocate(16))
			must(c.Launch(0, &driver.Launch{Function: poke, Grid: grid1(1), Block: grid1(1), Arguments: driver.NewArguments(driver.Value(&p), driver.Value(&index))}))
			wantCode(t, what, c.Synchronise(), "cuCtxSynchronize", "CUDA_ERROR_ILLEGAL_ADDRESS")
			_, _, err = c.MemoryInfo()
			wantCode(t, "the context then", err, "cuMemGetInfo_v2", "CUDA_ERROR_ILLEGAL_ADDRESS")
			return c.Free(p)
		})
		wantCode(t, "a free then", err, "cuMemFree_v2", "CUDA_ERROR_ILLEGAL_ADDRESS")
		wantCode(t, "Close", gpu.Close(), "cuCtxSynchronize", "CUDA_ERROR_ILLEGAL_ADDRESS")
	}
}
