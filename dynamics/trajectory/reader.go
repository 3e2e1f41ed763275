package trajectory

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// A Reader reads a trajectory epoch by epoch. It holds one epoch at a time,
// whatever the file claims.
//
// It forgives one thing, a torn last epoch: an incomplete last line, or fewer
// than C records at the end, as a killed writer leaves them. Torn reports it;
// the whole epochs before are returned. All else that breaks the format is a
// *FormatError.
type Reader struct {
	name   string
	closer io.Closer
	lines  lines
	header Header
	table  table
	err    error // what Next goes on to return

	torn    bool
	end     int64 // bytes up to the end of the last whole epoch, or of the header
	endFeed bool  // whether a line feed ends them
}

// Open opens the trajectory at path and reads its header. Close it when done.
func Open(path string) (*Reader, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("trajectory: %w; hint: a run's trajectory is trajectory.jsonl in its run directory", err)
	}
	r, err := NewReader(path, file)
	if err != nil {
		file.Close()
		return nil, err
	}
	r.closer = file
	return r, nil
}

// NewReader reads a trajectory, its header at once, from source; name stands
// for it in errors.
func NewReader(name string, source io.Reader) (*Reader, error) {
	r := &Reader{name: name, lines: lines{source: bufio.NewReaderSize(source, 1<<16)}}
	if err := r.readHeader(); err != nil {
		return nil, r.locate(err)
	}
	r.table = newTable(&r.header)
	return r, nil
}

// ReadFile returns the header and all whole epochs of the trajectory at path.
// A torn last epoch is dropped in silence: use Open to know of it.
func ReadFile(path string) (Header, []Epoch, error) {
	r, err := Open(path)
	if err != nil {
		return Header{}, nil, err
	}
	defer r.Close()
	epochs, err := r.readAll()
	return r.header, epochs, err
}

// Header returns the header.
func (r *Reader) Header() Header { return r.header }

// Next returns the next epoch, which is the caller's to keep, or io.EOF after
// the last whole one. After an error it returns that error again.
func (r *Reader) Next() (Epoch, error) {
	for r.err == nil {
		line, terminated, err := r.lines.next()
		if err == nil {
			err = r.add(line, terminated)
		}
		if err == io.EOF {
			r.torn = r.torn || len(r.table.records) > 0
		}
		if err != nil {
			r.err = r.locate(err)
			break
		}
		if epoch, whole := r.table.whole(); whole {
			r.end, r.endFeed = r.lines.end, terminated
			return epoch, nil
		}
	}
	return Epoch{}, r.err
}

// Torn reports whether an incomplete last epoch was dropped. It is known once
// Next has returned io.EOF.
func (r *Reader) Torn() bool { return r.torn }

// Close closes the file that Open opened.
func (r *Reader) Close() error {
	if r.closer == nil {
		return nil
	}
	return r.closer.Close()
}

// add takes a record line; io.EOF says that it is torn.
func (r *Reader) add(line []byte, terminated bool) error {
	row, err := parseRow(line)
	switch {
	case err == errCut && !terminated:
		r.torn = true
		return io.EOF
	case err == errCut && len(bytes.TrimSpace(line)) == 0:
		return fault("", "an empty line", "a record", "remove it")
	case err != nil:
		return err
	}
	return r.table.add(&row)
}

func (r *Reader) readHeader() error {
	line, terminated, err := r.lines.next()
	switch {
	case err == io.EOF || err == nil && !terminated && len(line) == 0:
		return fault("", "an empty file", "a header line", "the run was killed before it began: delete the file, or resume the run")
	case err != nil:
		return err
	case bytes.HasPrefix(line, []byte("\xef\xbb\xbf")), bytes.HasPrefix(line, []byte("\xff\xfe")):
		return fault("", "a byte order mark", `"{"`, `save as UTF-8 without BOM; in Python open with encoding="utf-8"`)
	}
	r.header, err = parseHeader(line)
	if err == errCut && !terminated {
		return fault("", "a header line that is cut off", "a whole header line", "the run was killed before it began: delete the file, or resume the run")
	}
	r.end, r.endFeed = r.lines.end, terminated
	return err
}

func (r *Reader) readAll() ([]Epoch, error) {
	var epochs []Epoch
	for {
		epoch, err := r.Next()
		if err == io.EOF {
			return epochs, nil
		}
		if err != nil {
			return nil, err
		}
		epochs = append(epochs, epoch)
	}
}

// locate names file and line in an error of the format or of reading.
func (r *Reader) locate(err error) error {
	place := fmt.Sprintf("line %d", r.lines.number)
	if err == errCut {
		err = fault("", "a line that ends inside its object", "a whole record", "only the last line of a file may be incomplete: this one is damaged")
	}
	if _, ok := errors.AsType[*FormatError](err); ok || err == io.EOF {
		return locate(err, r.name, place)
	}
	return fmt.Errorf("trajectory: %s: %s: %w; hint: the file can't be read to its end, check the disk", r.name, place, err)
}
