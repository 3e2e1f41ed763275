package tfevents

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strings"
)

// A Reader reads the events of a file in order. It needs memory in proportion to the
// greatest event that the file holds, whatever a length claims.
type Reader struct {
	name   string
	in     *bufio.Reader
	event  bytes.Buffer // the present one and its checksum
	record int          // records that were read
	end    int64        // of the last of them
}

// NewReader returns a Reader of an event file; errors call it name.
func NewReader(name string, in io.Reader) *Reader {
	return &Reader{name: name, in: bufio.NewReader(in)}
}

// Next returns the next event, the one of the version first. It returns io.EOF after
// the last, and a [FormatError] for a file that is torn, damaged or of another kind.
func (r *Reader) Next() (Event, error) {
	message, err := r.next()
	if err == io.EOF && r.record == 0 {
		err = r.fault(versionRecord, "an empty file", "it is no event file; write to another path")
	}
	if _, faulty := err.(*FormatError); err == io.EOF || faulty {
		return Event{}, err
	}
	if err != nil {
		return Event{}, fmt.Errorf("tfevents: can't read %s: %w; hint: check the disk and try again", r.name, err)
	}
	event, err := decodeEvent(message)
	if err != nil {
		return Event{}, r.fault("an Event in the encoding of Protocol Buffers", err.Error(), "the file is of another kind; write to another path")
	}
	if r.record == 0 && !strings.HasPrefix(event.Version, versionPrefix) {
		return Event{}, r.fault(versionRecord, fmt.Sprintf("the version %.40q", event.Version), "the file is of another kind; write to another path")
	}
	r.record++
	r.end += int64(headerSize + len(message) + checksumSize)
	return event, nil
}

const (
	version       = versionPrefix + "2"
	versionPrefix = "brain.Event:"
	versionRecord = "a first record with the version " + versionPrefix + "…"
)

// next returns the content of the next record, valid until the next call.
func (r *Reader) next() ([]byte, error) {
	var header [headerSize]byte
	n, err := io.ReadFull(r.in, header[:])
	if err == io.ErrUnexpectedEOF {
		return nil, r.torn(fmt.Sprintf("%d bytes for a length and its checksum", headerSize), n)
	}
	if err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint64(header[:])
	if checksum(header[:8]) != binary.LittleEndian.Uint32(header[8:]) {
		return nil, r.damaged("a length with its checksum")
	}
	if length > math.MaxInt64-checksumSize {
		return nil, r.fault("a length that a file can have", fmt.Sprint(length), "the file is no event file")
	}
	r.event.Reset()
	read, err := io.CopyN(&r.event, r.in, int64(length)+checksumSize)
	if err == io.EOF {
		return nil, r.torn(fmt.Sprintf("%d bytes and their checksum", length), int(read))
	}
	if err != nil {
		return nil, err
	}
	message, sum := r.event.Bytes()[:length], r.event.Bytes()[length:]
	if checksum(message) != binary.LittleEndian.Uint32(sum) {
		return nil, r.damaged("an event with its checksum")
	}
	return message, nil
}

// fault returns the error of the present record.
func (r *Reader) fault(want, found, hint string) *FormatError {
	return &FormatError{File: r.name, Place: place(r.record, r.end), Want: want, Found: found, Hint: hint}
}

func place(record int, start int64) string { return fmt.Sprintf("record %d, byte %d", record, start) }

// torn returns the error of a file that ends after the given number of bytes.
func (r *Reader) torn(want string, bytes int) error {
	e := r.fault(want, fmt.Sprintf("the end of the file after %d bytes", bytes), "the last record was not written completely; resume the run, or go without this record")
	e.Torn = r.record > 0
	return e
}

// damaged returns the error of a wrong checksum. Where a machine lost its power, the
// file may have the length of its last write and not the content; so the record is
// torn if nothing but zeros follows.
func (r *Reader) damaged(want string) error {
	e := r.fault(want, "another checksum", "the file is damaged; move it away: TensorBoard shows all event files of a folder together")
	for {
		b, err := r.in.ReadByte()
		if err == io.EOF {
			e.Torn = r.record > 0
			return e
		}
		if err != nil {
			return err
		}
		if b != 0 {
			return e
		}
	}
}
