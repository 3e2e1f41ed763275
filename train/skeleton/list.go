package skeleton

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"aeed/internal/wholefile"
)

// ReadList reads a list of clips: a name a line, in order, without blank lines. A
// name that comes twice, is blank or has a path separator is an error that names
// the line.
func ReadList(path string) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return parseList(file, path)
}

func parseList(r io.Reader, path string) ([]string, error) {
	names := []string{}
	lineOf := map[string]int{}
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		name := strings.TrimSuffix(lines.Text(), "\r")
		wrong := func(found string) error {
			return &FormatError{path, fmt.Sprintf("line %d", number), "the name of one clip", found,
				"a list has a name a line, each once, and nothing else"}
		}
		switch first, double := lineOf[name]; {
		case strings.TrimSpace(name) == "":
			return nil, wrong("nothing")
		case strings.ContainsAny(name, "/\\\x00"):
			return nil, wrong(fmt.Sprintf("%q, a path", name))
		case double:
			return nil, wrong(fmt.Sprintf("%s again, as in line %d", name, first))
		}
		lineOf[name] = number
		names = append(names, name)
	}
	if err := lines.Err(); err != nil {
		return nil, &FormatError{path, fmt.Sprintf("after line %d", len(names)), "text", err.Error(), "a list has a name a line"}
	}
	return names, nil
}

// WriteList writes a list of clips that ReadList reads.
func WriteList(path string, names []string) error {
	return wholefile.Write(path, func(w io.Writer) error {
		for _, name := range names {
			if _, err := io.WriteString(w, name+"\n"); err != nil {
				return err
			}
		}
		return nil
	})
}

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
	return splits, nil
}
