package tfevents

import (
	"bytes"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// The bytes are those of TensorBoard's own writer.
func TestWriterWritesWhatTensorBoardWrites(t *testing.T) {
	folder := t.TempDir()
	w, err := Create(folder, "host", start)
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(folder, "events.out.tfevents.1700000000.host"); w.Path() != want {
		t.Errorf("path %s, want %s", w.Path(), want)
	}
	if err := w.Add(start.Add(1250*time.Millisecond), 300, Scalar{"loss", 0}, Scalar{"accuracy/many", 0.1}); err != nil {
		t.Fatal(err)
	}
	if got := mustRead(t, w.Path()); !bytes.Equal(got, bytesOf(t, golden[0])) {
		t.Errorf("before Flush: %x", got)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got := mustRead(t, w.Path()); !bytes.Equal(got, bytesOf(t, golden...)) {
		t.Errorf("%x", got)
	}
	if err := w.Close(); err == nil {
		t.Error("closed twice without an error")
	}
}

func TestNameOfAnEarlyTime(t *testing.T) {
	w, err := Create(t.TempDir(), "h", time.Unix(7, 0))
	if err != nil || filepath.Base(w.Path()) != "events.out.tfevents.0000000007.h" {
		t.Errorf("%v, %v", w, err)
	}
}

// Wherever the last record is torn, Append leaves the whole ones and goes on.
func TestAppendCutsATornRecord(t *testing.T) {
	whole := mustCreate(t, 1, 2)
	end := int(whole.size)
	mustAdd(t, whole, 3)
	content := mustRead(t, whole.Path())
	for n := end; n <= len(content); n++ {
		w, err := Append(inFile(t, content[:n]))
		if err != nil {
			t.Fatal(err)
		}
		if n < len(content) {
			wantSteps(t, w.Path(), 1, 2)
			mustAdd(t, w, 3)
		}
		mustAdd(t, w, 4)
		wantSteps(t, w.Path(), 1, 2, 3, 4)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAppendRefuses(t *testing.T) {
	content := mustRead(t, mustCreate(t, 1, 2).Path())
	damaged := bytes.Clone(content)
	damaged[60] ^= 1
	for _, c := range []struct {
		name, want string
		content    []byte
	}{
		{"damage", "record 1, byte 40: want an event with its checksum", damaged},
		{"an empty file", "found an empty file", nil},
		{"half a version", "record 0, byte 0", content[:20]},
		{"steps that fall", "record 2, byte 105: want a step of at least 300, found -1", bytesOf(t, golden[0], golden[1], foreign)},
	} {
		path := inFile(t, c.content)
		_, err := Append(path)
		wantError(t, err, path, c.want)
		if !bytes.Equal(mustRead(t, path), c.content) {
			t.Errorf("%s: the file has changed", c.name)
		}
	}
	_, err := Append(filepath.Join(t.TempDir(), "none"))
	wantError(t, err, "tfevents: open ", "none")
}

func TestTruncateAfter(t *testing.T) {
	for _, c := range []struct {
		after int64
		want  []int64
	}{
		{-1, nil}, {0, []int64{0}}, {1, []int64{0}}, {2, []int64{0, 2, 2}}, {4, []int64{0, 2, 2}}, {5, []int64{0, 2, 2, 5}}, {math.MaxInt64, []int64{0, 2, 2, 5}},
	} {
		w := mustCreate(t, 0, 2, 2)
		if err := w.Add(start, 5, Scalar{"loss", 5}); err != nil {
			t.Fatal(err)
		}
		if err := w.TruncateAfter(c.after); err != nil {
			t.Fatal(err)
		}
		mustAdd(t, w)
		wantSteps(t, w.Path(), c.want...)
		mustAdd(t, w, 5)
		wantSteps(t, w.Path(), append(c.want, 5)...)
	}
}

// A run that is cut at its checkpoint and repeats the steps has the file of an
// unbroken one.
func TestResumedFileIsThatOfAnUnbrokenRun(t *testing.T) {
	want := mustRead(t, mustCreate(t, 10, 20, 30, 40).Path())
	killed := mustRead(t, mustCreate(t, 10, 20, 30).Path())
	w, err := Append(inFile(t, killed[:len(killed)-3]))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := w.TruncateAfter(10); err != nil {
		t.Fatal(err)
	}
	mustAdd(t, w, 20, 30, 40)
	if got := mustRead(t, w.Path()); !bytes.Equal(got, want) {
		t.Errorf("%x, want %x", got, want)
	}
}

func TestAddErrors(t *testing.T) {
	w := mustCreate(t, 3)
	wantError(t, w.Add(start, 2), w.Path(), "want a step of at least 3, found 2")
	wantError(t, w.Add(start, 4, Scalar{"", 1}), w.Path(), `step 4: want a tag in UTF-8, found ""`)
	wantError(t, w.Add(start, 4, Scalar{"a", 1}, Scalar{"\xff", 1}), w.Path(), `found "\xff"`)
	mustAdd(t, w, 3)
	wantSteps(t, w.Path(), 3, 3)
}

func TestCreateErrors(t *testing.T) {
	w := mustCreate(t, 1)
	before := mustRead(t, w.Path())
	_, err := Create(filepath.Dir(w.Path()), "host", start)
	wantError(t, err, w.Path())
	if !errors.Is(err, fs.ErrExist) || !bytes.Equal(mustRead(t, w.Path()), before) {
		t.Errorf("%v, or the file has changed", err)
	}
	_, err = Create(filepath.Join(t.TempDir(), "none"), "host", start)
	wantError(t, err, "tfevents: ", "none")
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

// fullDisk is a file whose calls fail while they are listed.
type fullDisk struct {
	*os.File
	write, sync, truncate error
}

func (d *fullDisk) WriteAt(b []byte, at int64) (int, error) {
	if d.write != nil {
		n, _ := d.File.WriteAt(b[:len(b)/2], at)
		return n, d.write
	}
	return d.File.WriteAt(b, at)
}

func (d *fullDisk) Sync() error { return errors.Join(d.sync, d.File.Sync()) }

func (d *fullDisk) Truncate(size int64) error {
	if d.truncate != nil {
		return d.truncate
	}
	return d.File.Truncate(size)
}

func TestFailedWritesAreRepeated(t *testing.T) {
	full := errors.New("no space left on device")
	w := mustCreate(t, 1)
	disk := &fullDisk{File: w.file.(*os.File)}
	w.file = disk
	for _, fail := range []*error{&disk.write, &disk.sync} {
		if err := w.Add(start, w.step+1, Scalar{"loss", float64(w.step + 1)}); err != nil {
			t.Fatal(err)
		}
		*fail = full
		err := w.Flush()
		wantError(t, err, "tfevents: can't write to "+w.Path()+": no space left on device")
		if !errors.Is(err, full) {
			t.Error(err)
		}
		*fail = nil
		if err := w.Flush(); err != nil {
			t.Error(err)
		}
	}
	wantSteps(t, w.Path(), 1, 2, 3)
	disk.truncate = full
	wantError(t, w.TruncateAfter(1), "tfevents: can't shorten "+w.Path())
	disk.truncate, disk.write = nil, full
	if err := w.Add(start, 4, Scalar{"loss", 4}); err != nil {
		t.Fatal(err)
	}
	wantError(t, w.TruncateAfter(1), "can't write to")
	disk.write = nil
	if err := w.TruncateAfter(1); err != nil {
		t.Error(err)
	}
	wantSteps(t, w.Path(), 1)
}
