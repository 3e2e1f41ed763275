package plot

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var magic = map[string]string{"png": "\x89PNG", "svg": "<?xml", "pdf": "%PDF"}

func TestSaveChoosesTheFormatByExtension(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "made", "on the way")
	figure := sampleSafeRegion().Figure()
	for format, start := range magic {
		path := filepath.Join(folder, "figure."+strings.ToUpper(format))
		if err := figure.Save(path); err != nil {
			t.Fatal(err)
		}
		content, err := os.ReadFile(path)
		if err != nil || !strings.HasPrefix(string(content), start) {
			t.Errorf("%s: %v, starts %.5q", format, err, content)
		}
	}
	onlyFiles(t, folder, 3)
}

func TestSaveReplacesTheWholeFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "figure.svg")
	if err := os.WriteFile(path, bytes.Repeat([]byte("old "), 1<<20), 0o644); err != nil {
		t.Fatal(err)
	}
	figure := sampleSafeRegion().Figure()
	if err := figure.Save(path); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	want, _ := figure.Encode("svg")
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v, %d bytes, want %d", err, len(got), len(want))
	}
	onlyFiles(t, folder, 1)
}

func TestSaveFails(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	taken := filepath.Join(folder, "taken.png") // a folder of that name
	if err := os.WriteFile(file, []byte("kept"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(taken, 0o755); err != nil {
		t.Fatal(err)
	}
	foreign := sampleSafeRegion()
	foreign.Title = "安全"
	plain := sampleSafeRegion()
	for _, test := range []struct {
		name, path string
		figure     *Figure
		want       string
	}{
		{"no extension", filepath.Join(folder, "figure"), plain.Figure(), "end the name in .png"},
		{"another format", filepath.Join(folder, "figure.jpg"), plain.Figure(), `".jpg"`},
		{"a file as folder", filepath.Join(file, "figure.png"), plain.Figure(), "folder must be writable"},
		{"a name too long", filepath.Join(folder, strings.Repeat("x", 300)+".png"), plain.Figure(), "hint"},
		{"a folder as file", taken, plain.Figure(), "hint"},
		{"no glyph", filepath.Join(folder, "figure.png"), foreign.Figure(), "Latin or Greek"},
	} {
		if err := test.figure.Save(test.path); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
	if content, _ := os.ReadFile(file); string(content) != "kept" {
		t.Errorf("the file that stood in the way holds %q", content)
	}
	onlyFiles(t, folder, 2)
}

func TestSaveToReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere")
	}
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	err := sampleSafeRegion().Figure().Save(filepath.Join(folder, "figure.png"))
	if err == nil || !strings.Contains(err.Error(), "hint") {
		t.Error(err)
	}
}

// onlyFiles checks that no temporary file is left.
func onlyFiles(t *testing.T, folder string, want int) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != want {
		t.Errorf("%v: %v, want %d entries", entries, err, want)
	}
}

func TestEncodeIsDeterministic(t *testing.T) {
	for name, figure := range samples() {
		for format := range magic {
			first, err := figure.Encode(format)
			if err != nil {
				t.Fatal(err)
			}
			again, _ := figure.Encode(format)
			anew, _ := samples()[name].Encode(format)
			if !bytes.Equal(first, again) || !bytes.Equal(first, anew) {
				t.Errorf("%s as %s: the bytes differ", name, format)
			}
		}
	}
}

func TestPDFHoldsNoDateOfToday(t *testing.T) {
	content, err := sampleSafeRegion().Figure().Encode("pdf")
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(content, []byte("(D:20000101000000)")); n != 2 {
		t.Errorf("%d fixed dates, want 2", n)
	}
	if n := bytes.Count(content, []byte("(D:")); n != 2 {
		t.Errorf("%d dates, want 2", n)
	}
}

func TestEncodeUnknownFormat(t *testing.T) {
	if _, err := sampleSafeRegion().Figure().Encode("gif"); err == nil || !strings.Contains(err.Error(), "hint") {
		t.Error(err)
	}
}
