package standin

import (
	"errors"
	"os"
	"strconv"
	"sync"
	"testing"
	"unsafe"

	"aeed/train/device/cuda/driver/library"
)

// A Setting is what the stand-in pretends.
type Setting string

// The settings.
const (
	Memory     Setting = "AEED_STANDIN_MEMORY"     // bytes of a card, at first 1 GiB
	Version    Setting = "AEED_STANDIN_VERSION"    // of CUDA, 1000·major + 10·minor, at first 12040
	Cards      Setting = "AEED_STANDIN_CARDS"      // how many there are, at first 1
	Capability Setting = "AEED_STANDIN_CAPABILITY" // 10·major + minor, at first 90
	Init       Setting = "AEED_STANDIN_INIT"       // the code that cuInit fails with, at first none
)

// A Library is the stand-in, opened.
type Library struct {
	Path     string
	routines struct {
		count  library.Routine `symbol:"standin_count"`
		setenv library.Routine `symbol:"setenv"`
	}
}

// builtVariable names a stand-in that is there already, which a program may be linked
// with.
const builtVariable = "AEED_STANDIN"

// started is built once for all tests of a process.
var started = sync.OnceValues(func() (*Library, error) {
	folder, err := os.MkdirTemp("", "standin")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder) // what is open stays
	l := &Library{Path: os.Getenv(builtVariable)}
	if l.Path == "" {
		if l.Path, err = Build(folder); err != nil {
			return nil, err
		}
	}
	handle, err := library.Search{Files: []string{l.Path}}.Open()
	if err != nil {
		return nil, err
	}
	return l, library.Bind(handle, &l.routines)
})

// Start makes the stand-in the driver of a test, which must not be parallel, and fails
// the test if it ends with anything left over. It skips the test where there is no g++.
func Start(t testing.TB) *Library {
	t.Helper()
	l := Load(t)
	leaks, damages := l.Count("leaks"), l.Count("damages")
	t.Cleanup(func() {
		for _, what := range []string{"contexts", "allocations", "pinned", "streams", "events", "graphs", "modules"} {
			if n := l.Count(what); n != 0 {
				t.Errorf("the test leaves %d %s", n, what)
			}
		}
		if n := l.Count("leaks") - leaks; n != 0 {
			t.Errorf("the test released a context with %d things in it", n)
		}
		if n := l.Count("damages") - damages; n != 0 {
			t.Errorf("%d pieces of memory were written to after they were freed", n)
		}
	})
	return l
}

// Load is Start for a test that may leave something.
func Load(t testing.TB) *Library {
	t.Helper()
	l, err := started()
	if errors.Is(err, ErrNoCompiler) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("AEED_LIBCUDA", l.Path)
	return l
}

// Count returns how many of something there are ("contexts", "allocations", "pinned",
// "streams", "events", "graphs", "modules") or were ("launches", "replays", "copies";
// "leaks", which a context was released with; "damages" to freed memory).
func (l *Library) Count(what string) int {
	return int(l.routines.count.Call(uintptr(unsafe.Pointer(library.CString(what)))))
}

// Set makes a setting for the rest of a test. The environment that the stand-in reads is
// C's, which os.Setenv need not reach.
func (l *Library) Set(t testing.TB, s Setting, value int) {
	set := func(text string) {
		l.routines.setenv.Call(uintptr(unsafe.Pointer(library.CString(string(s)))), uintptr(unsafe.Pointer(library.CString(text))), 1)
	}
	set(strconv.Itoa(value))
	t.Cleanup(func() { set("") })
}
