package pickle

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ramp is the formula of testdata: element i of an array.
func ramp(i int) float64 { return float64(i%97-48) / 8 }

func readBytes(content string) (Value, error) {
	value, _, err := Read(bytes.NewReader([]byte(content)), int64(len(content)), NumPy)
	return value, err
}

func readFile(t *testing.T, name string) *Dict {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	value, err := readBytes(string(content))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	dict, ok := value.(*Dict)
	if !ok {
		t.Fatalf("%s holds %s", name, Kind(value))
	}
	return dict
}

func get(t *testing.T, dict *Dict, key string) Value {
	t.Helper()
	value, ok := dict.Get(key)
	if !ok {
		t.Fatalf("there is no key %q", key)
	}
	return value
}

// wantFault fails unless err is a FormatError that says all of parts and has a hint.
func wantFault(t *testing.T, err error, parts ...string) {
	t.Helper()
	var fault *FormatError
	if !errors.As(err, &fault) {
		t.Fatalf("error %v, want a FormatError", err)
	}
	if fault.Want == "" || fault.Hint == "" {
		t.Errorf("%q lacks what is wanted or a hint", err)
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q does not say %q", err, part)
		}
	}
}
