package trajectory

import (
	"bytes"
	"strings"
	"testing"
)

// FuzzReader holds the reader to this: an error that names the file and ends
// in a hint, or epochs that are written and read again the same.
func FuzzReader(f *testing.F) {
	f.Add([]byte(soundFile))
	f.Add([]byte(soundFile[:len(soundFile)-40]))
	f.Add([]byte(strings.ReplaceAll(soundFile, "\n", "\r\n")))
	f.Add([]byte(strings.Replace(soundFile, "[0.1,4]", "[1e-3, null]", 1)))
	f.Add([]byte(strings.Replace(soundFile, `"flow":0`, `"flow":-0.0E+00`, 1)))
	f.Add([]byte(soundHeader + "\x00\x00"))
	f.Fuzz(func(t *testing.T, file []byte) {
		header, epochs, err := decode(file)
		if err != nil {
			if text := err.Error(); !strings.HasPrefix(text, "trajectory: run.jsonl: ") || !strings.Contains(text, "; hint: ") {
				t.Fatalf("error %q", text)
			}
			return
		}
		checkSound(t, header, epochs)
	})
}

// FuzzReadParquet holds ReadParquet to the same.
func FuzzReadParquet(f *testing.F) {
	for _, size := range []struct{ classes, epochs int }{{2, 0}, {2, 2}, {20, 3}} {
		header, epochs := simulate(size.classes, size.epochs)
		f.Add(encodedParquet(f, header, epochs))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		header, epochs, err := decodedParquet(file)
		if err != nil {
			if text := err.Error(); !strings.HasPrefix(text, "trajectory: run.parquet") || !strings.Contains(text, "; hint: ") {
				t.Fatalf("error %q", text)
			}
			return
		}
		checkSound(t, header, epochs)
	})
}

func checkSound(t *testing.T, header Header, epochs []Epoch) {
	t.Helper()
	file := encode(t, header, epochs)
	againHeader, again, err := decode(file)
	if err != nil {
		t.Fatalf("what was read can't be read again: %v", err)
	}
	if !sameHeader(header, againHeader) || !sameBits(epochs, again) {
		t.Fatal("what was read is written otherwise")
	}
	if !bytes.Equal(file, encode(t, againHeader, again)) {
		t.Fatal("the second writing differs from the first")
	}
	for i, e := range epochs {
		if e.Number != i || len(e.Classes) != header.Classes {
			t.Fatalf("epoch %d has number %d and %d of %d classes", i, e.Number, len(e.Classes), header.Classes)
		}
	}
}
