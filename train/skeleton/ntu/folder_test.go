package ntu

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"aeed/train/skeleton"
)

var _ skeleton.Source = (*Folder)(nil)

// folderOf makes a folder of recordings that all show one body in three frames.
func folderOf(t testing.TB, paths ...string) string {
	t.Helper()
	folder := t.TempDir()
	for _, path := range paths {
		write(t, filepath.Join(folder, path), format(record(3, part{id: 1, last: 2, x: 1})))
	}
	return folder
}

func open(t testing.TB, path string, options Options) *Folder {
	t.Helper()
	f, err := OpenFolder(path, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func names(f *Folder) []string {
	var all []string
	for i := range f.Len() {
		all = append(all, f.Record(i).Name)
	}
	return all
}

// NTU RGB+D 120 comes as two folders.
func TestFolderIsWalkedAndSorted(t *testing.T) {
	f := open(t, folderOf(t, "b/S001C002P003R002A060.skeleton", "a/deep/S018C001P001R001A061.skeleton", "S002C001P001R001A001.skeleton", "readme.txt", "b/S001C001P003R002A002.skeleton"), Options{})
	want := []string{"S001C001P003R002A002", "S001C002P003R002A060", "S002C001P001R001A001", "S018C001P001R001A061"}
	if got := names(f); !slices.Equal(got, want) {
		t.Errorf("names %v, want %v", got, want)
	}
	if got, want := f.Record(1), (skeleton.Record{Name: "S001C002P003R002A060", Class: 59, Subject: 3, Camera: 2, Setup: 1}); got != want {
		t.Errorf("record %+v, want %+v", got, want)
	}
	clip, err := f.Clip(3)
	if err != nil || clip.Record != f.Record(3) || clip.Frames != 3 {
		t.Errorf("clip %+v of %d frames, %v", clip.Record, clip.Frames, err)
	}
}

func TestDescribe(t *testing.T) {
	for action, classes := range map[string]int{"060": 60, "061": 120} {
		d := open(t, folderOf(t, "S001C001P001R001A"+action+".skeleton"), Options{}).Describe()
		if len(d.Classes) != classes || d.Classes[0] != "A001" || d.Classes[classes-1] != map[int]string{60: "A060", 120: "A120"}[classes] {
			t.Errorf("A%s: classes %v", action, d.Classes)
		}
		if d.Format != "ntu" || !d.Graph.Equal(skeleton.NTU25()) || d.Channels != 3 || d.Bodies != 2 {
			t.Errorf("A%s: %+v", action, d)
		}
	}
}

func TestSecondBodyIsPassedOn(t *testing.T) {
	folder := folderOf(t, "S001C001P001R001A001.skeleton")
	for second, shown := range map[SecondBody]bool{"": false, Zero: false, Duplicate: true} {
		clip, err := open(t, folder, Options{SecondBody: second}).Clip(0)
		if err != nil || clip.BodyShown(1) != shown {
			t.Errorf("%q: shown %t, %v", second, clip.BodyShown(1), err)
		}
	}
}

func TestFolderRefuses(t *testing.T) {
	linked := folderOf(t, "S001C001P001R001A001.skeleton")
	link(t, filepath.Join(folderOf(t, "S001C001P001R001A002.skeleton"), "S001C001P001R001A002.skeleton"), filepath.Join(linked, "S001C001P001R001A002.skeleton"))
	loop := t.TempDir()
	link(t, "S001C001P001R001A001.skeleton", filepath.Join(loop, "S001C001P001R001A001.skeleton"))
	toFolder := t.TempDir()
	link(t, ".", filepath.Join(toFolder, "S001C001P001R001A001.skeleton"))
	for name, c := range map[string]struct{ path, says string }{
		"no folder":            {filepath.Join(t.TempDir(), "none"), "none"},
		"a file":               {filepath.Join(linked, "S001C001P001R001A001.skeleton"), "S001C001P001R001A001.skeleton"},
		"nothing":              {folderOf(t, "a/readme.txt"), "found none; hint: "},
		"a malformed name":     {folderOf(t, "a/S001C001P001R001A01.skeleton"), filepath.Join("a", "S001C001P001R001A01.skeleton") + ": want a name SsssCcccPpppRrrrAaaa"},
		"a name that is twice": {folderOf(t, "a/S001C001P001R001A001.skeleton", "b/S001C001P001R001A001.skeleton"), "want every recording once"},
		"a link that leaves":   {linked, "S001C001P001R001A002.skeleton: want a file, or a link to one inside the folder"},
		"a link to itself":     {loop, "want a file, or a link to one inside the folder"},
		"a link to a folder":   {toFolder, "want a file, or a link to one inside the folder"},
	} {
		_, err := OpenFolder(c.path, Options{})
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func link(t *testing.T, to, at string) {
	t.Helper()
	if err := os.Symlink(to, at); err != nil {
		t.Skip("no links here:", err)
	}
}

// A link to a file inside the folder is followed, one to a folder is not.
func TestLinksInside(t *testing.T) {
	folder := folderOf(t, "S001C001P001R001A001.skeleton", "a/first")
	link(t, filepath.Join("a", "first"), filepath.Join(folder, "S001C001P001R001A002.skeleton"))
	link(t, folderOf(t, "S001C001P001R001A003.skeleton"), filepath.Join(folder, "b"))
	f := open(t, folder, Options{})
	if got, want := names(f), []string{"S001C001P001R001A001", "S001C001P001R001A002"}; !slices.Equal(got, want) {
		t.Errorf("names %v, want %v", got, want)
	}
	if _, err := f.Clip(1); err != nil {
		t.Error(err)
	}
}

// A link that comes to lead outside after the folder was opened must not be read.
func TestLinkThatTurnsOutside(t *testing.T) {
	folder := folderOf(t, "S001C001P001R001A001.skeleton")
	f := open(t, folder, Options{})
	path := filepath.Join(folder, "S001C001P001R001A001.skeleton")
	if err := os.Rename(path, filepath.Join(folder, "first")); err != nil {
		t.Fatal(err)
	}
	link(t, filepath.Join(folderOf(t, "secret"), "secret"), path)
	if _, err := f.Clip(0); err == nil {
		t.Error("a file outside of the folder was read")
	}
}

func TestClipErrors(t *testing.T) {
	folder := folderOf(t, "S001C001P001R001A001.skeleton", "S001C001P001R001A002.skeleton", "S001C001P001R001A003.skeleton")
	write(t, filepath.Join(folder, "S001C001P001R001A001.skeleton"), "2\n0\n0\n")
	write(t, filepath.Join(folder, "S001C001P001R001A002.skeleton"), "2\n0\n")
	f := open(t, folder, Options{})
	if err := os.Remove(filepath.Join(folder, "S001C001P001R001A003.skeleton")); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Clip(0); !errors.Is(err, skeleton.ErrNobody) || !strings.Contains(err.Error(), "S001C001P001R001A001.skeleton: ") {
		t.Errorf("nobody: error %v", err)
	}
	var wrong *skeleton.FormatError
	if _, err := f.Clip(1); !errors.As(err, &wrong) || wrong.File != filepath.Join(folder, "S001C001P001R001A002.skeleton") {
		t.Errorf("cut off: error %v", err)
	}
	if _, err := f.Clip(2); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("gone: error %v", err)
	}
}

func TestConcurrentClips(t *testing.T) {
	f := open(t, unpack(t), Options{})
	var group sync.WaitGroup
	for i := range 4 * f.Len() {
		group.Go(func() {
			if _, err := f.Clip(i % f.Len()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}
