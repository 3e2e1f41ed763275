package tfevents

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var start = time.Unix(1700000000, 250_000_000)

// golden are the records that TensorBoard 2.21 itself writes of the version at start,
// and at step 300, 1.25 seconds later, of a loss of 0 and an accuracy/many of 0.1.
var golden = []string{
	"1800000000000000a37f4b220900001040fc54d9411a0d627261696e2e4576656e743a32338d2fe9",
	"31000000000000009d8383e90900006040fc54d94110ac022a230a0b0a046c6f737315000000000a140a0d61636375726163792f6d616e7915cdcccc3d12cb429b",
}

// foreign is a record of TensorBoard's with fields that are passed over: at time 2 and
// step −1 a histogram h, a simple value s of +Inf, and an x of 2 with metadata.
const foreign = "5e00000000000000d8b06ebc09000000000000004010ffffffffffffffffff012a430a200a01682a1b09000000000000f03f3a10000000000000f03f00000000000000400a080a0173150000807f0a150a017815000000404a0b0a090a077363616c61727352030a0177e1c9251a"

// mustCreate begins a file and adds a loss, equal to the step, at each of the steps.
func mustCreate(t testing.TB, steps ...int64) *Writer {
	t.Helper()
	w, err := Create(t.TempDir(), "host", start)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.file.Close() })
	mustAdd(t, w, steps...)
	return w
}

func mustAdd(t testing.TB, w *Writer, steps ...int64) {
	t.Helper()
	for _, step := range steps {
		if err := w.Add(start, step, Scalar{"loss", float64(step)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
}

func mustRead(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// inFile returns the path of a file that has the content.
func inFile(t testing.TB, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), Prefix+"1.host")
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// all reads events up to the first error, io.EOF at the end of the file.
func all(content []byte) (events []Event, err error) {
	r := NewReader("file", bytes.NewReader(content))
	for {
		event, err := r.Next()
		if err != nil {
			return events, err
		}
		events = append(events, event)
	}
}

// wantSteps checks that the file holds a loss at each of the steps and no other event.
func wantSteps(t testing.TB, path string, steps ...int64) {
	t.Helper()
	events, err := all(mustRead(t, path))
	if err != io.EOF || len(events) != len(steps)+1 || events[0].Version != version {
		t.Fatalf("%+v, %v, want steps %v", events, err, steps)
	}
	for i, step := range steps {
		if got := events[i+1]; !equal(got, Event{WallTime: seconds(start), Step: step, Scalars: []Scalar{{"loss", float64(step)}}}) {
			t.Errorf("event %d is %+v, want step %d", i, got, step)
		}
	}
}

// equal compares bits, all NaN being one.
func equal(a, b Event) bool {
	same := func(x, y float64) bool {
		return math.Float64bits(x) == math.Float64bits(y) || math.IsNaN(x) && math.IsNaN(y)
	}
	if !same(a.WallTime, b.WallTime) || a.Step != b.Step || a.Version != b.Version || len(a.Scalars) != len(b.Scalars) {
		return false
	}
	for i := range a.Scalars {
		if a.Scalars[i].Tag != b.Scalars[i].Tag || !same(a.Scalars[i].Value, b.Scalars[i].Value) {
			return false
		}
	}
	return true
}

func wantError(t testing.TB, err error, parts ...string) {
	t.Helper()
	for _, part := range append(parts, "; hint: ") {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("error %v, want it to say %q", err, part)
		}
	}
}

func isTorn(err error) bool {
	var fault *FormatError
	return errors.As(err, &fault) && fault.Torn
}
