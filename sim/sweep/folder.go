package sweep

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"aeed/internal/wholefile"
)

// The files of a sweep's folder.
const (
	specName    = "sweep.yaml"
	tableName   = "points.parquet"
	journalName = "journal" // while the sweep runs
	lockName    = ".lock"
)

// claim makes dir, if need be, the folder of a spec, and of this process alone
// until it is released. A folder of another spec is an error.
func claim(dir string, spec *Spec) (release func() error, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, diskError("make", dir, err)
	}
	release, err = lock(filepath.Join(dir, lockName))
	if errors.Is(err, errLocked) {
		return nil, fmt.Errorf("sweep: another process works in %s; hint: wait for it, or choose another folder with --out", dir)
	}
	if err != nil {
		return nil, diskError("lock", dir, err)
	}
	err = tidy(dir)
	if err == nil {
		err = freeze(dir, spec)
	}
	if err != nil {
		return nil, errors.Join(err, release())
	}
	return release, nil
}

// freeze writes the spec into dir, or checks that it is the one that is there.
func freeze(dir string, spec *Spec) error {
	path := filepath.Join(dir, specName)
	found, err := ReadSpec(path)
	if errors.Is(err, fs.ErrNotExist) {
		if table := filepath.Join(dir, tableName); exists(table) {
			return fmt.Errorf("sweep: %s has a %s that belongs to no %s; hint: choose another folder with --out", dir, tableName, specName)
		}
		return replace(path, func(out io.Writer) error {
			_, err := out.Write(spec.YAML())
			return err
		})
	}
	if err != nil {
		return err
	}
	if key, theirs, ours := found.difference(spec); key != "" {
		return fmt.Errorf("sweep: %s belongs to another sweep: %s is %s there and %s here; hint: choose another folder with --out, or resume that one with aeed sweep %s --out %s",
			dir, key, orUnset(theirs), orUnset(ours), path, dir)
	}
	if content, err := os.ReadFile(path); err == nil && !bytes.Equal(content, spec.YAML()) {
		return fmt.Errorf("sweep: %s has been edited; hint: copy it to another folder and run the copy", path)
	}
	return nil
}

func orUnset(text string) string {
	if text == "" {
		return "not set"
	}
	return text
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// replace makes path the file that write produces, whole or not at all.
func replace(path string, write func(io.Writer) error) error {
	if err := wholefile.Write(path, write); err != nil {
		return diskError("write", path, err)
	}
	return nil
}

// tidy removes the unfinished files that killed processes have left.
func tidy(dir string) error {
	entries, err := os.ReadDir(dir)
	for _, entry := range entries {
		name := entry.Name()
		unfinished := strings.HasPrefix(name, "."+specName+".") || strings.HasPrefix(name, "."+tableName+".")
		if unfinished && strings.HasSuffix(name, ".tmp") {
			err = errors.Join(err, os.Remove(filepath.Join(dir, name)))
		}
	}
	if err != nil {
		return diskError("tidy", dir, err)
	}
	return nil
}

func diskError(what, path string, err error) error {
	return fmt.Errorf("sweep: can't %s %s: %w; hint: check the space and the rights on the disk; the same command resumes, and finished points are safe", what, path, err)
}
