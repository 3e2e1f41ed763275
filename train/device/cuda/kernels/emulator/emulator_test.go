package emulator_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"github.com/ebitengine/purego"

	"aeed/train/device/cuda/kernels"
	"aeed/train/device/cuda/kernels/emulator"
)

// source has kernels that err, and some that don't; each writes a number a thread.
const source = `
struct Out { double *at; };
struct Box { double value; };
DEVICE int number() { return threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z); }
DEVICE double &mine(const Out &p) {
  const int block = blockIdx.x + gridDim.x * (blockIdx.y + gridDim.y * blockIdx.z);
  return p.at[block * blockDim.x * blockDim.y * blockDim.z + number()];
}
KERNEL(places, Out, 64) { mine(p) = 100 * (blockIdx.x + 10 * blockIdx.y + 100 * blockIdx.z) + threadIdx.x + 4 * threadIdx.y; }
KERNEL(race, Out, 64) { SHARED(Box, box); box.value = number(); barrier(); mine(p) = box.value; }
KERNEL(handed, Out, 64) { SHARED(Box, box); if (number() == 5) box.value = 7; barrier(); mine(p) = box.value; }
KERNEL(unset, Out, 64) { SHARED(Box, box); mine(p) = box.value; barrier(); box.value = 1; }
KERNEL(neighbours, Out, 64) { mine(p) = across_warp(static_cast<double>(number()), 1) + 1000 * across_warp(static_cast<double>(number()), 16); }
KERNEL(left_out, Out, 64) { if (number() > 0) barrier(); mine(p) = 0; }
KERNEL(split_warp, Out, 64) { if (number() % 2) mine(p) = across_warp(1.0, 1); }
`

// launch runs a kernel of source and returns what each of its threads wrote, NaN where
// none did.
func launch(t *testing.T, handle uintptr, name string, grid, block [3]uint32, dynamic uintptr) []float64 {
	t.Helper()
	entry, err := purego.Dlsym(handle, "emulated_"+name)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]float64, grid[0]*grid[1]*grid[2]*block[0]*block[1]*block[2])
	for i := range out {
		out[i] = math.NaN()
	}
	parameter := unsafe.Pointer(&out[0])
	arguments := unsafe.Pointer(&parameter)
	purego.SyscallN(entry, uintptr(unsafe.Pointer(&grid)), uintptr(unsafe.Pointer(&block)), dynamic, uintptr(unsafe.Pointer(&arguments)))
	runtime.KeepAlive(out)
	return out
}

// open returns the compiled source.
func open(t *testing.T, path string) uintptr {
	t.Helper()
	handle, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		t.Fatal(err)
	}
	return handle
}

// pathVariable tells the process that dies in a test where the library is.
const pathVariable = "AEED_EMULATOR_TEST"

func TestEmulator(t *testing.T) {
	path, err := emulator.Compile(kernels.Source()+source, t.TempDir())
	if errors.Is(err, emulator.ErrNoCompiler) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	handle := open(t, path)
	block := [3]uint32{4, 8, 1}
	grid := [3]uint32{2, 1, 1}
	run := func(name string) []float64 { return launch(t, handle, name, grid, block, 0) }
	for _, order := range []emulator.Order{emulator.Forward, emulator.Reverse} {
		emulator.SetOrder(order)
		t.Run(string(order), func(t *testing.T) {
			places := launch(t, handle, "places", [3]uint32{2, 3, 2}, [3]uint32{4, 2, 1}, 0)
			for i, got := range places {
				thread, block := i%8, i/8
				if want := float64(100*(block%2+10*(block/2%3)+100*(block/6)) + thread); got != want {
					t.Errorf("thread %d of block %d believes to be %v, not %v", thread, block, got, want)
				}
			}
			for _, got := range run("handed") {
				if got != 7 {
					t.Errorf("what one thread hands to all is %v, not 7", got)
				}
			}
			for _, got := range run("unset") {
				if !math.IsNaN(got) {
					t.Errorf("shared memory begins as %v", got)
				}
			}
			for i, got := range run("neighbours") {
				if want := float64(i%32 ^ 1 + 1000*(i%32^16)); got != want {
					t.Errorf("lane %d sees %v, want %v", i, got, want)
				}
			}
			last := map[emulator.Order]float64{emulator.Forward: 31, emulator.Reverse: 0}[order]
			if got := run("race"); !slices.Equal(got, slices.Repeat([]float64{last}, 64)) {
				t.Errorf("threads that race: %v, want %v everywhere", got, last)
			}
		})
	}
	emulator.SetOrder(emulator.Forward)
	for name, want := range map[string]string{
		"left_out":   "a barrier that not all threads reach",
		"split_warp": "not all lanes of a warp exchange a value",
		"places":     "launched with a wrong geometry",
	} {
		t.Run("death of "+name, func(t *testing.T) {
			command := exec.Command(os.Args[0], "-test.run", "^TestDying$")
			command.Env = append(os.Environ(), pathVariable+"="+path+":"+name)
			said, err := command.CombinedOutput()
			if want := fmt.Sprintf("emulator: kernel %s, block (0, 0, 0): %s", name, want); err == nil || !strings.Contains(string(said), want) {
				t.Errorf("%v, %.400q; want %q", err, said, want)
			}
		})
	}
}

// TestDying is what TestEmulator runs in a process of its own.
func TestDying(t *testing.T) {
	path, name, is := strings.Cut(os.Getenv(pathVariable), ":")
	if !is {
		t.Skip("a part of TestEmulator")
	}
	launch(t, open(t, path), name, [3]uint32{1, 1, 1}, [3]uint32{32, 1, 1}, map[bool]uintptr{true: 16}[name == "places"])
}

func TestCompileErrors(t *testing.T) {
	_, err := emulator.Compile("KERNEL is not C++", t.TempDir())
	if errors.Is(err, emulator.ErrNoCompiler) {
		t.Skip(err)
	}
	if err == nil || !strings.Contains(err.Error(), "g++ refuses the kernels") {
		t.Errorf("error %v", err)
	}
	t.Setenv("PATH", "")
	if _, err := emulator.Build(t.TempDir()); !errors.Is(err, emulator.ErrNoCompiler) {
		t.Errorf("without g++: error %v", err)
	}
}

func TestOpenErrors(t *testing.T) {
	if _, err := emulator.Open(filepath.Join(t.TempDir(), "none.so")); err == nil || !strings.HasPrefix(err.Error(), "emulator: ") {
		t.Errorf("error %v", err)
	}
}

// A library of other kernels than the launch is for is refused.
func TestRunRefuses(t *testing.T) {
	path, err := emulator.Compile(`
		extern "C" const int emulated_clear_parameters[] = {1, 4};
		extern "C" const int emulated_descend_parameters[] = {2, 8, 8};`, t.TempDir())
	if errors.Is(err, emulator.ErrNoCompiler) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	library, err := emulator.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		launch kernels.Launch
		want   string
	}{
		{kernels.Clear{}.Launch(), "emulator: clear takes 4 bytes, the launch has 16"},
		{kernels.Descent{}.Launches()[2], "emulator: descend has 2 parameters, a kernel has one"},
		{kernels.Views{}.Launch(), "emulator: "},
	} {
		func() {
			defer func() {
				if said := fmt.Sprint(recover()); !strings.HasPrefix(said, c.want) {
					t.Errorf("%s: %q, want %q", c.launch.Kernel, said, c.want)
				}
			}()
			library.Run(c.launch)
		}()
	}
}
