package driver_test

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/standin"
)

// kernels is testdata/kernels.cpp, compiled once.
var kernels = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "kernels")
	if err != nil {
		return "", err
	}
	return standin.Compile(filepath.Join(folder, "libkernels.so"), "testdata/kernels.cpp")
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := kernels(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// start opens card 0 of the stand-in until the test ends.
func start(t testing.TB) (*driver.GPU, *standin.Library) {
	t.Helper()
	cuda := standin.Start(t)
	d, err := driver.Find()
	if err != nil {
		t.Fatal(err)
	}
	gpu, err := driver.Open(d, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := gpu.Close(); err != nil {
			t.Error(err)
		}
	})
	return gpu, cuda
}

// use runs a test on the thread of a GPU, with a bench that tears down what it made.
func use(t testing.TB, test func(b *bench)) *standin.Library {
	t.Helper()
	gpu, cuda := start(t)
	if err := gpu.Do(func(c driver.Context) (err error) {
		b := &bench{Context: c}
		defer func() {
			switch failure := recover().(type) {
			case nil:
			case failed:
				err = failure.error
			default:
				panic(failure)
			}
			for i := range b.undo {
				if undoErr := b.undo[len(b.undo)-1-i](); err == nil {
					err = undoErr
				}
			}
		}()
		test(b)
		return nil
	}); errors.Is(err, driver.ErrNotSupported) {
		t.Skip(err)
	} else if err != nil {
		t.Error(err)
	}
	return cuda
}

// A bench is a context on which nothing may fail, for short tests.
type bench struct {
	driver.Context
	undo []func() error
}

type failed struct{ error }

// must ends the test on an error.
func must(err error) {
	if err != nil {
		panic(failed{err})
	}
}

func got[T any](value T, err error) T {
	must(err)
	return value
}

func (b *bench) later(undo func() error) { b.undo = append(b.undo, undo) }

func (b *bench) allocate(size int) driver.Pointer {
	p := got(b.Allocate(size))
	b.later(func() error { return b.Free(p) })
	return p
}

func (b *bench) pinned(size int) []byte {
	memory := got(b.AllocateHost(size))
	b.later(func() error { return b.FreeHost(memory) })
	return memory
}

func (b *bench) stream() driver.Stream {
	s := got(b.NewStream())
	b.later(func() error { return b.DestroyStream(s) })
	return s
}

func (b *bench) event() driver.Event {
	e := got(b.NewEvent())
	b.later(func() error { return b.DestroyEvent(e) })
	return e
}

func (b *bench) module() driver.Module {
	m := got(b.Load(standin.Image(got(kernels()))))
	b.later(func() error { return b.Unload(m) })
	return m
}

func (b *bench) function(name string) *driver.Function {
	return got(b.Function(b.module(), name))
}

// send returns memory with numbers in it.
func (b *bench) send(numbers ...float32) driver.Pointer {
	p := b.allocate(4 * len(numbers))
	must(b.CopyToDevice(0, p, driver.Bytes(numbers)))
	return p
}

// fetch returns n numbers, once all has run.
func (b *bench) fetch(p driver.Pointer, n int) []float32 {
	numbers := make([]float32, n)
	must(b.Synchronise())
	must(b.CopyToHost(0, driver.Bytes(numbers), p))
	return numbers
}

// grid1 is the grid or block of so many along x.
func grid1(n int) [3]uint32 { return [3]uint32{uint32(n), 1, 1} }
