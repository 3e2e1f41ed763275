package torchfile

import (
	"bytes"
	"strings"
	"testing"
)

// readOrRefuse reads a file and its elements, or gets an error that helps.
func readOrRefuse(t *testing.T, file []byte) {
	tensors, err := Read(bytes.NewReader(file), int64(len(file)))
	if err != nil && !strings.Contains(err.Error(), "; hint: ") {
		t.Errorf("an error without a hint: %v", err)
	}
	for _, x := range tensors {
		if x.Count() < 1<<16 { // an expanded tensor has any number
			values(t, x)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, kind := range []string{"state", "checkpoint", "evil"} {
		for _, format := range []string{"zip", "legacy"} {
			f.Add(content(f, kind+"-"+format+".pt"))
		}
	}
	f.Fuzz(readOrRefuse)
}

// Whichever byte of a file is damaged.
func TestDamage(t *testing.T) {
	for _, name := range []string{"checkpoint-zip.pt", "checkpoint-legacy.pt"} {
		file := content(t, name)
		for i := range file {
			file[i] ^= 0xff
			readOrRefuse(t, file)
			file[i] ^= 0xff
		}
	}
}

func TestTruncation(t *testing.T) {
	for _, name := range []string{"checkpoint-zip.pt", "checkpoint-legacy.pt"} {
		file := content(t, name)
		for length := 0; length < len(file); length += 7 {
			if tensors, err := Read(bytes.NewReader(file[:length]), int64(length)); err == nil {
				t.Errorf("%s: %d tensors in %d of %d bytes", name, len(tensors), length, len(file))
			}
			readOrRefuse(t, file[:length])
		}
	}
}
