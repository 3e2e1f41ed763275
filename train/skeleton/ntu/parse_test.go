package ntu

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"aeed/train/skeleton"
)

// small is a recording of a frame with two bodies, one with none and one with one.
func small() Recording {
	r := record(3, part{id: 1, x: 1}, part{id: 72057594037931101, x: 2})
	r[2] = Frame{{ID: 1, Pose: stand(1, 0.25, -0.5)}}
	return r
}

func TestParse(t *testing.T) {
	text := format(small())
	for name, text := range map[string]string{
		"as written":        text,
		"CRLF":              strings.ReplaceAll(text, "\n", "\r\n"),
		"no last line end":  strings.TrimSuffix(text, "\n"),
		"blank lines after": text + "\n \r\n\t\n",
		"spaces and tabs":   strings.ReplaceAll(strings.ReplaceAll(text, " ", " \t "), "\n", " \n"),
	} {
		got, err := Parse("file", strings.NewReader(text))
		if err != nil || !reflect.DeepEqual(got, small()) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	for _, text := range []string{"0", "0\n"} {
		if got, err := Parse("file", strings.NewReader(text)); err != nil || len(got) != 0 {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

// swap returns the text of small with one line, from 1, replaced.
func swap(line int, by string) string {
	lines := strings.Split(format(small()), "\n")
	lines[line-1] = by
	return strings.Join(lines, "\n")
}

func TestParseRefuses(t *testing.T) {
	const joint = " 0 0 0 0 0 0 0 0 0"
	for name, c := range map[string]struct{ text, place, want, found string }{
		"empty":                    {"", "line 0", "the number of frames, 0 to 10000", "the end of the file"},
		"another format":           {"{\"data\": []}", "line 1", "the number of frames, 0 to 10000", `"{\"data\": []}"`},
		"negative frames":          {swap(1, "-3"), "line 1", "the number of frames, 0 to 10000", `"-3"`},
		"absurd frames":            {swap(1, "10001"), "line 1", "the number of frames, 0 to 10000", `"10001"`},
		"more than an int of them": {swap(1, "99999999999999999999999"), "line 1", "the number of frames, 0 to 10000", `"99999999999999999999999"`},
		"a fraction of a frame":    {swap(1, "3.0"), "line 1", "the number of frames, 0 to 10000", `"3.0"`},
		"a frame too many":         {swap(1, "2"), "line 58", "the end of the file after the last frame", `"1"`},
		"a frame too few":          {swap(1, "4"), "line 85, frame 3", "the number of bodies, 0 to 6", "the end of the file"},
		"negative bodies":          {swap(2, "-1"), "line 2, frame 0", "the number of bodies, 0 to 6", `"-1"`},
		"absurd bodies":            {swap(2, "7"), "line 2, frame 0", "the number of bodies, 0 to 6", `"7"`},
		"a body too many":          {swap(2, "1"), "line 30, frame 1", "the number of bodies, 0 to 6", `"72057594037931101 0 1 1 1 1 0 0.01 -0.1 "…`},
		"a body too few":           {swap(2, "3"), "line 57, frame 0, body 2", "a body, 10 numbers", "1 fields"},
		"body of another kind":     {swap(3, "1 0 1"), "line 3, frame 0, body 0", "a body, 10 numbers", "3 fields"},
		"a negative ID":            {swap(3, "-1 0 1 1 1 1 0 0 0 2"), "line 3, frame 0, body 0", "the ID of a body, a whole number", `"-1"`},
		"an ID twice":              {swap(30, "1 0 1 1 1 1 0 0 0 2"), "line 56, frame 0, body 1", "bodies with different IDs in a frame", "ID 1 twice"},
		"20 joints":                {swap(4, "20"), "line 4, frame 0, body 0", "25 joints", `"20"`},
		"a short joint":            {swap(29, "1 2 3"), "line 29, frame 0, body 0", "a joint, 12 numbers", "3 fields"},
		"a long joint":             {swap(29, "1 2 3 4"+joint), "line 29, frame 0, body 0", "a joint, 12 numbers", "13 fields"},
		"no joint":                 {swap(29, ""), "line 29, frame 0, body 0", "a joint, 12 numbers", "0 fields"},
		"a word":                   {swap(5, "1 two 3"+joint), "line 5, frame 0, body 0", "a coordinate in metres", `"two"`},
		"NaN":                      {swap(5, "NaN 2 3"+joint), "line 5, frame 0, body 0", "a coordinate in metres", `"NaN"`},
		"infinity":                 {swap(5, "1 2 -inf"+joint), "line 5, frame 0, body 0", "a coordinate in metres", `"-inf"`},
		"beyond any room":          {swap(5, "1 1000001 3"+joint), "line 5, frame 0, body 0", "a coordinate in metres", `"1000001"`},
		"beyond float64":           {swap(5, "1 1e999 3"+joint), "line 5, frame 0, body 0", "a coordinate in metres", `"1e999"`},
		"text after the end":       {format(small()) + "\n\nmore", "line 88", "the end of the file after the last frame", `"more"`},
		"a line of 4 KiB":          {swap(29, strings.Repeat("1 ", 2048)), "line 29, frame 0, body 0", "a line of less than 4096 bytes", "a longer one"},
		"zeros":                    {strings.Repeat("\x00", 5000), "line 1", "a line of less than 4096 bytes", "a longer one"},
	} {
		got, err := Parse("file", strings.NewReader(c.text))
		var wrong *skeleton.FormatError
		if !errors.As(err, &wrong) || got != nil {
			t.Errorf("%s: %v, error %v", name, got, err)
			continue
		}
		if wrong.File != "file" || wrong.Place != c.place || wrong.Want != c.want || wrong.Found != c.found || wrong.Hint == "" {
			t.Errorf("%s: %+v", name, *wrong)
		}
	}
}

// A file that is cut off at any line says so, with the number of the last line.
func TestParseTruncated(t *testing.T) {
	lines := strings.SplitAfter(strings.TrimSuffix(format(small()), "\n"), "\n")
	for n := range lines {
		_, err := Parse("file", strings.NewReader(strings.Join(lines[:n], "")))
		var wrong *skeleton.FormatError
		if !errors.As(err, &wrong) || wrong.Found != "the end of the file" || !strings.Contains(wrong.Hint, "cut off") {
			t.Fatalf("after %d lines: error %v", n, err)
		}
		if place, _, _ := strings.Cut(wrong.Place, ","); place != fmt.Sprintf("line %d", n) {
			t.Fatalf("after %d lines: place %q", n, wrong.Place)
		}
	}
}

func TestParsePassesErrorsOn(t *testing.T) {
	broken := errors.New("broken")
	text := format(small())
	for _, n := range []int{0, 1, 500, len(text)} {
		source := io.MultiReader(strings.NewReader(text[:n]), iotest.ErrReader(broken))
		if got, err := Parse("file", source); !errors.Is(err, broken) || got != nil {
			t.Errorf("after %d bytes: %v, error %v", n, got, err)
		}
	}
}
