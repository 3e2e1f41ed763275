package feed

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aeed/train/skeleton"
	"aeed/train/skeleton/format"
)

// The reference feeder in test mode on made-up NTU clips.
func TestReferenceNTU(t *testing.T) {
	shape, rows := array(t, "testdata/expected_xsub.npz", "x_test")
	n, frames := shape[0], shape[1]
	source := &memory{graph: skeleton.NTU25()}
	for i := range n {
		clip := skeleton.NewClip(skeleton.Record{}, 3, frames, 25, 2)
		for t := range frames {
			for m := range 2 {
				for v := range 25 {
					for c := range 3 {
						clip.Set(c, t, v, m, rows[(((i*frames+t)*2+m)*25+v)*3+c])
					}
				}
			}
		}
		source.clips = append(source.clips, clip)
	}
	for _, modality := range skeleton.Modalities() {
		_, want := array(t, "testdata/expected_feeder_test.npz", "xsub_test_"+strings.ReplaceAll(string(modality), "-", "_"))
		got := everything(t, source, options(NTU, false, func(o *Options) { o.Modality = modality }), 0, upTo(n), 4)
		if len(got.X) != len(want) {
			t.Fatalf("%s: %d values, want %d", modality, len(got.X), len(want))
		}
		difference := worst(got.X, want)
		t.Logf("%s: at most %.2g from the reference", modality, difference)
		if difference > 1e-5 {
			t.Errorf("%s: %g from the reference, want 1e-5", modality, difference)
		}
	}
}

const shared = "../../../../shared"

// The reference feeder in test mode on eight Northwestern-UCLA clips.
func TestReferenceUCLA(t *testing.T) {
	fixture := filepath.Join(shared, "fixtures/nw-ucla-feeder.npz")
	list, err := os.ReadFile(strings.TrimSuffix(fixture, "npz") + "txt")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the fixture nw-ucla-feeder.npz is not at ../shared/fixtures")
	}
	names := strings.Fields(string(list))
	source, err := format.OpenUCLA(extract(t, names))
	if err != nil {
		t.Fatal(err)
	}
	var order []int
	for _, name := range names {
		i := 0
		for source.Record(i).Name != name {
			i++
		}
		order = append(order, i)
	}
	for _, modality := range skeleton.Modalities() {
		_, want := array(t, fixture, strings.ReplaceAll(string(modality), "-", "_"))
		got := everything(t, source, options(UCLA, false, func(o *Options) { o.Modality = modality }), 0, order, 3)
		if len(got.X) != len(want) {
			t.Fatalf("%s: %d values, want %d", modality, len(got.X), len(want))
		}
		difference := worst(got.X, want)
		t.Logf("%s: at most %.2g from the reference", modality, difference)
		if difference > 1e-6 {
			t.Errorf("%s: %g from the reference, want 1e-6", modality, difference)
		}
		if want := []int{4, 7, 3, 4, 1, 2, 8, 3}; !slices.Equal(got.Classes, want) {
			t.Errorf("classes %v, want %v", got.Classes, want)
		}
	}
}

// extract returns a folder with the named clips of Northwestern-UCLA.
func extract(t *testing.T, names []string) string {
	t.Helper()
	file, err := os.Open(filepath.Join(shared, "data/nw-ucla.tar.gz"))
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
			return folder
		}
		if err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(header.Name)
		if !slices.Contains(names, strings.TrimSuffix(base, ".json")) {
			continue
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, base), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
