//go:build linux && (amd64 || arm64)

package blas

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

func TestChoice(t *testing.T) {
	t.Setenv("AEED_OPENBLAS", "off")
	if _, err := openOpenBLAS(); err == nil || err.Error() != "AEED_OPENBLAS is off" {
		t.Errorf("off gives %v", err)
	}
	t.Setenv("AEED_OPENBLAS", filepath.Join(t.TempDir(), "missing.so"))
	if _, err := openOpenBLAS(); err == nil || !strings.Contains(err.Error(), "missing.so") || !strings.Contains(err.Error(), "hint") {
		t.Errorf("a missing file gives %v", err)
	}
	text := filepath.Join(t.TempDir(), "text.so")
	if err := os.WriteFile(text, []byte("not a library"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AEED_OPENBLAS", text)
	if _, err := openOpenBLAS(); err == nil || !strings.Contains(err.Error(), "text.so") {
		t.Errorf("a text file gives %v", err)
	}
	t.Setenv("AEED_OPENBLAS", "libc.so.6")
	if _, err := openOpenBLAS(); err == nil || !strings.Contains(err.Error(), "libc.so.6: ") || !strings.Contains(err.Error(), "openblas_get_parallel") {
		t.Errorf("another library gives %v", err)
	}
}

// Builds that may err are refused: sequential, with OpenMP, and one that multiplies wrong.
func TestUnfitBuilds(t *testing.T) {
	compiler, err := exec.LookPath("gcc")
	if err != nil {
		t.Skip("no gcc to build a library with")
	}
	for parallel, want := range map[string]string{"0": "POSIX threads", "2": "POSIX threads", "1": errWrongResult.Error()} {
		library := filepath.Join(t.TempDir(), "libopenblas.so")
		if out, err := exec.Command(compiler, "-shared", "-fPIC", "-DPARALLEL="+parallel, "-o", library, "testdata/unfit.c").CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		t.Setenv("AEED_OPENBLAS", library)
		if _, err := openOpenBLAS(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("with threads of kind %s: %v, want %s", parallel, err, want)
		}
	}
}

func TestOpenBLASName(t *testing.T) {
	for config, want := range map[string]string{
		"OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH NO_AFFINITY SkylakeX MAX_THREADS=64": "OpenBLAS 0.3.21, Zen",
		"OpenBLAS": "OpenBLAS, Zen",
	} {
		if got := openBLASName(config, "Zen"); got != want {
			t.Errorf("%q is called %q, want %q", config, got, want)
		}
	}
}

var _, coreChosen = os.LookupEnv(coreVariable) // before Open

// With AVX2 no processor is left with a Prescott's kernels, and what the user asks for
// stands.
func TestCore(t *testing.T) {
	needOpenBLAS(t)
	if core := os.Getenv("AEED_TEST_CORE"); core != "" {
		if got := Open().Name(); core == "any" && vectorCore() != "" && strings.HasSuffix(got, ", Prescott") || core != "any" && !strings.HasSuffix(got, ", "+core) {
			t.Errorf("opens %q, want core %s", got, core)
		}
		if core == "any" && os.Getenv(coreVariable) != "" {
			t.Errorf("Open leaves %s in the environment", coreVariable)
		}
		return
	}
	if coreChosen || runtime.GOARCH != "amd64" {
		t.Skipf("%s is set, or not amd64", coreVariable)
	}
	for _, core := range []string{"any", "Prescott"} {
		command := exec.Command(os.Args[0], "-test.run=^TestCore$")
		command.Env = append(slices.DeleteFunc(os.Environ(), func(s string) bool { return strings.HasPrefix(s, coreVariable+"=") }), "AEED_TEST_CORE="+core)
		if core != "any" {
			command.Env = append(command.Env, coreVariable+"="+core)
		}
		if out, err := command.CombinedOutput(); err != nil {
			t.Errorf("core %s: %v\n%s", core, err, out)
		}
	}
}

// A product uses the processor on the caller's thread alone.
func TestCallersThread(t *testing.T) {
	forEachLibrary(t, func(t *testing.T, library Library) {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		const rusageThread = 1 // RUSAGE_THREAD, see getrusage(2)
		p := newProblem(false, false, 1000, 256, 256, 0)
		thread, process := processorTime(t, rusageThread), processorTime(t, syscall.RUSAGE_SELF)
		for processorTime(t, rusageThread)-thread < 50*time.Millisecond {
			p.run(library.Sgemm)
		}
		thread, process = processorTime(t, rusageThread)-thread, processorTime(t, syscall.RUSAGE_SELF)-process
		if thread*10 < process*8 {
			t.Errorf("the caller's thread used %v of the process's %v", thread, process)
		}
	})
}

func processorTime(t *testing.T, of int) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(of, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// Long products of many goroutines wait their turn rather than have a thread each.
func TestManyCallers(t *testing.T) {
	library := needOpenBLAS(t)
	const callers, side, depth = 60, 100, 100_000
	p := newProblem(false, false, side, side, depth, 0)
	var calls sync.WaitGroup
	for range callers {
		calls.Go(func() {
			library.Sgemm(false, false, side, side, depth, 1, p.a, depth, p.b, side, 0, make([]float32, side*side), side)
		})
	}
	calls.Wait()
	threads, err := os.ReadDir("/proc/self/task") // Go keeps the threads that it made
	if err != nil {
		t.Skip(err)
	}
	if limit := runtime.NumCPU() + callers/2; len(threads) > limit {
		t.Errorf("%d callers leave %d threads, want at most %d", callers, len(threads), limit)
	}
}
