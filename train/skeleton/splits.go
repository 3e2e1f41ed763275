package skeleton

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const trainSuffix, testSuffix = ".train.txt", ".test.txt"

// files returns the paths of the lists of a split inside a set.
func (s Split) files() []string {
	return []string{filepath.Join(splitsFolder, s.Name+trainSuffix), filepath.Join(splitsFolder, s.Name+testSuffix)}
}

// WriteSplit adds a split to the prepared set in dir, or replaces the one of that
// name.
func WriteSplit(dir string, s Split) error {
	if s.Name == "" || strings.ContainsAny(s.Name, "/\\") || strings.HasPrefix(s.Name, ".") {
		return fmt.Errorf("a split can't be called %q; hint: its name becomes a file's", s.Name)
	}
	for i, names := range [][]string{s.Train, s.Test} {
		if err := WriteList(filepath.Join(dir, s.files()[i]), names); err != nil {
			return err
		}
	}
	return nil
}

// readSplits returns the splits in the folder of a set, in the order of their
// names.
func readSplits(dir string) ([]Split, error) {
	entries, err := os.ReadDir(filepath.Join(dir, splitsFolder))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	var splits []Split
	for _, file := range entries {
		name, isTrain := strings.CutSuffix(file.Name(), trainSuffix)
		if !isTrain {
			continue
		}
		s := Split{Name: name}
		if s.Train, err = ReadList(filepath.Join(dir, s.files()[0])); err != nil {
			return nil, err
		}
		if s.Test, err = ReadList(filepath.Join(dir, s.files()[1])); err != nil {
			return nil, err
		}
		splits = append(splits, s)
	}
	slices.SortFunc(splits, func(a, b Split) int { return strings.Compare(a.Name, b.Name) })
	return splits, nil
}
