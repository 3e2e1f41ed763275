package standin_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/standin"
)

// A recorder is a test that is itself tested.
type recorder struct {
	testing.TB
	said     []string
	cleanups []func()
}

func (r *recorder) Cleanup(f func())          { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Errorf(f string, a ...any) { r.said = append(r.said, fmt.Sprintf(f, a...)) }
func (r *recorder) end() (said []string) {
	for _, f := range slices.Backward(r.cleanups) {
		f()
	}
	return r.said
}

// open opens card 0 for a test that closes it itself.
func open(t *testing.T) *driver.GPU {
	t.Helper()
	d, err := driver.Find()
	if err != nil {
		t.Fatal(err)
	}
	gpu, err := driver.Open(d, 0)
	if err != nil {
		t.Fatal(err)
	}
	return gpu
}

func do(t *testing.T, gpu *driver.GPU, f func(c driver.Context) error) {
	t.Helper()
	if err := gpu.Do(f); err != nil {
		t.Fatal(err)
	}
}

// Start fails a test that leaves something, open or in a context that it closed, and no
// other.
func TestStartFindsLeaks(t *testing.T) {
	r := &recorder{TB: t}
	standin.Start(r)
	if said := r.end(); said != nil {
		t.Errorf("a test that does nothing: %q", said)
	}

	r = &recorder{TB: t}
	standin.Start(r)
	gpu := open(t)
	do(t, gpu, func(c driver.Context) error { _, err := c.Allocate(8); return err })
	if said, want := r.end(), []string{"the test leaves 1 contexts", "the test leaves 1 allocations"}; !slices.Equal(said, want) {
		t.Errorf("a test that leaves a GPU open: %q, want %q", said, want)
	}

	r = &recorder{TB: t}
	standin.Start(r)
	if err := gpu.Close(); err != nil {
		t.Fatal(err)
	}
	if said, want := r.end(), []string{"the test released a context with 1 things in it"}; !slices.Equal(said, want) {
		t.Errorf("a test that leaves memory in a closed GPU: %q, want %q", said, want)
	}
}

// A write to freed memory is found, though nothing fails.
func TestStartFindsDamage(t *testing.T) {
	r := &recorder{TB: t}
	standin.Start(r)
	kernels, err := standin.Compile(filepath.Join(t.TempDir(), "libkernels.so"), "../testdata/kernels.cpp")
	if err != nil {
		t.Fatal(err)
	}
	gpu := open(t)
	do(t, gpu, func(c driver.Context) error {
		m, err := c.Load(standin.Image(kernels))
		if err != nil {
			return err
		}
		poke, err := c.Function(m, "poke")
		if err != nil {
			return err
		}
		p, err := c.Allocate(8)
		if err != nil {
			return err
		}
		index := int64(1)
		return errors.Join(c.Free(p), c.Launch(0, &driver.Launch{Function: poke, Grid: [3]uint32{1, 1, 1}, Block: [3]uint32{1, 1, 1},
			Arguments: driver.NewArguments(driver.Value(&p), driver.Value(&index))}), c.Synchronise(), c.Unload(m))
	})
	if err := gpu.Close(); err != nil {
		t.Error(err)
	}
	if said, want := r.end(), []string{"1 pieces of memory were written to after they were freed"}; !slices.Equal(said, want) {
		t.Errorf("%q, want %q", said, want)
	}
}

// What was freed is NaN for those who still look.
func TestFreedMemoryIsPoisoned(t *testing.T) {
	standin.Start(t)
	kernels, err := standin.Compile(filepath.Join(t.TempDir(), "libkernels.so"), "../testdata/kernels.cpp")
	if err != nil {
		t.Fatal(err)
	}
	gpu := open(t)
	defer gpu.Close()
	do(t, gpu, func(c driver.Context) error {
		m, err := c.Load(standin.Image(kernels))
		if err != nil {
			return err
		}
		add, err := c.Function(m, "add")
		if err != nil {
			return err
		}
		freed, err := c.Allocate(4)
		if err != nil {
			return err
		}
		sum, err := c.Allocate(4)
		if err != nil {
			return err
		}
		n := int32(1)
		var got [1]float32
		err = errors.Join(c.Fill(0, freed, 0, 1), c.Free(freed),
			c.Launch(0, &driver.Launch{Function: add, Grid: [3]uint32{1, 1, 1}, Block: [3]uint32{1, 1, 1},
				Arguments: driver.NewArguments(driver.Value(&freed), driver.Value(&freed), driver.Value(&sum), driver.Value(&n))}),
			c.CopyToHost(0, driver.Bytes(got[:]), sum), c.Free(sum), c.Unload(m))
		if got[0] == got[0] {
			t.Errorf("a sum of freed memory is %g", got[0])
		}
		return err
	})
}

// Settings end with the test that makes them.
func TestSettingsEnd(t *testing.T) {
	cuda := standin.Start(t)
	t.Run("a card of CUDA 13.2", func(t *testing.T) {
		cuda.Set(t, standin.Version, 13020)
		if d, err := driver.Find(); err != nil || d.Version().String() != "13.2" {
			t.Errorf("%v, %v", d, err)
		}
	})
	if d, err := driver.Find(); err != nil || d.Version().String() != "12.4" {
		t.Errorf("then %v, %v", d, err)
	}
}

func TestCompileErrors(t *testing.T) {
	standin.Start(t) // for there to be a compiler
	wrong := filepath.Join(t.TempDir(), "wrong.cpp")
	if err := os.WriteFile(wrong, []byte("int f() { return missing; }\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := standin.Compile(filepath.Join(t.TempDir(), "lib.so"), wrong); err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("a wrong source: %v", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := standin.Build(file); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("a folder that is a file: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := standin.Build(t.TempDir()); !errors.Is(err, standin.ErrNoCompiler) {
		t.Errorf("without a compiler: %v", err)
	}
}
