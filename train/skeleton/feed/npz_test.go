package feed

import (
	"archive/zip"
	"encoding/binary"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// array reads a float32 array of an uncompressed or compressed .npz file.
func array(t *testing.T, path, name string) (shape []int, values []float32) {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	file, err := archive.Open(name + ".npy")
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	headerEnd := 10 + int(binary.LittleEndian.Uint16(content[8:]))
	header := string(content[:headerEnd])
	if !strings.Contains(header, "'<f4'") || !strings.Contains(header, "'fortran_order': False") {
		t.Fatalf("%s of %s is %q", name, path, header)
	}
	size := 1
	for _, extent := range regexp.MustCompile(`\d+`).FindAllString(header[strings.Index(header, "'shape'"):], -1) {
		n, _ := strconv.Atoi(extent)
		shape, size = append(shape, n), size*n
	}
	values = make([]float32, size)
	if _, err := binary.Decode(content[headerEnd:], binary.LittleEndian, values); err != nil {
		t.Fatal(err)
	}
	return shape, values
}
