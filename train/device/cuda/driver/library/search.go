package library

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// ErrNotFound says that no library could be opened; the error that wraps it says what
// was tried.
var ErrNotFound = errors.New("not found")

// A Search says where a library may be.
type Search struct {
	Name     string   // what people call it
	Variable string   // environment variable that, if set, names the file, and no other is tried
	Files    []string // names of its file, the best first
	Folders  []string // where to look after the dynamic linker's own folders; patterns of filepath.Glob
	Hint     string   // how to come by it
}

// Open opens the library and returns its handle. An error wraps ErrNotFound, and names
// the files and folders that were tried.
func (s Search) Open() (handle uintptr, err error) {
	if chosen := os.Getenv(s.Variable); chosen != "" {
		handle, err := open(chosen)
		if err != nil {
			return 0, fmt.Errorf("%s: %w: %s names a file that can't be opened: %w; hint: name another, or unset %s", s.Name, ErrNotFound, s.Variable, err, s.Variable)
		}
		return handle, nil
	}
	var failures []string
	for _, path := range s.candidates() {
		handle, err := open(path)
		if err == nil {
			return handle, nil
		}
		failures = append(failures, err.Error())
	}
	return 0, fmt.Errorf("%s: %w: tried %s by name and in %s (%s); hint: %s, or set %s to its file",
		s.Name, ErrNotFound, strings.Join(s.Files, ", "), strings.Join(s.Folders, ", "), strings.Join(failures, "; "), s.Hint, s.Variable)
}

// candidates returns the names for the dynamic linker, then the files that there are.
func (s Search) candidates() []string {
	paths := append([]string(nil), s.Files...)
	for _, folder := range s.Folders {
		for _, file := range s.Files {
			found, _ := filepath.Glob(filepath.Join(folder, file)) // fails on a malformed pattern only
			paths = append(paths, found...)
		}
	}
	return paths
}
