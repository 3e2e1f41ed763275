package format

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"aeed/internal/npy"
	"aeed/train/skeleton"
)

// ramp is the formula of testdata/numpy: element i of an array.
func ramp(i int) float32 { return float32(i%97-48) / 8 }

func numpyFile(name string) string { return filepath.Join("testdata", "numpy", name) }

// opened returns what open makes of path, closed when the test ends.
func opened(t *testing.T, open func(string) (skeleton.Source, error), path string) skeleton.Source {
	t.Helper()
	source, err := open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := source.Close(); err != nil {
			t.Error(err)
		}
	})
	return source
}

func clipOf(t *testing.T, source skeleton.Source, i int) skeleton.Clip {
	t.Helper()
	clip, err := source.Clip(i)
	if err != nil {
		t.Fatal(err)
	}
	if len(clip.X) != skeleton.Size(clip.Channels, clip.Frames, clip.Joints, clip.Bodies) {
		t.Fatalf("clip %d has %d coordinates", i, len(clip.X))
	}
	if clip.Record != source.Record(i) {
		t.Errorf("clip %d is %v, its record %v", i, clip.Record, source.Record(i))
	}
	return clip
}

// wantPositions fails unless each position is as want says.
func wantPositions(t *testing.T, clip skeleton.Clip, want func(c, t, v, m int) float32) {
	t.Helper()
	for c := range clip.Channels {
		for f := range clip.Frames {
			for v := range clip.Joints {
				for m := range clip.Bodies {
					if got := clip.At(c, f, v, m); got != want(c, f, v, m) {
						t.Fatalf("clip %s: coordinate %d of frame %d, joint %d, body %d is %g, want %g", clip.Name, c, f, v, m, got, want(c, f, v, m))
					}
				}
			}
		}
	}
}

func wantSplits(t *testing.T, source skeleton.Source, want ...skeleton.Split) {
	t.Helper()
	if got := source.Splits(); !slices.EqualFunc(got, want, func(a, b skeleton.Split) bool {
		return a.Name == b.Name && slices.Equal(a.Train, b.Train) && slices.Equal(a.Test, b.Test)
	}) {
		t.Errorf("splits %v, want %v", got, want)
	}
}

// wantFileFault fails unless err is a skeleton.FormatError that begins with the
// file, says all of parts and has a hint.
func wantFileFault(t *testing.T, err error, file string, parts ...string) {
	t.Helper()
	var fault *skeleton.FormatError
	if !errors.As(err, &fault) {
		t.Fatalf("error %v, want a FormatError", err)
	}
	if !strings.HasPrefix(err.Error(), file+": ") || fault.Want == "" || fault.Hint == "" {
		t.Errorf("%q lacks the file %s, what is wanted, or a hint", err, file)
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q does not say %q", err, part)
		}
	}
}

// inMemory returns content as a file at path, which is a name for messages only.
func inMemory(path string, content []byte) sizedFile {
	return sizedFile{bytes.NewReader(content), closed{}, path, int64(len(content))}
}

type closed struct{}

func (closed) Close() error { return nil }

// An array is what a test puts into an archive.
type testArray struct {
	name   string
	shape  []int
	dtype  npy.DType
	values []float64
}

func archiveOf(t testing.TB, arrays ...testArray) []byte {
	t.Helper()
	var out bytes.Buffer
	z := npy.NewArchiveWriter(&out)
	for _, a := range arrays {
		w, err := z.Create(a.name, a.shape, a.dtype)
		if err == nil {
			err = errors.Join(npy.Write(w, a.values), w.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// readSource reads all of a source, of a file of size bytes, as a fuzz target does:
// faults have the file, and clips are as the description says.
func readSource(t *testing.T, source skeleton.Source, file string) {
	t.Helper()
	description := source.Describe()
	if err := description.Graph.Check(); err != nil || len(description.Classes) == 0 {
		t.Fatalf("description %v, %v", description, err)
	}
	names := map[string]bool{}
	for i := range source.Len() {
		record := source.Record(i)
		if names[record.Name] || record.Name == "" || record.Class < 0 || record.Class >= len(description.Classes) {
			t.Fatalf("record %v", record)
		}
		names[record.Name] = true
		clip, err := source.Clip(i)
		switch {
		case err == nil:
			if clip.Record != record || clip.Channels != description.Channels || clip.Joints != description.Graph.Vertices() || clip.Bodies > description.Bodies || clip.Finite() != nil {
				t.Fatalf("clip %v of %d bodies", clip.Record, clip.Bodies)
			}
		case !errors.Is(err, skeleton.ErrNobody):
			wantFileFault(t, err, file)
		}
	}
	for _, split := range source.Splits() {
		for _, name := range slices.Concat(split.Train, split.Test) {
			if !names[name] {
				t.Fatalf("split %s has %q", split.Name, name)
			}
		}
	}
}

// peakHeap returns the most bytes that the heap had at any of the times when sample
// was called.
type peakHeap uint64

func (p *peakHeap) sample() {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	*p = max(*p, peakHeap(stats.HeapInuse))
}
