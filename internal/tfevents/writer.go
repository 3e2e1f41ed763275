package tfevents

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"time"
	"unicode/utf8"

	"aeed/internal/wholefile"
)

// Prefix begins the name of every event file.
const Prefix = "events.out.tfevents."

// A Writer adds events to a file. One writer a file; it is not safe for concurrent use.
type Writer struct {
	file   storage
	path   string
	size   int64  // bytes that are on disk
	buffer []byte // records that are not
	step   int64  // of the last event
}

// storage is what a Writer needs of an *os.File.
type storage interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	Truncate(size int64) error
	Sync() error
}

// Create begins a file in a folder that exists, named after the time and the host,
// "events.out.tfevents.1700000000.host". A file that is already there is left alone
// and is an error.
func Create(folder, host string, now time.Time) (*Writer, error) {
	path := filepath.Join(folder, fmt.Sprintf("%s%010d.%s", Prefix, now.Unix(), host))
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("tfevents: create %s: %w; hint: go on with it by Append", path, fs.ErrExist)
	}
	begin := Event{WallTime: seconds(now), Version: version}
	if err := wholefile.WriteBytes(path, appendRecord(nil, begin.encode())); err != nil {
		return nil, fmt.Errorf("tfevents: %w; hint: the folder must exist and be writable", err)
	}
	return Append(path)
}

// Append goes on with the file at path, of this package or another. A torn last
// record is cut off; other damage, or a step that falls, is a [FormatError] and
// leaves the file alone.
func Append(path string) (*Writer, error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("tfevents: %w; hint: a run that has no event file yet begins with a new one", err)
	}
	size, step, err := scan(path, file, math.MaxInt64)
	if err != nil {
		file.Close()
		return nil, err
	}
	w := &Writer{file: file, path: path}
	if err := w.cut(size, step); err != nil {
		file.Close()
		return nil, err
	}
	return w, nil
}

// Add takes the scalars of a step, measured at the given time. Steps never fall, and
// tags are UTF-8 and not empty. Nothing is written before Flush or Close.
func (w *Writer) Add(at time.Time, step int64, scalars ...Scalar) error {
	if step < w.step {
		return fmt.Errorf("tfevents: %s: want a step of at least %d, found %d; hint: call TruncateAfter before steps are repeated", w.path, w.step, step)
	}
	for _, s := range scalars {
		if s.Tag == "" || !utf8.ValidString(s.Tag) {
			return fmt.Errorf("tfevents: %s: step %d: want a tag in UTF-8, found %.40q; hint: give every scalar a name", w.path, step, s.Tag)
		}
	}
	event := Event{WallTime: seconds(at), Step: step, Scalars: scalars}
	w.buffer = appendRecord(w.buffer, event.encode())
	w.step = step
	return nil
}

// Flush writes what was added and syncs the file. After an error, a full disk say,
// all of it is kept and the next Flush writes it again in the same place.
func (w *Writer) Flush() error {
	if len(w.buffer) == 0 {
		return nil
	}
	_, err := w.file.WriteAt(w.buffer, w.size)
	if err == nil {
		err = w.file.Sync()
	}
	if err != nil {
		return w.failed("write to", err)
	}
	w.size += int64(len(w.buffer))
	w.buffer = w.buffer[:0]
	return nil
}

// TruncateAfter removes the events of all later steps, and syncs the file.
func (w *Writer) TruncateAfter(step int64) error {
	if w.step <= step {
		return nil
	}
	if err := w.Flush(); err != nil {
		return err
	}
	size, last, err := scan(w.path, io.NewSectionReader(w.file, 0, w.size), step)
	if err != nil {
		return err
	}
	return w.cut(size, last)
}

// Path returns the path of the file.
func (w *Writer) Path() string { return w.path }

// Close flushes and closes the file.
func (w *Writer) Close() error { return errors.Join(w.Flush(), w.file.Close()) }

// cut makes the file end at size, after an event of the given step.
func (w *Writer) cut(size, step int64) error {
	err := w.file.Truncate(size)
	if err == nil {
		err = w.file.Sync()
	}
	if err != nil {
		return w.failed("shorten", err)
	}
	w.size, w.step = size, step
	return nil
}

func (w *Writer) failed(what string, err error) error {
	return fmt.Errorf("tfevents: can't %s %s: %w; hint: check the space and the rights on the disk; earlier events are safe", what, w.path, err)
}

// scan returns the end of the last whole event whose step is at most limit, and that
// step. The version counts as step 0 and stays whatever the limit.
func scan(name string, in io.Reader, limit int64) (end, step int64, err error) {
	for r := NewReader(name, in); ; end = r.end {
		event, err := r.Next()
		var fault *FormatError
		if err == io.EOF || errors.As(err, &fault) && fault.Torn {
			return end, step, nil
		}
		if err != nil {
			return 0, 0, err
		}
		if event.Step < step {
			return 0, 0, &FormatError{File: name, Place: place(r.record-1, end), Want: fmt.Sprintf("a step of at least %d", step), Found: fmt.Sprint(event.Step),
				Hint: "another program wrote the file; begin a new one: TensorBoard shows all event files of a folder together"}
		}
		if event.Step > limit && end > 0 {
			return end, step, nil
		}
		step = event.Step
	}
}
