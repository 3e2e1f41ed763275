package ntu

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"aeed/train/skeleton"
)

// FuzzRecording holds the parser to this: an error that names the file, what was
// wanted and a hint, or a recording within the limits that is written and read again
// the same and makes a sound clip, or shows nobody.
func FuzzRecording(f *testing.F) {
	text := format(small())
	f.Add([]byte(text))
	f.Add([]byte(strings.ReplaceAll(text, "\n", "\r\n")))
	f.Add([]byte(text[:len(text)/2]))
	f.Add([]byte(swap(1, "-1")))
	f.Add([]byte(swap(2, "99999999999")))
	f.Add([]byte(swap(3, "18446744073709551615 0 1 1 1 1 0 0 0 2")))
	f.Add([]byte(swap(5, "nan 1e38 -1e-400 0 0 0 0 0 0 0 0 0")))
	f.Add([]byte(swap(5, "0x1p-3 1_000 1e6 0 0 0 0 0 0 0 0 0")))
	f.Add([]byte("3\n0\n0\n0\n"))
	f.Add([]byte(""))
	f.Fuzz(func(t *testing.T, text []byte) {
		recording, err := Parse("file", bytes.NewReader(text))
		if err != nil {
			var wrong *skeleton.FormatError
			if !errors.As(err, &wrong) || wrong.File != "file" || wrong.Want == "" || wrong.Hint == "" || recording != nil {
				t.Fatalf("error %v", err)
			}
			return
		}
		again, err := Parse("file", strings.NewReader(format(recording)))
		if err != nil || !reflect.DeepEqual(again, recording) {
			t.Fatalf("read again: %v, %v, want %v", again, err, recording)
		}
		checkClip(t, recording)
	})
}

// FuzzBadList holds ReadBadList to returning names or an error with a hint.
func FuzzBadList(f *testing.F) {
	f.Add([]byte("a heading\n\nS001C002P005R002A008\n# remark\nS001C002P005R002A009.skeleton\r\n"))
	f.Add([]byte("S001C002P005R002A008\nS001"))
	f.Fuzz(func(t *testing.T, text []byte) {
		names, err := readBadList("file", bytes.NewReader(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "file: line ") || !strings.Contains(err.Error(), "; hint: ") {
				t.Fatalf("error %v", err)
			}
			return
		}
		for _, name := range names {
			if _, err := ParseName(name); err != nil {
				t.Fatal(err)
			}
		}
	})
}
