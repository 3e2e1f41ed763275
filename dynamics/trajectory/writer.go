package trajectory

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"aeed/dynamics"
	"aeed/internal/wholefile"
)

// A Writer appends epochs to a trajectory file, each safe on disk when Append
// returns. One writer a file; it is not safe for concurrent use.
type Writer struct {
	file       storage
	path       string
	classes    int
	maxEntropy float64
	next       int    // number of the next epoch
	size       int64  // bytes up to the end of the last whole epoch
	dirty      bool   // whether the file may hold more than size bytes
	buffer     []byte // lines of the epoch being written
}

// storage is what a Writer needs of an *os.File.
type storage interface {
	io.WriterAt
	io.Closer
	Truncate(size int64) error
	Sync() error
}

// Create begins a trajectory at path, in a folder that exists, and syncs file
// and folder. A file that is already there is left alone and is an error, as
// is an invalid header.
func Create(path string, header Header) (*Writer, error) {
	line, err := header.line()
	if err != nil {
		return nil, locate(err, path, "header")
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("trajectory: %w; hint: resume the run that it belongs to, or write to another path", err)
	}
	if err != nil {
		return nil, fmt.Errorf("trajectory: %w; hint: the folder must exist and be writable", err)
	}
	w := newWriter(file, path, &header)
	err = w.begin(line)
	if err == nil {
		err = wholefile.SyncFolder(path)
	}
	if err != nil {
		file.Close()
		os.Remove(path)
		return nil, w.failed("begin", err)
	}
	return w, nil
}

// Resume goes on with the trajectory at path and returns the number of the
// next epoch to append. The header must be the one of the file. A torn last
// epoch is cut off the file, and a torn header, before which no epoch can be,
// is written again; other damage is an error that leaves the file alone.
func Resume(path string, header Header) (*Writer, int, error) {
	line, err := header.line()
	if err != nil {
		return nil, 0, locate(err, path, "header")
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, 0, fmt.Errorf("trajectory: %w; hint: a run that has no trajectory yet begins with a new one", err)
	}
	w := newWriter(file, path, &header)
	if err := w.resume(file, line, &header); err != nil {
		file.Close()
		return nil, 0, err
	}
	return w, w.next, nil
}

// Append writes an epoch, in one write, and syncs the file. The epoch must
// have the next number, finite values, an entropy exactly where count > 0, and
// accuracies in [0, 1] or NaN; a wrong number of records panics. After an
// error, a full disk say, the file ends with the last whole epoch and the same
// epoch may be appended again.
func (w *Writer) Append(e Epoch) error {
	if err := checkEpoch(&e, w.next, w.classes, w.maxEntropy); err != nil {
		return locate(err, w.path, "")
	}
	w.buffer = e.appendLines(w.buffer[:0])
	if err := w.write(w.buffer); err != nil {
		return w.failed(fmt.Sprintf("append epoch %d to", e.Number), err)
	}
	w.next++
	return nil
}

// Close closes the file; nothing is lost without it.
func (w *Writer) Close() error { return w.file.Close() }

func newWriter(file storage, path string, h *Header) *Writer {
	return &Writer{file: file, path: path, classes: h.Classes, maxEntropy: dynamics.MaxEntropy(h.Classes)}
}

// begin makes line the whole file.
func (w *Writer) begin(line []byte) error {
	w.dirty = true
	return w.write(line)
}

// write appends data and syncs, or leaves the file as it was: cut back now if
// that is possible, else before the next write.
func (w *Writer) write(data []byte) error {
	if err := w.cut(); err != nil {
		return err
	}
	w.dirty = true
	_, err := w.file.WriteAt(data, w.size)
	if err == nil {
		err = w.file.Sync()
	}
	if err != nil {
		if left := w.cut(); left != nil {
			err = fmt.Errorf("%w, and then %w", err, left)
		}
		return err
	}
	w.size += int64(len(data))
	w.dirty = false
	return nil
}

// cut removes what stands after the last whole epoch.
func (w *Writer) cut() error {
	if !w.dirty {
		return nil
	}
	if err := w.file.Truncate(w.size); err != nil {
		return err
	}
	w.dirty = false
	return nil
}

// resume finds the end of the last whole epoch of file and cuts off the rest.
// A file that is the beginning of the header line, or all of it, is begun
// anew: Create was killed, or power failed, before the header was on disk.
func (w *Writer) resume(file *os.File, line []byte, header *Header) error {
	begun := make([]byte, len(line)+1)
	n, err := file.ReadAt(begun, 0)
	if torn := bytes.TrimRight(begun[:n], "\x00"); err == io.EOF && bytes.HasPrefix(line, torn) {
		if err := w.begin(line); err != nil {
			return w.failed("begin", err)
		}
		return nil
	}
	r, err := NewReader(w.path, file)
	if err != nil {
		return err
	}
	if name, found, want := difference(&r.header, header); name != "" {
		return locate(fault(name, excerpt([]byte(found)), excerpt([]byte(want))+" as in the run to resume", "resume with the configuration that began the run, or begin a new one"), w.path, "line 1")
	}
	for err == nil {
		_, err = r.Next()
	}
	if err != io.EOF {
		return err
	}
	w.next, w.size, w.dirty = r.table.epoch, r.end, true
	var feed []byte
	if !r.endFeed {
		feed = []byte{'\n'}
	}
	if err := w.write(feed); err != nil {
		return w.failed("resume", err)
	}
	return nil
}

func (w *Writer) failed(what string, err error) error {
	return fmt.Errorf("trajectory: can't %s %s: %w; hint: check the space and the rights on the disk; whole epochs are safe", what, w.path, err)
}
