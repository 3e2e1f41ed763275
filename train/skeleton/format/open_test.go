package format

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aeed/train/skeleton"
)

// folderOf returns a folder of files by their path in it.
func folderOf(t testing.TB, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, content := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestDetect(t *testing.T) {
	for name, c := range map[string]struct {
		files []string
		path  string // in the folder
		want  string
	}{
		"NTU":               {[]string{"S001C001P001R001A001.skeleton", "notes.json"}, ".", "ntu"},
		"NTU in a folder":   {[]string{"nturgb+d_skeletons/S001C001P001R001A001.skeleton"}, ".", "ntu"},
		"CTR-GCN":           {[]string{"NTU60_CS.npz"}, "NTU60_CS.npz", "npz"},
		"PYSKL":             {[]string{"ntu60_3danno.pkl"}, "ntu60_3danno.pkl", "pyskl"},
		"Kinetics":          {[]string{"kinetics_train/a.json"}, ".", "kinetics-json"},
		"ST-GCN":            {[]string{"train_data.npy", "val_data.npy"}, ".", "kinetics-npy"},
		"UCLA":              {[]string{"a01_s01_e00_v01.json"}, ".", "ucla"},
		"strange folder":    {[]string{"a.txt", "b.npz"}, ".", ""},
		"strange file":      {[]string{"clips.csv"}, "clips.csv", ""},
		"name of a folder":  {[]string{"set.npz/a.txt"}, "set.npz", ""},
		"folder's brackets": {[]string{"[1]/a01_s01_e00_v01.json"}, "[1]", "ucla"},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{}
			for _, name := range c.files {
				files[name] = ""
			}
			path := filepath.Join(folderOf(t, files), c.path)
			r, err := detect(path)
			if r.name != c.want {
				t.Errorf("format %q, want %q", r.name, c.want)
			}
			if c.want != "" {
				return
			}
			wrong, is := errors.AsType[*skeleton.FormatError](err)
			if !is || wrong.File != path {
				t.Fatalf("error %v", err)
			}
			if _, openErr := Open(path, "auto"); openErr == nil || openErr.Error() != err.Error() {
				t.Errorf("Open says %v, want %v", openErr, err)
			}
		})
	}
}

func TestUnknownFormatsSayWhatIsKnown(t *testing.T) {
	_, err := Open("x", "bvh")
	want := `no format is called "bvh"; hint: there are ntu, npz, pyskl, kinetics-json, kinetics-npy, ucla, and auto`
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	_, err = Open(t.TempDir(), "")
	for _, sign := range []string{"*.skeleton", "kinetics_train", "train_data.npy", "a??_s??_e??_v??.json"} {
		if err == nil || !strings.Contains(err.Error(), sign) {
			t.Errorf("error %v does not say that it looked for %s", err, sign)
		}
	}
	if _, err = Open(filepath.Join(t.TempDir(), "nothing"), ""); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

// Every reader is reached by its name, and none of them takes an empty folder or file.
func TestFormatsReachTheirReader(t *testing.T) {
	for _, format := range Formats() {
		path := t.TempDir()
		if format == "npz" || format == "pyskl" {
			path = filepath.Join(folderOf(t, map[string]string{"empty": ""}), "empty")
		}
		if source, err := Open(path, format); err == nil || source != nil {
			t.Errorf("%s: source %v, error %v", format, source, err)
		}
	}
	source, err := Open(folderOf(t, map[string]string{"S001C002P003R001A004.skeleton": ""}), "")
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	if got := source.Describe().Format; got != "ntu" || source.Len() != 1 {
		t.Errorf("%d clips of format %q", source.Len(), got)
	}
}
