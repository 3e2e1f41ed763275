package format

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"aeed/train/skeleton"
	"aeed/train/skeleton/ntu"
)

// A reader opens one format.
type reader struct {
	name   string
	folder bool     // it reads a folder; else a file
	signs  []string // patterns of names in the folder, or of the file: one of them tells the format
	open   func(path string) (skeleton.Source, error)
}

var readers = []reader{
	{"ntu", true, []string{"*.skeleton", "*/*.skeleton"}, openNTU},
	{"npz", false, []string{"*.npz"}, OpenNPZ},
	{"pyskl", false, []string{"*.pkl", "*.pickle"}, OpenPyskl},
	{"kinetics-json", true, []string{"kinetics_train"}, OpenKineticsJSON},
	{"kinetics-npy", true, []string{"train_data.npy"}, OpenKineticsNPY},
	{"ucla", true, []string{"a??_s??_e??_v??.json"}, OpenUCLA},
}

func openNTU(path string) (skeleton.Source, error) {
	source, err := ntu.OpenFolder(path, ntu.Options{})
	if err != nil {
		return nil, err // not a nil *ntu.Folder
	}
	return source, nil
}

// Formats returns the names of the formats.
func Formats() []string {
	var names []string
	for _, r := range readers {
		names = append(names, r.name)
	}
	return names
}

// Open opens a data set in one of Formats, or in the one that its files show if format
// is "" or "auto". NTU RGB+D is opened with the zero ntu.Options. A set that was
// prepared by aeed is not a format: see skeleton.OpenSet.
func Open(path, format string) (skeleton.Source, error) {
	if format != "" && format != "auto" {
		i := slices.IndexFunc(readers, func(r reader) bool { return r.name == format })
		if i < 0 {
			return nil, fmt.Errorf("no format is called %q; hint: there are %s, and auto", format, strings.Join(Formats(), ", "))
		}
		return readers[i].open(path)
	}
	r, err := detect(path)
	if err != nil {
		return nil, err
	}
	return r.open(path)
}

// detect returns the reader of the first format that the files at path show.
func detect(path string) (reader, error) {
	info, err := os.Stat(path)
	if err != nil {
		return reader{}, err
	}
	for _, r := range readers {
		if info.IsDir() == r.folder && slices.ContainsFunc(r.signs, func(sign string) bool { return shows(path, sign, r.folder) }) {
			return r, nil
		}
	}
	return reader{}, unknown(path, info.IsDir())
}

// shows tells whether a name in the folder, or that of the file, matches sign.
func shows(path, sign string, folder bool) bool {
	if folder {
		names, err := fs.Glob(os.DirFS(path), sign)
		return err == nil && len(names) > 0
	}
	matches, err := filepath.Match(sign, filepath.Base(path))
	return err == nil && matches
}

// unknown says what Open looked for.
func unknown(path string, folder bool) error {
	var looked []string
	for _, r := range readers {
		if r.folder == folder {
			looked = append(looked, fmt.Sprintf("%s (%s)", strings.Join(r.signs, " or "), r.name))
		}
	}
	e := &skeleton.FormatError{File: path, Want: "a file called " + strings.Join(looked, ", "), Found: "another name", Hint: "name the format"}
	if folder {
		e.Want, e.Found, e.Hint = "a folder that has "+strings.Join(looked, ", "), "none of them", "is the data set in a folder of it?"
	}
	return e
}
