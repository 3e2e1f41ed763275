package skeleton

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func TestReadList(t *testing.T) {
	long := strings.Repeat("x", maxNameBytes)
	for text, want := range map[string][]string{
		"":                  nil,
		"a\nb":              {"a", "b"},
		"a\nb\n":            {"a", "b"},
		"b\r\na\r\n":        {"b", "a"},
		"a b\nä.skeleton":   {"a b", "ä.skeleton"},
		long + "\r\n" + "a": {long, "a"},
	} {
		got, err := readList("list.txt", strings.NewReader(text))
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%.20q: %.80v, %v, want %.80v", text, got, err, want)
		}
	}
}

func TestReadListRefuses(t *testing.T) {
	var many strings.Builder
	for i := range maxNames + 1 {
		fmt.Fprintln(&many, i)
	}
	for text, says := range map[string]string{
		"\n":           "line 1: want the name of a clip, found a blank line",
		"a\n\nb":       "line 2: want the name of a clip, found a blank line",
		"a\n \t\n":     "line 2: want the name of a clip, found a blank line",
		"a\nb\nc\na\n": `line 4: want every name once, found "a" in line 1 too`,
		"a\n../b":      `line 2: want the name of a clip without path, white space around it or control characters, found "../b"`,
		`a\b`:          "line 1: want the name of a clip without path",
		"a \nb":        "line 1: want the name of a clip without path",
		"a\x00\nb":     "line 1: want the name of a clip without path",
		"a\rb\n":       "line 1: want the name of a clip without path",
		"a\n" + strings.Repeat("x", maxNameBytes+1) + "\n": "line 2: want a name of at most 1024 bytes",
		"a\n" + strings.Repeat("x", 5000):                  "line 2: want a name of at most 1024 bytes",
		many.String():                                      fmt.Sprintf("line %d: want at most %d names", maxNames+1, maxNames),
	} {
		got, err := readList("list.txt", strings.NewReader(text))
		var wrong *FormatError
		if !errors.As(err, &wrong) || !strings.HasPrefix(err.Error(), "list.txt: "+says) || wrong.Hint == "" || len(got) != 0 {
			t.Errorf("%.20q: %d names, error %v", text, len(got), err)
		}
	}
	broken := errors.New("broken")
	if _, err := readList("list.txt", iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if _, err := ReadList(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: error %v", err)
	}
}

func TestWriteList(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.txt")
	if err := WriteList(path, []string{"b", "a"}); err != nil {
		t.Fatal(err)
	}
	got, err := ReadList(path)
	if err != nil || !slices.Equal(got, []string{"b", "a"}) {
		t.Errorf("%v, %v", got, err)
	}
	for _, names := range [][]string{{"a", "a"}, {""}, {"a\nb"}, {"a/b"}} {
		var wrong *FormatError
		if err := WriteList(path, names); !errors.As(err, &wrong) {
			t.Errorf("%q: error %v", names, err)
		}
	}
	if content, _ := os.ReadFile(path); string(content) != "b\na" {
		t.Errorf("after refusals the file holds %q", content)
	}
}

// FuzzList holds the reader to this: an error with a line and a hint, or names that
// are written and read again the same.
func FuzzList(f *testing.F) {
	f.Add([]byte("S001C001P001R001A001\nS001C001P001R001A002"))
	f.Add([]byte("a01_s01_e00_v01\r\na01_s01_e00_v02\r\n"))
	f.Add([]byte("a\n\nb"))
	f.Add([]byte("a\na"))
	f.Add([]byte("../../etc/passwd\n\x00\xff"))
	f.Fuzz(func(t *testing.T, text []byte) {
		names, err := readList("list.txt", strings.NewReader(string(text)))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "list.txt: line ") || !strings.Contains(err.Error(), "; hint: ") || names != nil {
				t.Fatalf("%d names, error %v", len(names), err)
			}
			return
		}
		again, err := readList("list.txt", strings.NewReader(strings.Join(names, "\n")))
		if err != nil || !slices.Equal(again, names) {
			t.Fatalf("read again: %q, %v, want %q", again, err, names)
		}
	})
}
