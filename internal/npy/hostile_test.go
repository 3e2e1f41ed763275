package npy

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHostileHeaders(t *testing.T) {
	sound := "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
	with := func(old, new string) []byte { return file(strings.Replace(sound, old, new, 1), 24) }
	long := binary.LittleEndian.AppendUint32([]byte(magic+"\x02\x00"), math.MaxUint32)
	for name, c := range map[string]struct {
		content []byte
		parts   []string
	}{
		"empty":              {nil, []string{"header", "EOF"}},
		"no magic":           {[]byte("PK\x03\x04 something else"), []string{"NUMPY", "PK"}},
		"version 9":          {[]byte(magic + "\x09\x00\x00\x00"), []string{"version 1, 2 or 3", "9"}},
		"cut in the header":  {file(sound, 0)[:40], []string{"header"}},
		"cut version 2":      {[]byte(magic + "\x02\x00\x00\x00"), []string{"header"}},
		"header of 4 GiB":    {append(long, 0), []string{"at most 65536"}},
		"truncated":          {file(sound, 23), []string{"24 bytes", "23"}},
		"too long":           {file(sound, 25), []string{"24 bytes", "25"}},
		"negative extent":    {with("2,", "-2,"), []string{"extent"}},
		"overflow":           {with("(2, 3)", "(4611686018427387904, 4)"), []string{"4611686018427387904"}},
		"beyond int64":       {with("(2, 3)", "(99999999999999999999,)"), []string{"extent"}},
		"hidden overflow":    {with("(2, 3)", "(4294967296, 4294967296)"), []string{"fit into memory"}},
		"no tuple":           {with("(2, 3)", "6"), []string{"tuple"}},
		"no comma":           {with("(2, 3)", "(6)"), []string{"comma"}},
		"extents apart":      {with("(2, 3)", "(2 3)"), []string{"tuple"}},
		"many axes":          {with("(2, 3)", "("+strings.Repeat("1,", 65)+")"), []string{"at most 64"}},
		"object":             {with("<f4", "|O"), []string{"|O", "numbers"}},
		"complex":            {with("<f4", "<c8"), []string{"<c8"}},
		"no type":            {with("<f4", ""), []string{"type"}},
		"structure":          {with("'<f4'", "[('x', '<f4')]"), []string{"string"}},
		"escape":             {with("<f4", `<\x664`), []string{"plain string"}},
		"open string":        {file("{'descr", 0), []string{"plain string"}},
		"maybe":              {with("False", "None"), []string{"True or False"}},
		"unknown key":        {with("'shape'", "'size'"), []string{"descr, fortran_order or shape"}},
		"key twice":          {with("'fortran_order': False", "'descr': '<f4'"), []string{"once"}},
		"missing key":        {with("'fortran_order': False,", ""), []string{"fortran_order"}},
		"no colon":           {with(":", ""), []string{"colon"}},
		"no brace":           {with("{", "["), []string{"{"}},
		"no separator":       {with("False,", "False;"), []string{"or"}},
		"something after it": {with("}", "} + 1"), []string{"nothing else"}},
		"a call":             {with("(2, 3)", "__import__('os').system('id')"), []string{"tuple"}},
	} {
		t.Run(name, func(t *testing.T) {
			array, err := readBytes(c.content)
			if err == nil {
				t.Fatalf("it reads as %v", array.Shape)
			}
			wantFault(t, err, c.parts...)
		})
	}
	if _, err := readBytes(file(sound, 24)); err != nil {
		t.Errorf("the sound one: %v", err)
	}
	if _, err := NewArray([]int{-1, 0}, Float32, false, nil, 0); err == nil {
		t.Error("an empty array of a negative extent is accepted")
	}
}

func TestRefusedFilesOfNumPy(t *testing.T) {
	for name, part := range map[string]string{"object.npy": "|O", "structure.npy": "string"} {
		_, err := Open(testdata(name))
		wantFault(t, err, part)
	}
	if _, err := Open(testdata("none.npy")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

// A file that shrinks while it is open is an error, not a panic or zeros.
func TestShrinkingFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.npy")
	if err := os.WriteFile(path, written(t, []int{100}, Float64, make([]float64, 100)), 0o644); err != nil {
		t.Fatal(err)
	}
	f := must[*File](t)(Open(path))
	defer f.Close()
	if err := os.Truncate(path, 500); err != nil {
		t.Fatal(err)
	}
	wantFault(t, Read(f.Array, 0, make([]float64, 100)), "100 elements")
	_, err := All[float64](f.Array, 100)
	wantFault(t, err, "100 elements")
}

// entry is a zip archive of one raw entry, whatever it claims.
func entry(t *testing.T, header zip.FileHeader, content []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.CreateRaw(&header)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestHostileArchives(t *testing.T) {
	array := written(t, []int{4}, Float64, make([]float64, 4))
	size := uint64(len(array))
	stored := zip.FileHeader{Name: "a.npy", Method: zip.Store, CompressedSize64: size, UncompressedSize64: size}
	change := func(f func(*zip.FileHeader)) zip.FileHeader { h := stored; f(&h); return h }
	for name, c := range map[string]struct {
		content []byte
		part    string
	}{
		"empty":               {nil, "zip"},
		"truncated":           {entry(t, stored, array)[:100], "zip"},
		"past the end":        {entry(t, change(func(h *zip.FileHeader) { h.CompressedSize64, h.UncompressedSize64 = 1<<40, 1<<40 }), array), "within the archive"},
		"stored as less":      {entry(t, change(func(h *zip.FileHeader) { h.UncompressedSize64 = 10 }), array), "stored or deflated"},
		"bomb":                {entry(t, change(func(h *zip.FileHeader) { h.Method = zip.Deflate; h.UncompressedSize64 = 1 << 50 }), array), "claim to hold 1125899906842624"},
		"unknown method":      {entry(t, change(func(h *zip.FileHeader) { h.Method = 14 }), array), "method 14"},
		"encrypted":           {entry(t, change(func(h *zip.FileHeader) { h.Flags |= 1 }), array), "encrypted"},
		"not deflated at all": {entry(t, change(func(h *zip.FileHeader) { h.Method = zip.Deflate }), bytes.Repeat([]byte{0xff}, len(array))), "header"},
		"no local header":     {bytes.Replace(entry(t, change(func(h *zip.FileHeader) { h.Method = zip.Deflate }), array), []byte("PK\x03\x04"), []byte("PKxx"), 1), "within the archive"},
		"no array inside":     {entry(t, stored, make([]byte, len(array))), "NUMPY"},
		"another name":        {entry(t, change(func(h *zip.FileHeader) { h.Name = "b.npy" }), array), "found b"},
	} {
		t.Run(name, func(t *testing.T) {
			archive, err := NewArchive(bytes.NewReader(c.content), int64(len(c.content)))
			if err == nil {
				_, err = archive.Array("a")
			}
			wantFault(t, err, c.part)
		})
	}
	var twice bytes.Buffer
	z := NewArchiveWriter(&twice)
	for range 2 {
		w := must[*Writer](t)(z.Create("a", []int{0}, Float32))
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := NewArchive(bytes.NewReader(twice.Bytes()), int64(twice.Len()))
	wantFault(t, err, "once")
	path := filepath.Join(t.TempDir(), "a.npz")
	if err := os.WriteFile(path, twice.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err = OpenArchive(path)
	wantFault(t, err, "once")
}

// A deflated entry whose stream ends or breaks in the middle.
func TestBrokenStream(t *testing.T) {
	values := make([]float64, 10_000)
	for i := range values {
		values[i] = float64(i * i)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w := must[interface{ Write([]byte) (int, error) }](t)(func() (interface{ Write([]byte) (int, error) }, error) { return z.Create("a.npy") }())
	if _, err := w.Write(written(t, []int{10_000}, Float64, values)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	content := out.Bytes()
	copy(content[len(content)/2:], bytes.Repeat([]byte{0xff}, 1000))
	archive := must[*Archive](t)(NewArchive(bytes.NewReader(content), int64(len(content))))
	array := must[*Array](t)(archive.Array("a"))
	wantFault(t, Read(array, 0, make([]float64, 10_000)), "10000 elements")
	if err := archive.Close(); err != nil {
		t.Error(err)
	}
}

func TestErrorOfTheDisk(t *testing.T) {
	broken := errors.New("no such sector")
	reader := readerAt(func([]byte, int64) (int, error) { return 0, broken })
	if _, err := ReadArray(reader, 1000); !errors.Is(err, broken) {
		t.Errorf("opening: %v", err)
	}
	array := must[*Array](t)(NewArray([]int{3}, Float32, false, reader, 12))
	if err := Read(array, 0, make([]float32, 3)); !errors.Is(err, broken) {
		t.Errorf("reading: %v", err)
	}
}

type readerAt func([]byte, int64) (int, error)

func (f readerAt) ReadAt(p []byte, offset int64) (int, error) { return f(p, offset) }

func ExampleFormatError() {
	content := []byte("PK\x03\x04 a zip archive")
	_, err := ReadArray(bytes.NewReader(content), int64(len(content)))
	fmt.Println(err)
	// Output: npy: header: want a file that begins with "\x93NUMPY", found "PK\x03\x04 a"; hint: this is not a .npy file; numpy.save writes one
}
