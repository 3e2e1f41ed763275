package ntu

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"aeed/train/skeleton"
)

// extension ends the names of recordings.
const extension = ".skeleton"

// ReadBadList reads a list of bad samples: the name of a recording a line, with or
// without ".skeleton". Blank lines, lines that begin with #, and a heading before
// the first name, which is any line of several words, are skipped. An error, such
// as that of a list without a name, names the line.
func ReadBadList(path string) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readBadList(path, file)
}

// maxBadNames exceeds the number of recordings in NTU RGB+D 120.
const maxBadNames = 1 << 18

func readBadList(path string, r io.Reader) ([]string, error) {
	var names []string
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, maxLineBytes), maxLineBytes)
	line := 0
	wrong := func(want, found string) error {
		return &skeleton.FormatError{File: path, Place: fmt.Sprintf("line %d", line), Want: want, Found: found,
			Hint: "write a name such as S001C002P003R002A013 on each line, and # before a remark"}
	}
	for lines.Scan() {
		line++
		text := strings.TrimSpace(lines.Text())
		heading := len(names) == 0 && len(strings.Fields(text)) > 1
		if text == "" || text[0] == '#' || heading {
			continue
		}
		name := strings.TrimSuffix(text, extension)
		if _, err := ParseName(name); err != nil {
			return nil, wrong("the name of a recording", quote(text))
		}
		if len(names) == maxBadNames {
			return nil, wrong(fmt.Sprintf("at most %d names", maxBadNames), "more")
		}
		names = append(names, name)
	}
	if err := lines.Err(); err == bufio.ErrTooLong {
		line++
		return nil, wrong(fmt.Sprintf("a line of less than %d bytes", maxLineBytes), "a longer one")
	} else if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(names) == 0 {
		return nil, wrong("the name of a recording", "the end of the list without one")
	}
	return names, nil
}
