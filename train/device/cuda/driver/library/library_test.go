package library

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unsafe"
)

var c = Search{Name: "C's library", Files: []string{"libc.so.6"}}

func openC(t *testing.T) uintptr {
	t.Helper()
	handle, err := c.Open()
	if err != nil {
		t.Skip(err)
	}
	return handle
}

func TestCall(t *testing.T) {
	var routines struct {
		length   Routine `symbol:"strlen"`
		absolute Routine `symbol:"abs"`
	}
	if err := Bind(openC(t), &routines); err != nil {
		t.Fatal(err)
	}
	if got := routines.length.Call(uintptr(unsafe.Pointer(CString("twelve bytes")))); got != 12 {
		t.Errorf("strlen gives %d", got)
	}
	minus := int32(-7)
	if got := int32(routines.absolute.Call(uintptr(minus))); got != 7 {
		t.Errorf("abs gives %d", got)
	}
	if routines.length.Name != "strlen" {
		t.Errorf("strlen is called %q", routines.length.Name)
	}
}

func TestBindErrors(t *testing.T) {
	handle := openC(t)
	var missing struct {
		Length  Routine `symbol:"strlen"`
		Missing Routine `symbol:"no_such_function"`
	}
	if err := Bind(handle, &missing); err == nil || !strings.Contains(err.Error(), "no_such_function") {
		t.Errorf("a missing function: %v", err)
	}
	for what, table := range map[string]any{
		"no symbol": &struct{ Length Routine }{},
		"not a routine": &struct {
			Length int `symbol:"strlen"`
		}{},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", what)
				}
			}()
			Bind(handle, table)
		}()
	}
}

// A folder is searched after the names, the variable instead of both.
func TestSearch(t *testing.T) {
	openC(t)
	folder := t.TempDir()
	broken := filepath.Join(folder, "libnone.so.1")
	if err := os.WriteFile(broken, []byte("not a library"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := Search{Name: "nothing", Variable: "AEED_TEST_LIBRARY", Files: []string{"libnone.so.1"}, Folders: []string{filepath.Dir(folder) + "/*"}, Hint: "give up"}
	_, err := s.Open()
	if !errors.Is(err, ErrNotFound) {
		t.Errorf("%v, want ErrNotFound", err)
	}
	for _, want := range []string{"nothing: not found", "libnone.so.1", s.Folders[0], broken, "; hint: give up, or set AEED_TEST_LIBRARY"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q doesn't say %q", err, want)
		}
	}
	t.Setenv("AEED_TEST_LIBRARY", "libc.so.6")
	if _, err := s.Open(); err != nil {
		t.Error(err)
	}
	t.Setenv("AEED_TEST_LIBRARY", broken)
	if _, err := (Search{Variable: "AEED_TEST_LIBRARY", Files: c.Files}).Open(); !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), broken) {
		t.Errorf("a broken choice: %v", err)
	}
}

func TestStrings(t *testing.T) {
	for _, text := range []string{"", "a", "ünïcode"} {
		if got := String(CString(text)); got != text {
			t.Errorf("%q comes back as %q", text, got)
		}
	}
	if String(nil) != "" {
		t.Error("NULL is a string")
	}
}
