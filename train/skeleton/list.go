package skeleton

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"aeed/internal/wholefile"
)

// What a list holds at most.
const (
	maxNames     = 1 << 19 // twice the largest data set in use
	maxNameBytes = 1024
)

// ReadList reads the names of a list, one a line. Lines may end in CRLF, and the
// last need not end. A blank line, a name with a path separator, a control character
// or white space around it, and a name that comes twice are errors, of
// type *FormatError. A list has at most 2¹⁹ names of at most 1024
// bytes.
func ReadList(path string) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readList(path, file)
}

func readList(path string, r io.Reader) ([]string, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxNameBytes+len("\r\n"))
	list := newList(path)
	for lines.Scan() {
		if err := list.add(lines.Text()); err != nil {
			return nil, err
		}
	}
	switch err := lines.Err(); {
	case err == bufio.ErrTooLong:
		return nil, list.wrong(len(list.names)+1, fmt.Sprintf("a name of at most %d bytes", maxNameBytes), "a longer one", "a list has one name a line")
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return list.names, nil
}

// WriteList writes names to a new file, as ReadList reads them and in the form of the
// published lists: the last line does not end. The file is there as a whole or not at
// all. What ReadList would refuse is an error.
func WriteList(path string, names []string) error {
	list := newList(path)
	for _, name := range names {
		if err := list.add(name); err != nil {
			return err
		}
	}
	return wholefile.WriteBytes(path, []byte(strings.Join(names, "\n")))
}

// A list is names that are fit for a file.
type list struct {
	path  string
	names []string
	line  map[string]int // of every name, from 1
}

func newList(path string) *list { return &list{path: path, line: map[string]int{}} }

// add adds the name on the next line.
func (l *list) add(name string) error {
	line := len(l.names) + 1
	first, twice := l.line[name]
	switch {
	case line > maxNames:
		return l.wrong(line, fmt.Sprintf("at most %d names", maxNames), "more", "give the list of names, not the data")
	case len(name) > maxNameBytes:
		return l.wrong(line, fmt.Sprintf("a name of at most %d bytes", maxNameBytes), "a longer one", "a list has one name a line")
	case strings.TrimSpace(name) == "":
		return l.wrong(line, "the name of a clip", "a blank line", "remove it")
	case strings.ContainsAny(name, `/\`) || strings.ContainsFunc(name, unicode.IsControl) || strings.TrimSpace(name) != name:
		return l.wrong(line, "the name of a clip without path, white space around it or control characters", fmt.Sprintf("%.60q", name), "list names as they are in the data set")
	case twice:
		return l.wrong(line, "every name once", fmt.Sprintf("%.60q in line %d too", name, first), "remove one of the two")
	}
	l.names = append(l.names, name)
	l.line[name] = line
	return nil
}

func (l *list) wrong(line int, want, found, hint string) error {
	return &FormatError{File: l.path, Place: fmt.Sprintf("line %d", line), Want: want, Found: found, Hint: hint}
}
