package format

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"aeed/internal/npy"
	"aeed/train/skeleton"
)

// The archives of NumPy, stored and deflated, must read as the formula that made
// them, in any order and by many at once.
func TestNPZOfNumPy(t *testing.T) {
	for name, split := range map[string]string{"NTU60_CS.npz": "xsub", "packed_CV.npz": "xview"} {
		source := opened(t, OpenNPZ, numpyFile(name))
		d := source.Describe()
		if d.Format != "npz" || d.Graph.Name != "ntu-25" || d.Channels != 3 || d.Bodies != 2 || len(d.Classes) != 60 || d.Classes[59] != "A060" {
			t.Errorf("description %v", d)
		}
		var names []string
		for i, class := range []int{0, 59, 7, 3, 3} {
			if got := source.Record(i).Class; got != class {
				t.Errorf("clip %d has class %d, want %d", i, got, class)
			}
			names = append(names, source.Record(i).Name)
		}
		if want := []string{"train-000000", "train-000001", "train-000002", "test-000000", "test-000001"}; source.Len() != 5 || !slices.Equal(names, want) {
			t.Errorf("%d clips %v", source.Len(), names)
		}
		wantSplits(t, source, skeleton.Split{Name: split, Train: names[:3], Test: names[3:]})
		var group sync.WaitGroup
		for _, order := range [][]int{{0, 1, 2, 3, 4}, {4, 2, 0, 3, 1}} {
			group.Go(func() {
				for _, i := range order {
					clip, err := source.Clip(i)
					if err != nil {
						t.Error(err)
						return
					}
					row, shift := i, float32(0)
					if i >= 3 {
						row, shift = i-3, 1
					}
					if clip.Frames != 4 || clip.Bodies != 2 || clip.Joints != 25 {
						t.Errorf("clip %d has %d frames and %d bodies", i, clip.Frames, clip.Bodies)
						return
					}
					for _, at := range [][4]int{{0, 0, 0, 0}, {2, 3, 24, 1}, {1, 2, 7, 0}, {1, 0, 7, 1}} {
						c, f, v, m := at[0], at[1], at[2], at[3]
						if want := ramp((row*4+f)*150+m*75+v*3+c) + shift; clip.At(c, f, v, m) != want {
							t.Errorf("clip %d at %v is %g, want %g", i, at, clip.At(c, f, v, m), want)
						}
					}
				}
			})
		}
		group.Wait()
		last := clipOf(t, source, 4)
		wantPositions(t, last, func(c, f, v, m int) float32 { return ramp((4+f)*150+m*75+v*3+c) + 1 })
	}
}

// The reference preparation of NTU RGB+D, by its authors' program.
func TestNPZOfReference(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "..", "shared", "fixtures", "ntu-raw")
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the fixtures ../shared are not there")
	}
	for name, split := range map[string]string{"expected_xsub.npz": "xsub", "expected_xview.npz": "xview"} {
		source := opened(t, OpenNPZ, filepath.Join(folder, name))
		if source.Len() != 16 || source.Splits()[0].Name != split || len(source.Splits()[0].Train) != 10 {
			t.Errorf("%s: %d clips, split %v", name, source.Len(), source.Splits())
		}
		for i := range source.Len() {
			// The reference moves joint 1 of the first body to the origin.
			if clip := clipOf(t, source, i); clip.Frames != 50 || clip.ShownFrames() < 1 || clip.BodyShown(0) && clip.At(0, 0, 1, 0) != 0 {
				t.Errorf("%s: clip %d: %d frames of %d, joint 1 at %g", name, i, clip.ShownFrames(), clip.Frames, clip.At(0, 0, 1, 0))
			}
		}
	}
}

func TestNPZSplitNames(t *testing.T) {
	for name, want := range map[string]string{
		"NTU60_CS.npz": "xsub", "NTU60_CV.npz": "xview", "NTU120_CSub.npz": "xsub", "NTU120_CSet.npz": "xset", "ntu120_xset_aligned.npz": "xset",
		"NTU60_CS_no_align.npz": "xsub", "data.npz": "official", "cvs/mine.npz": "official", "discs.npz": "official", "xview.npz": "xview",
	} {
		if got := npzSplit(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// ntuArrays are the arrays of a sound archive of 2 + 1 clips of 2 frames, with
// labels of one axis.
func ntuArrays() map[string]*testArray {
	x := func(rows int) *testArray {
		a := &testArray{shape: []int{rows, 2, 75}, dtype: npy.Float32, values: make([]float64, rows*150)}
		for i := range a.values {
			a.values[i] = 1
		}
		return a
	}
	return map[string]*testArray{
		"x_train": x(2), "y_train": {shape: []int{2}, dtype: npy.Int64, values: []float64{0, 4}},
		"x_test": x(1), "y_test": {shape: []int{1}, dtype: npy.Int64, values: []float64{2}},
	}
}

func ntuArchive(t testing.TB, arrays map[string]*testArray) []byte {
	var list []testArray
	for name, a := range arrays {
		a.name = name
		list = append(list, *a)
	}
	slices.SortFunc(list, func(a, b testArray) int { return strings.Compare(a.name, b.name) })
	return archiveOf(t, list...)
}

func TestNPZWithIntegerLabels(t *testing.T) {
	source, err := newNPZ(inMemory("x.npz", ntuArchive(t, ntuArrays())))
	if err != nil {
		t.Fatal(err)
	}
	d := source.Describe()
	if d.Bodies != 1 || len(d.Classes) != 5 || d.Classes[4] != "class 4" || source.Record(1).Class != 4 || source.Record(2).Class != 2 {
		t.Errorf("description %v, classes %d and %d", d, source.Record(1).Class, source.Record(2).Class)
	}
}

func TestNPZFaults(t *testing.T) {
	for name, c := range map[string]struct {
		change func(a map[string]*testArray)
		parts  []string
	}{
		"no test":      {func(a map[string]*testArray) { delete(a, "x_test") }, []string{"want an array x_test", "x_train, y_test, y_train"}},
		"no labels":    {func(a map[string]*testArray) { delete(a, "y_train") }, []string{"want an array y_train"}},
		"columns":      {func(a map[string]*testArray) { a["x_train"].shape = []int{2, 3, 50} }, []string{"x_train", "multiple of 75", "[2 3 50]"}},
		"no columns":   {func(a map[string]*testArray) { a["x_test"] = &testArray{shape: []int{1, 2, 0}, dtype: npy.Float32} }, []string{"x_test", "[1 2 0]"}},
		"no frames":    {func(a map[string]*testArray) { a["x_test"] = &testArray{shape: []int{1, 0, 75}, dtype: npy.Float32} }, []string{"x_test", "[1 0 75]"}},
		"axes":         {func(a map[string]*testArray) { a["x_train"].shape = []int{300} }, []string{"x_train", "(N, T, 150)"}},
		"integers":     {func(a map[string]*testArray) { a["x_train"].dtype = npy.Int64 }, []string{"x_train", "floats", "<i8"}},
		"too few":      {func(a map[string]*testArray) { a["y_train"].shape, a["y_train"].values = []int{1}, []float64{0} }, []string{"y_train", "2 labels", "[1]"}},
		"one label":    {func(a map[string]*testArray) { a["y_train"].shape, a["y_train"].values = []int{}, []float64{0} }, []string{"y_train", "2 labels"}},
		"negative":     {func(a map[string]*testArray) { a["y_train"].values[1] = -1 }, []string{"y_train row 1", "from 0", "-1"}},
		"too great":    {func(a map[string]*testArray) { a["y_train"].values[1] = 1 << 40 }, []string{"y_train row 1", "1099511627776"}},
		"float labels": {func(a map[string]*testArray) { a["y_train"].dtype = npy.Float64 }, []string{"y_train", "one-hot labels", "<f8"}},
		"not one-hot":  {func(a map[string]*testArray) { *a["y_train"] = oneHots(1, 0, 0, 0.5) }, []string{"y_train row 1", "a single 1", "0.5"}},
		"probability":  {func(a map[string]*testArray) { *a["y_train"] = oneHots(1, 0, 0.5, 1) }, []string{"y_train row 1", "[0.5 1]"}},
		"two-hot":      {func(a map[string]*testArray) { *a["y_train"] = oneHots(1, 0, 1, 1) }, []string{"y_train row 1", "[1 1]"}},
		"none-hot":     {func(a map[string]*testArray) { *a["y_train"] = oneHots(0, 0, 1, 0) }, []string{"y_train row 0", "[0 0]"}},
		"no clips": {func(a map[string]*testArray) {
			for _, name := range []string{"train", "test"} {
				a["x_"+name] = &testArray{shape: []int{0, 2, 75}, dtype: npy.Float32}
				a["y_"+name] = &testArray{shape: []int{0}, dtype: npy.Int64}
			}
		}, []string{"clips, found none"}},
	} {
		t.Run(name, func(t *testing.T) {
			arrays := ntuArrays()
			c.change(arrays)
			_, err := newNPZ(inMemory("bad.npz", ntuArchive(t, arrays)))
			wantFileFault(t, err, "bad.npz", c.parts...)
		})
	}
}

func oneHots(values ...float64) testArray {
	return testArray{shape: []int{2, 2}, dtype: npy.Float64, values: values}
}

// A few kilobytes that unpack to one clip of 16 million coordinates are refused
// before they are unpacked.
func TestNPZBomb(t *testing.T) {
	frames := maxClip/75 + 1
	var header, packed, archive bytes.Buffer
	if _, err := npy.NewWriter(&header, []int{1, frames, 75}, npy.Float32); err != nil {
		t.Fatal(err)
	}
	w, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err == nil {
		_, err = w.Write(header.Bytes())
	}
	if err = errors.Join(err, w.Flush()); err != nil {
		t.Fatal(err)
	}
	packed.Write(make([]byte, 70_000))
	z := zip.NewWriter(&archive)
	for _, name := range []string{"x_train.npy", "y_train.npy"} {
		entry, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate,
			CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(header.Len() + 4*75*frames)})
		if err == nil {
			_, err = entry.Write(packed.Bytes())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = newNPZ(inMemory("bomb.npz", archive.Bytes()))
	wantFileFault(t, err, "bomb.npz", "x_train", "at most 16777216 coordinates")
}

// Clips that can't be used are errors of their own; the others can be read.
func TestNPZBadClips(t *testing.T) {
	arrays := ntuArrays()
	arrays["x_train"].values[150+75+3*4+2] = math.NaN()
	clear(arrays["x_test"].values)
	source, err := newNPZ(inMemory("bad.npz", ntuArchive(t, arrays)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := source.Clip(0); err != nil {
		t.Error(err)
	}
	_, err = source.Clip(1)
	wantFileFault(t, err, "bad.npz", "x_train row 1 (clip train-000001)", "coordinate 2 of joint 4 of body 0 in frame 1 is NaN")
	if _, err = source.Clip(2); !errors.Is(err, skeleton.ErrNobody) || !strings.Contains(err.Error(), "bad.npz: x_test row 0 (clip test-000000)") {
		t.Errorf("error %v", err)
	}
}

func TestNPZHostileFiles(t *testing.T) {
	sound := readFile(t, numpyFile("NTU60_CS.npz"))
	for name, content := range map[string][]byte{"empty": nil, "truncated": sound[:len(sound)-100], "half": sound[:len(sound)/2], "another kind": readFile(t, numpyFile("coco2d.pkl"))} {
		path := filepath.Join(t.TempDir(), "bad.npz")
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := OpenNPZ(path)
		if err == nil {
			t.Fatalf("%s is opened", name)
		}
		wantFileFault(t, err, path, "zip")
	}
	if _, err := OpenNPZ(filepath.Join(t.TempDir(), "none.npz")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
	folder := t.TempDir()
	_, err := OpenNPZ(folder)
	wantFileFault(t, err, folder, "want a file")
}
