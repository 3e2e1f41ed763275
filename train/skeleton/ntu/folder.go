package ntu

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"aeed/train/skeleton"
)

// Options of OpenFolder. The zero value leaves a missing second body zero.
type Options struct{ SecondBody SecondBody }

// A Folder is the recordings in a folder and the folders in it, sorted by name. It
// is a skeleton.Source.
type Folder struct {
	path       string
	root       *os.Root
	secondBody SecondBody
	files      []file
	classes    int
}

// A file is a recording in a folder.
type file struct {
	name Name
	path string // from the root, with slashes
}

// OpenFolder lists the files below a folder whose names end in ".skeleton". It
// follows links to files inside the folder, but none to folders. A name that is no
// recording's, a name that comes twice, and a folder without recordings are errors.
func OpenFolder(path string, options Options) (*Folder, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	f := &Folder{path: path, root: root, secondBody: options.SecondBody, classes: classes60}
	if err := f.list(); err != nil {
		root.Close()
		return nil, err
	}
	return f, nil
}

func (f *Folder) list() error {
	err := fs.WalkDir(f.root.FS(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, extension) || entry.IsDir() {
			return err
		}
		if err := f.checkFile(path, entry); err != nil {
			return err
		}
		name, err := ParseName(strings.TrimSuffix(entry.Name(), extension))
		if wrong, is := errors.AsType[*skeleton.FormatError](err); is {
			wrong.File = f.at(path)
			return wrong
		}
		f.files = append(f.files, file{name, path})
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(f.files, func(a, b file) int { return strings.Compare(a.name.String(), b.name.String()) })
	for i := 1; i < len(f.files); i++ {
		if f.files[i].name == f.files[i-1].name {
			return &skeleton.FormatError{File: f.at(f.files[i].path), Want: "every recording once", Found: "it in " + f.at(f.files[i-1].path) + " too", Hint: "remove one of the two"}
		}
	}
	if len(f.files) == 0 {
		return &skeleton.FormatError{File: f.path, Want: "files whose names end in " + extension, Found: "none", Hint: "give the folder that nturgbd_skeletons_s001_to_s017.zip was unpacked to; links to folders are not followed"}
	}
	for _, file := range f.files {
		if file.name.Action > classes60 {
			f.classes = classes120
		}
	}
	return nil
}

// checkFile returns an error if the entry is neither a file nor a link to one
// inside the folder.
func (f *Folder) checkFile(path string, entry fs.DirEntry) error {
	if entry.Type().IsRegular() {
		return nil
	}
	wrong := &skeleton.FormatError{File: f.at(path), Want: "a file, or a link to one inside the folder", Hint: "copy what the link points to into the folder"}
	info, err := f.root.Stat(filepath.FromSlash(path))
	switch {
	case err != nil:
		wrong.Found = err.Error()
	case !info.Mode().IsRegular():
		wrong.Found = info.Mode().String()
	default:
		return nil
	}
	return wrong
}

// at returns a path in the folder as an error shows it.
func (f *Folder) at(path string) string { return filepath.Join(f.path, filepath.FromSlash(path)) }

// Describe says that there are 60 classes, or 120 if a recording is of an action
// above 60; the class of action n is n − 1 and its name is that of the action in the
// names of files, A001 and so on.
func (f *Folder) Describe() skeleton.Description {
	classes := make([]string, f.classes)
	for c := range classes {
		classes[c] = fmt.Sprintf("A%03d", c+1)
	}
	return skeleton.Description{Format: "ntu", Graph: skeleton.NTU25(), Channels: 3, Bodies: 2, Classes: classes}
}

// Len returns the number of recordings.
func (f *Folder) Len() int { return len(f.files) }

// Record says what the name of recording i says.
func (f *Folder) Record(i int) skeleton.Record { return f.files[i].name.Record() }

// Clip reads recording i as Recording.Clip makes it.
func (f *Folder) Clip(i int) (skeleton.Clip, error) {
	path := f.at(f.files[i].path)
	file, err := f.root.Open(filepath.FromSlash(f.files[i].path))
	if err != nil {
		return skeleton.Clip{}, err
	}
	defer file.Close()
	recording, err := Parse(path, file)
	if err != nil {
		return skeleton.Clip{}, err
	}
	clip, err := recording.Clip(f.Record(i), f.secondBody)
	if err != nil {
		return skeleton.Clip{}, fmt.Errorf("%s: %w", path, err)
	}
	return clip, nil
}

// Close closes the folder; Clip fails afterwards.
func (f *Folder) Close() error { return f.root.Close() }
