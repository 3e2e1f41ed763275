package trajectory

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"testing"

	"aeed/dynamics"
)

// simulate returns the header and the epochs of a controller that is fed with
// entropies that wander; class 0 is hidden in every third epoch.
func simulate(classes, epochs int) (Header, []Epoch) {
	controller, err := dynamics.NewController(classes, dynamics.DefaultParameters())
	if err != nil {
		panic(err)
	}
	run := make([]Epoch, epochs)
	for number := range run {
		for class := range classes {
			if class == 0 && number%3 == 2 {
				continue
			}
			phase := math.Sin(float64(7*number + 13*class))
			if err := controller.Observe(class, controller.Parameters().Eta*(1+phase)*dynamics.MaxEntropy(classes)/2); err != nil {
				panic(err)
			}
		}
		records, err := controller.EndEpoch()
		if err != nil {
			panic(err)
		}
		run[number] = Epoch{Number: number, Classes: make([]Record, classes)}
		for class, record := range records {
			accuracy := math.NaN()
			if class%2 == 1 {
				accuracy = 1 / float64(number+1)
			}
			run[number].Classes[class] = Record{ClassEpoch: record, LossWeight: record.Weight, Accuracy: accuracy}
		}
	}
	header := NewHeader(classes, dynamics.DefaultParameters())
	header.Seed = new(uint64(1))
	return header, run
}

// encode returns the bytes of a whole file.
func encode(t testing.TB, header Header, epochs []Epoch) []byte {
	t.Helper()
	file, err := header.line()
	if err != nil {
		t.Fatal(err)
	}
	for i := range epochs {
		file = epochs[i].appendLines(file)
	}
	return file
}

func decode(file []byte) (Header, []Epoch, error) {
	r, err := NewReader("run.jsonl", bytes.NewReader(file))
	if err != nil {
		return Header{}, nil, err
	}
	epochs, err := r.readAll()
	return r.Header(), epochs, err
}

// sameBits compares to the bit, all NaN being alike.
func sameBits(a, b []Epoch) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Number != b[i].Number || len(a[i].Classes) != len(b[i].Classes) {
			return false
		}
		for class := range a[i].Classes {
			x, y := rowOf(i, class, &a[i].Classes[class]), rowOf(i, class, &b[i].Classes[class])
			for f := range x {
				if math.Float64bits(x[f]) != math.Float64bits(y[f]) && !(math.IsNaN(x[f]) && math.IsNaN(y[f])) {
					return false
				}
			}
		}
	}
	return true
}

func sameHeader(a, b Header) bool {
	name, _, _ := difference(&a, &b)
	return name == ""
}

func inFolder(t testing.TB, name string) string { return filepath.Join(t.TempDir(), name) }

func mustRead(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func mustWrite(t testing.TB, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

func wantError(t testing.TB, err error, want string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want\n%s", want)
	}
	if err.Error() != want {
		t.Fatalf("error\n%s\nwant\n%s", err, want)
	}
}
