package ntu

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"encoding/binary"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"aeed/train/skeleton"
)

// unpack puts the recordings of testdata into a new folder. They are made up, one
// for each rule of the preparation.
func unpack(t testing.TB) string {
	t.Helper()
	archive, err := os.Open("testdata/skeletons.tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	unzipped, err := gzip.NewReader(archive)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for files := tar.NewReader(unzipped); ; {
		header, err := files.Next()
		if err == io.EOF {
			return folder
		}
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(header.Name) != extension {
			continue
		}
		content, err := io.ReadAll(files)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(folder, filepath.Base(header.Name)), string(content))
	}
}

func write(t testing.TB, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// readArray returns an array of numbers of an npz file and its shape.
func readArray(t *testing.T, file, name string) (values []float64, shape []int) {
	t.Helper()
	archive, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	entry, err := archive.Open(name + ".npy")
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(entry)
	if err != nil {
		t.Fatal(err)
	}
	const prefix = 10 // magic, version and length of the header
	length := int(binary.LittleEndian.Uint16(content[8:]))
	header, body := content[prefix:prefix+length], content[prefix+length:]
	size := 1
	for _, extent := range regexp.MustCompile(`\d+`).FindAll(regexp.MustCompile(`\(.*\)`).Find(header), -1) {
		n, _ := strconv.Atoi(string(extent))
		shape = append(shape, n)
		size *= n
	}
	for i := range size {
		if len(body) == 4*size {
			values = append(values, float64(math.Float32frombits(binary.LittleEndian.Uint32(body[4*i:]))))
		} else {
			values = append(values, math.Float64frombits(binary.LittleEndian.Uint64(body[8*i:])))
		}
	}
	return values, shape
}

// The clips must be those of the reference preparation: positions to 1e-6, the
// order of rows and the labels exactly.
func TestPreparationIsTheReferences(t *testing.T) {
	folder, err := OpenFolder(unpack(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	place := map[string]int{}
	for i := range folder.Len() {
		place[folder.Record(i).Name] = i
	}
	splits := folder.Splits()
	if len(splits) != 2 || splits[0].Name != "xsub" || splits[1].Name != "xview" {
		t.Fatalf("splits %v", splits)
	}
	for _, split := range splits {
		for part, names := range map[string][]string{"train": split.Train, "test": split.Test} {
			file := "testdata/expected_" + split.Name + ".npz"
			rows, shape := readArray(t, file, "x_"+part)
			labels, _ := readArray(t, file, "y_"+part)
			if len(names) != shape[0] {
				t.Fatalf("%s %s has %d clips, want %d", split.Name, part, len(names), shape[0])
			}
			for row, name := range names {
				clip, err := folder.Clip(place[name])
				if err != nil {
					t.Fatal(err)
				}
				if labels[row*classes60+clip.Class] != 1 {
					t.Errorf("%s %s row %d is %s, which has another class", split.Name, part, row, name)
				}
				compareRow(t, clip, rows[row*shape[1]*shape[2]:(row+1)*shape[1]*shape[2]])
			}
		}
	}
}

// compareRow compares a clip with a row of the reference, shape (T, M, V, C), which
// is padded with zeros.
func compareRow(t *testing.T, clip skeleton.Clip, row []float64) {
	t.Helper()
	i := 0
	for frame := range len(row) / (2 * Joints * 3) {
		for m := range 2 {
			for v := range Joints {
				for c := range 3 {
					var x float64
					if frame < clip.Frames {
						x = float64(clip.At(c, frame, v, m))
					}
					if !(math.Abs(x-row[i]) <= 1e-6) {
						t.Fatalf("%s: coordinate %d of joint %d of body %d in frame %d is %g, want %g", clip.Name, c, v, m, frame, x, row[i])
					}
					i++
				}
			}
		}
	}
}
