package format

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aeed/internal/npy"
	"aeed/train/skeleton"
)

// The files of NumPy must read as the formula that made them.
func TestKineticsNPYOfNumPy(t *testing.T) {
	source := opened(t, OpenKineticsNPY, numpyFile("kinetics"))
	d := source.Describe()
	if d.Format != "kinetics-npy" || d.Graph.Name != "openpose-18" || d.Channels != 3 || d.Bodies != 2 || len(d.Classes) != 400 || d.Classes[399] != "class 399" {
		t.Errorf("description %v", d)
	}
	wantSplits(t, source, skeleton.Split{Name: "official", Train: []string{"x", "y"}, Test: []string{"z"}})
	for i, class := range []int{4, 0, 399} {
		clip := clipOf(t, source, i)
		row, shift := i, float32(0)
		if i == 2 {
			row, shift = 0, 1
		}
		if clip.Class != class || clip.Frames != 4 {
			t.Errorf("clip %d has class %d and %d frames", i, clip.Class, clip.Frames)
		}
		wantPositions(t, clip, func(c, f, v, m int) float32 { return ramp((((row*3+c)*4+f)*18+v)*2+m) + shift })
	}
}

// npyOf returns a .npy file of ones.
func npyOf(t testing.TB, dtype npy.DType, shape ...int) string {
	t.Helper()
	var out strings.Builder
	w, err := npy.NewWriter(&out, shape, dtype)
	if err != nil {
		t.Fatal(err)
	}
	n := 1
	for _, extent := range shape {
		n *= extent
	}
	ones := make([]float32, n)
	for i := range ones {
		ones[i] = 1
	}
	if err := errors.Join(npy.Write(w, ones), w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// labelsOf returns the pickle of protocol 0 of a list of names and of their classes.
func labelsOf(names string, classes ...int) string {
	text := "((l"
	for _, name := range strings.Fields(names) {
		text += fmt.Sprintf("V%s\na", name)
	}
	text += "(l"
	for _, class := range classes {
		text += fmt.Sprintf("I%d\na", class)
	}
	return text + "t."
}

func TestKineticsNPYOfNTU(t *testing.T) {
	x := npyOf(t, npy.Float32, 1, 3, 2, 25, 2)
	source := opened(t, OpenKineticsNPY, folderOf(t, map[string]string{
		"train_data.npy": x, "train_label.pkl": labelsOf("S001C002P003R002A013", 12),
		"val_data.npy": x, "val_label.pkl": labelsOf("S017C001P009R001A060", 59),
	}))
	if d := source.Describe(); d.Graph.Name != "ntu-25" || d.Classes[59] != "A060" {
		t.Errorf("description %v", d)
	}
	if got, want := source.Record(0), (skeleton.Record{Name: "S001C002P003R002A013", Class: 12, Subject: 3, Camera: 2, Setup: 1}); got != want {
		t.Errorf("record %v, want %v", got, want)
	}
}

func TestKineticsNPYFaults(t *testing.T) {
	sound := map[string]string{
		"train_data.npy": npyOf(t, npy.Float32, 2, 3, 1, 18, 2), "train_label.pkl": labelsOf("a b", 0, 1),
		"val_data.npy": npyOf(t, npy.Float32, 1, 3, 1, 18, 2), "val_label.pkl": labelsOf("c", 0),
	}
	if _, err := OpenKineticsNPY(folderOf(t, sound)); err != nil {
		t.Fatal(err)
	}
	none := npyOf(t, npy.Float32, 0, 3, 1, 18, 2)
	for name, c := range map[string]struct {
		files map[string]string
		file  string
		parts []string
	}{
		"empty data":        {map[string]string{"train_data.npy": ""}, "train_data.npy", []string{"header"}},
		"truncated data":    {map[string]string{"val_data.npy": sound["val_data.npy"][:200]}, "val_data.npy", []string{"432 bytes"}},
		"empty labels":      {map[string]string{"train_label.pkl": ""}, "train_label.pkl", []string{"byte 0", "end of the file"}},
		"hostile labels":    {map[string]string{"val_label.pkl": "cposix\nsystem\n(S'echo hurt'\ntR."}, "val_label.pkl", []string{"wants to call posix.system"}},
		"a cycle":           {map[string]string{"val_label.pkl": "]q\x00(h\x00h\x00e."}, "val_label.pkl", []string{"an integer", "a list of 2"}},
		"no pair":           {map[string]string{"val_label.pkl": "K\x01."}, "val_label.pkl", []string{"a pair (names, classes)", "the integer 1"}},
		"three":             {map[string]string{"val_label.pkl": "K\x01K\x01K\x01\x87."}, "val_label.pkl", []string{"a pair", "a tuple of 3"}},
		"no names":          {map[string]string{"val_label.pkl": "K\x01]\x86."}, "val_label.pkl", []string{"names", "a list"}},
		"no name":           {map[string]string{"val_label.pkl": "](K\x01e](K\x00e\x86."}, "val_label.pkl", []string{"name 0", "the integer 1"}},
		"no classes":        {map[string]string{"val_label.pkl": "]K\x01\x86."}, "val_label.pkl", []string{"classes", "NumPy array"}},
		"mislabelled":       {map[string]string{"val_label.pkl": labelsOf("c", -1)}, "val_label.pkl", []string{"classes row 0", "from 0", "-1"}},
		"class of millions": {map[string]string{"val_label.pkl": labelsOf("c", 1<<30)}, "val_label.pkl", []string{"classes row 0", "1073741824"}},
		"too few names":     {map[string]string{"train_label.pkl": labelsOf("a", 0)}, "train_label.pkl", []string{"each of 2 clips", "1 names and 1 classes"}},
		"too few classes":   {map[string]string{"train_label.pkl": labelsOf("a b", 0)}, "train_label.pkl", []string{"2 names and 1 classes"}},
		"too many classes":  {map[string]string{"train_label.pkl": labelsOf("a b", 0, 1, 1)}, "train_label.pkl", []string{"at most 2 integers"}},
		"a name twice":      {map[string]string{"val_label.pkl": labelsOf("a", 0)}, "val_data.npy", []string{"clip a", "once"}},
		"joints":            {map[string]string{"train_data.npy": npyOf(t, npy.Float32, 2, 3, 1, 19, 2)}, "train_data.npy", []string{"known graph", "[2 3 1 19 2]"}},
		"other joints":      {map[string]string{"val_data.npy": npyOf(t, npy.Float32, 1, 3, 1, 25, 2)}, "val_data.npy", []string{"the same for train and val"}},
		"channels":          {map[string]string{"train_data.npy": npyOf(t, npy.Float32, 2, 2, 1, 18, 2)}, "train_data.npy", []string{"(N, 3, T, V, M)"}},
		"axes":              {map[string]string{"train_data.npy": npyOf(t, npy.Float32, 2, 3, 18, 2)}, "train_data.npy", []string{"(N, 3, T, V, M)"}},
		"no axes":           {map[string]string{"train_data.npy": npyOf(t, npy.Float32), "train_label.pkl": labelsOf("")}, "train_data.npy", []string{"(N, 3, T, V, M)"}},
		"no frames":         {map[string]string{"train_data.npy": npyOf(t, npy.Float32, 2, 3, 0, 18, 2)}, "train_data.npy", []string{"[2 3 0 18 2]"}},
		"integers":          {map[string]string{"train_data.npy": npyOf(t, npy.Int64, 2, 3, 1, 18, 2)}, "train_data.npy", []string{"floats", "<i8"}},
		"no clips": {map[string]string{"train_data.npy": none, "val_data.npy": none, "train_label.pkl": labelsOf(""), "val_label.pkl": labelsOf("")},
			"", []string{"want clips, found none"}},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{}
			for _, set := range []map[string]string{sound, c.files} {
				for name, content := range set {
					files[name] = content
				}
			}
			folder := folderOf(t, files)
			source, err := OpenKineticsNPY(folder)
			if err == nil {
				t.Fatalf("it opens with %d clips", source.Len())
			}
			wantFileFault(t, err, filepath.Join(folder, c.file), c.parts...)
		})
	}
	for name := range sound {
		folder := folderOf(t, sound)
		if err := os.Remove(filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenKineticsNPY(folder); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

// One clip of 16 million coordinates, in a file of that size, is refused.
func TestKineticsNPYHugeClip(t *testing.T) {
	const frames = maxClip/54 + 1
	var header strings.Builder
	if _, err := npy.NewWriter(&header, []int{1, 3, frames, 18, 1}, npy.Float32); err != nil {
		t.Fatal(err)
	}
	folder := folderOf(t, map[string]string{
		"train_data.npy": header.String(), "train_label.pkl": labelsOf("a", 0),
		"val_data.npy": npyOf(t, npy.Float32, 1, 3, 1, 18, 1), "val_label.pkl": labelsOf("b", 0),
	})
	path := filepath.Join(folder, "train_data.npy")
	if err := os.Truncate(path, int64(header.Len()+4*54*frames)); err != nil { // with a hole
		t.Fatal(err)
	}
	_, err := OpenKineticsNPY(folder)
	wantFileFault(t, err, path, "at most 16777216 coordinates")
}

// A file that shrinks while it is open, and clips that can't be used.
func TestKineticsNPYBadClips(t *testing.T) {
	zeros := []byte(npyOf(t, npy.Float32, 1, 3, 1, 18, 2))
	clear(zeros[len(zeros)-432:])
	nan := []byte(npyOf(t, npy.Float32, 2, 3, 1, 18, 2))
	copy(nan[len(nan)-4:], "\x00\x00\xc0\x7f")
	folder := folderOf(t, map[string]string{
		"train_data.npy": string(nan), "train_label.pkl": labelsOf("a b", 0, 1),
		"val_data.npy": string(zeros), "val_label.pkl": labelsOf("c", 0),
	})
	source := opened(t, OpenKineticsNPY, folder)
	if _, err := source.Clip(0); err != nil {
		t.Error(err)
	}
	path := filepath.Join(folder, "train_data.npy")
	_, err := source.Clip(1)
	wantFileFault(t, err, path, "row 1 (clip b)", "coordinate 2 of joint 17 of body 1 in frame 0 is NaN")
	if _, err := source.Clip(2); !errors.Is(err, skeleton.ErrNobody) || !strings.Contains(err.Error(), "clip c") {
		t.Errorf("error %v", err)
	}
	if err := os.Truncate(path, 300); err != nil {
		t.Fatal(err)
	}
	_, err = source.Clip(1)
	wantFileFault(t, err, path, "clip b", "216 elements")
}
