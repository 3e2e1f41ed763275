package format

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aeed/train/skeleton"
)

// uclaText returns a file of Northwestern-UCLA with so many frames, in which joint v of
// frame t is at (t+1, v, −v/4).
func uclaText(name string, label, frames int) string {
	type file struct {
		FileName  string         `json:"file_name"`
		Label     int            `json:"label"`
		Skeletons [][][3]float64 `json:"skeletons"`
	}
	content := file{name, label, make([][][3]float64, frames)}
	for t := range content.Skeletons {
		for v := range 20 {
			content.Skeletons[t] = append(content.Skeletons[t], [3]float64{float64(t + 1), float64(v), -float64(v) / 4})
		}
	}
	text, _ := json.Marshal(content) // of numbers
	return string(text)
}

func TestUCLA(t *testing.T) {
	source, err := OpenUCLA(folderOf(t, map[string]string{
		"a12_s10_e07_v03.json": uclaText("a12_s10_e07_v03", 10, 1),
		"a08_s02_e00_v02.json": uclaText("a08_s02_e00_v02", 7, 3),
		"README.txt":           "",
	}))
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	d := source.Describe()
	if d.Format != "ucla" || !d.Graph.Equal(skeleton.UCLA20()) || d.Channels != 3 || d.Bodies != 1 || len(d.Classes) != 10 || source.Len() != 2 {
		t.Errorf("%d clips of %+v", source.Len(), d)
	}
	for i, want := range []skeleton.Record{
		{Name: "a08_s02_e00_v02", Class: 6, Subject: 2, Camera: 2},
		{Name: "a12_s10_e07_v03", Class: 9, Subject: 10, Camera: 3},
	} {
		clip, err := source.Clip(i)
		if err != nil {
			t.Fatal(err)
		}
		if source.Record(i) != want || clip.Record != want {
			t.Errorf("record %+v of clip %+v, want %+v", source.Record(i), clip.Record, want)
		}
		if clip.Frames != 3-2*i || clip.Joints != 20 || clip.Channels != 3 || clip.Bodies != 1 {
			t.Errorf("%d frames of %d joints", clip.Frames, clip.Joints)
		}
		for f := range clip.Frames {
			for v := range 20 {
				for c, want := range []float32{float32(f), float32(v) - 1, 0.25 - float32(v)/4} {
					if got := clip.At(c, f, v, 0); got != want {
						t.Fatalf("coordinate %d of joint %d in frame %d is %g, want %g", c, v, f, got, want)
					}
				}
			}
		}
	}
	splits := source.Splits()
	if len(splits) != 1 || splits[0].Name != "xview" || fmt.Sprint(splits[0].Train, splits[0].Test) != "[a08_s02_e00_v02] [a12_s10_e07_v03]" {
		t.Errorf("splits %v", splits)
	}
}

func TestUCLANames(t *testing.T) {
	for name, want := range map[string]string{
		"a01_s01_e00_v01x":    "aXX_sYY_eZZ_vVV.json",
		"a1_s01_e00_v01":      "aXX_sYY_eZZ_vVV.json",
		"a07_s01_e00_v01":     "want action 01 … 06, 08, 09, 11 or 12, found a07",
		"a00_s01_e00_v01":     "found a00",
		"a01_s00_e00_v01":     "want a subject from 01, found s00",
		"a01_s01_e00_v00":     "found v00",
		"a01_s01_e00_v04":     "want view 01 … 03, found v04",
		"../a01_s01_e00_v01":  "aXX_sYY_eZZ_vVV.json",
		"a01_s01_e00_v01\n":   "aXX_sYY_eZZ_vVV.json",
		"a٠١_s01_e00_v01":     "aXX_sYY_eZZ_vVV.json",
		"label_of_some_other": "aXX_sYY_eZZ_vVV.json",
	} {
		_, err := uclaRecord("the file", name)
		if wrong, is := errors.AsType[*skeleton.FormatError](err); !is || wrong.File != "the file" || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", name, err, want)
		}
	}
	if _, err := OpenUCLA(folderOf(t, map[string]string{"a01_s01_e00_v01.json": "", "notes.json": ""})); err == nil || !strings.Contains(err.Error(), "notes.json: its name: ") {
		t.Errorf("error %v", err)
	}
	if _, err := OpenUCLA(folderOf(t, map[string]string{"notes.txt": ""})); err == nil || !strings.Contains(err.Error(), "all_sqe") {
		t.Errorf("error %v", err)
	}
	if _, err := OpenUCLA(filepath.Join(t.TempDir(), "nothing")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

var uclaSample = skeleton.Record{Name: "a03_s01_e00_v01", Class: 2, Subject: 1, Camera: 1}

// uclaFaults are texts of uclaSample that are wrong, and what must be said of them.
func uclaFaults() map[string][2]string {
	good := uclaText("a03_s01_e00_v01", 3, 3)
	joint := "[1,4,-1]" // the fifth of frame 0
	change := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	return map[string][2]string{
		"empty":             {"", "found unexpected end of JSON input"},
		"truncated":         {good[:len(good)/2], fmt.Sprintf("byte %d: want JSON, found unexpected end", len(good)/2)},
		"no JSON":           {"pickle", "byte 1: want JSON"},
		"null":              {"null", "file_name: want"},
		"more after it":     {good + "{}", "invalid character"},
		"an array":          {"[" + good + "]", "found a array"},
		"deeply nested":     {strings.Repeat("[", 1<<20), "exceeded max depth"},
		"deep in a joint":   {change(joint, strings.Repeat("[", 50)+strings.Repeat("]", 50)), "frame 0, joint 4: want 3 numbers"},
		"another clip":      {change(`"a03_`, `"a04_`), `file_name: want "a03_s01_e00_v01", found "a04_s01_e00_v01"`},
		"another label":     {change(`"label":3`, `"label":4`), "label: want 3, as the file's name says, found 4"},
		"label of text":     {change(`"label":3`, `"label":"3"`), `want a JSON value for int "label", found a string`},
		"fractional label":  {change(`"label":3`, `"label":3.5`), "label"},
		"no skeletons":      {`{"file_name":"a03_s01_e00_v01"}`, "skeletons: want positions of shape (T, 20, 3), found none"},
		"null skeletons":    {`{"file_name":"a03_s01_e00_v01","skeletons":null}`, "skeletons: want"},
		"skeletons of text": {`{"file_name":"a03_s01_e00_v01","skeletons":"x"}`, "found a string"},
		"a null frame":      {`{"file_name":"a03_s01_e00_v01","skeletons":[null]}`, "frame 0: want 20 joints, found 0"},
		"19 joints":         {change(","+joint, ""), "frame 0: want 20 joints, found 19"},
		"21 joints":         {change(joint, joint+","+joint), "frame 0: want 20 joints, found 21"},
		"2 coordinates":     {change(joint, "[1,4]"), "frame 0, joint 4: want 3 numbers within ±1e9, found 2"},
		"4 coordinates":     {change(joint, "[1,4,5,6]"), "found 4"},
		"no coordinates":    {change(joint, "[]"), "found 0"},
		"a null joint":      {change(joint, "null"), `joint 4: want 3 numbers within ±1e9, found "null"`},
		"a null coordinate": {change(joint, "[1,null,2]"), `found "[1,null,2]"`},
		"a text coordinate": {change(joint, `[1,"2",3]`), `found "[1,\"2\",3]"`},
		"true":              {change(joint, `[1,true,3]`), `found "[1,true,3]"`},
		"1e999":             {change(joint, "[1,1e999,3]"), `found "[1,1e999,3]"`},
		"1e10":              {change(joint, "[1,-1e10,3]"), `found "[1,-1e10,3]"`},
		"NaN":               {change(joint, "[1,NaN,3]"), "invalid character 'N'"},
	}
}

func TestUCLAFaults(t *testing.T) {
	for name, c := range uclaFaults() {
		_, err := parseUCLA("the file", uclaSample, []byte(c[0]))
		if wrong, is := errors.AsType[*skeleton.FormatError](err); !is || wrong.File != "the file" || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("%s: error %v, want one with %q", name, err, c[1])
		}
	}
}

func TestUCLAWithoutBody(t *testing.T) {
	origin := `{"file_name":"a03_s01_e00_v01","skeletons":[[` + strings.Repeat("[0,0,0],", 19) + `[0,0,0]]]}`
	for _, text := range []string{`{"file_name":"a03_s01_e00_v01","skeletons":[]}`, origin} {
		if _, err := parseUCLA("the file", uclaSample, []byte(text)); !errors.Is(err, skeleton.ErrNobody) || !strings.Contains(err.Error(), "the file") {
			t.Errorf("error %v", err)
		}
	}
}

// What is not a file of this folder is not read, nor what is too large for a clip.
func TestUCLAReadsOnlyItsOwnFiles(t *testing.T) {
	outside := folderOf(t, map[string]string{"a03_s01_e00_v01.json": uclaText("a03_s01_e00_v01", 3, 3)})
	folder := folderOf(t, map[string]string{
		"a03_s01_e00_v02.json/file": "", // a folder
		"a03_s01_e00_v03.json":      strings.Repeat(" ", maxClipBytes+1),
	})
	if err := os.Symlink(filepath.Join(outside, "a03_s01_e00_v01.json"), filepath.Join(folder, "a03_s01_e00_v01.json")); err != nil {
		t.Skip("no links here: ", err)
	}
	source, err := OpenUCLA(folder)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"want a file in the folder, found statat", "want a file in the folder, found d", "want at most 4 MiB, found 4194305 bytes"} {
		_, err := source.Clip(i)
		if _, is := errors.AsType[*skeleton.FormatError](err); !is || !strings.Contains(err.Error(), want) {
			t.Errorf("clip %d: error %v, want one with %q", i, err, want)
		}
	}
	source.Close()
	if _, err := source.Clip(2); err == nil {
		t.Error("a closed source reads")
	}
}

// The real data set: counts per class and view, and every clip.
func TestUCLARealData(t *testing.T) {
	file, err := os.Open("../../../../shared/data/nw-ucla.tar.gz")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the data set nw-ucla.tar.gz is not at ../shared/data")
	}
	defer file.Close()
	plain, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for archive := tar.NewReader(plain); ; {
		header, err := archive.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(header.Name, ".json") {
			if err := os.WriteFile(filepath.Join(folder, filepath.Base(header.Name)), content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	source, err := Open(folder, "")
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	split := source.Splits()[0]
	if source.Len() != 1484 || len(split.Train) != 1020 || len(split.Test) != 464 {
		t.Errorf("%d clips, %d to train with, %d to test on", source.Len(), len(split.Train), len(split.Test))
	}
	var counts [10][3]int
	longest := 0
	for i := range source.Len() {
		clip, err := source.Clip(i)
		if err != nil {
			t.Fatal(err)
		}
		longest = max(longest, clip.Frames)
		counts[clip.Class][clip.Camera-1]++
		for c := range 3 {
			if clip.At(c, 0, 1, 0) != 0 {
				t.Fatalf("%s: the spine starts at %g", clip.Name, clip.At(c, 0, 1, 0))
			}
		}
	}
	want := [10][3]int{
		{53, 49, 48}, {52, 50, 50}, {51, 45, 45}, {64, 60, 49}, {50, 51, 47},
		{52, 50, 47}, {49, 50, 43}, {50, 49, 43}, {49, 49, 47}, {46, 51, 45},
	}
	if counts != want {
		t.Errorf("counts per class and view %v, want %v", counts, want)
	}
	if longest != 201 {
		t.Errorf("the longest clip has %d frames, want 201", longest)
	}
}
