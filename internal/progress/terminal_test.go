package progress

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// Neither a file, a pipe nor the null device, which is a character device like
// a terminal, sees anything.
func TestNothingIsWrittenOffTerminals(t *testing.T) {
	t.Setenv("TERM", "xterm")
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	buffer := &bytes.Buffer{}
	for _, bar := range []*Bar{New(file, 3), New(null, 3), New(buffer, 3)} {
		if bar.container != nil {
			t.Fatal("draws")
		}
		bar.Step(1, "second")
		bar.Close()
	}
	if info, err := file.Stat(); err != nil || info.Size() != 0 || buffer.Len() != 0 {
		t.Errorf("%v, %d bytes, %q", err, info.Size(), buffer)
	}
}

// Where the system has pseudo-terminals, the master of one is a terminal, too.
func TestTerminal(t *testing.T) {
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip(err)
	}
	defer terminal.Close()
	t.Setenv("TERM", "dumb")
	if isTerminal(terminal) {
		t.Error("draws on a dumb terminal")
	}
	t.Setenv("TERM", "xterm")
	if !isTerminal(terminal) {
		t.Skip("no terminal on this system")
	}
	bar := New(terminal, 3)
	if bar.container == nil {
		t.Error("doesn't draw on a terminal")
	}
	bar.Step(1, "second")
	bar.Close()
}
