package trajectory

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The footer of a Parquet file is a Thrift structure in the compact protocol.
// The Parquet library reserves memory for the strings and lists of a footer
// before it finds out that they are not there, so that one flipped bit can ask
// for all the memory of the machine. checkFooter walks over the footer first.

// maxFooterItems bounds the elements of all lists of a footer together: some
// thousand row groups.
const maxFooterItems = 1 << 18

// maxFooterDepth bounds how deeply a footer nests; Parquet's needs 8.
const maxFooterDepth = 32

var errFooter = errors.New("its footer is damaged")

// checkFooter returns an error unless the footer of a Parquet file of size
// bytes is well formed and of a reasonable size.
func checkFooter(file io.ReaderAt, size int64) error {
	const trailer = 8 // footer length, "PAR1"
	var end [trailer]byte
	if size < 4+trailer {
		return fmt.Errorf("it has %d bytes", size)
	}
	if _, err := file.ReadAt(end[:], size-trailer); err != nil && err != io.EOF {
		return err
	}
	length := int64(binary.LittleEndian.Uint32(end[:]))
	if string(end[4:]) != "PAR1" || length > size-4-trailer || length > 2*MaxLineBytes {
		return errFooter
	}
	footer := make([]byte, length)
	if _, err := file.ReadAt(footer, size-trailer-length); err != nil && err != io.EOF {
		return err
	}
	w := thriftWalker{data: footer}
	w.structure(0)
	if w.broken || len(w.data) > 0 {
		return errFooter
	}
	return nil
}

// A thriftWalker skips over values; broken is set, for good, by the first that
// is not whole.
type thriftWalker struct {
	data   []byte // what is left
	items  int
	broken bool
}

// The types of the compact protocol.
const (
	thriftStop   = 0
	thriftTrue   = 1
	thriftFalse  = 2
	thriftByte   = 3
	thriftInt16  = 4
	thriftInt32  = 5
	thriftInt64  = 6
	thriftDouble = 7
	thriftBinary = 8
	thriftList   = 9
	thriftSet    = 10
	thriftStruct = 12
)

func (w *thriftWalker) structure(depth int) {
	for !w.broken {
		head := w.byte()
		if head == thriftStop {
			return
		}
		if head>>4 == 0 {
			w.varint() // the field's number, when it is not just above the last one's
		}
		if kind := head & 0xf; kind != thriftTrue && kind != thriftFalse {
			w.value(kind, depth)
		}
	}
}

// value skips a value of a list or, Booleans aside, of a structure.
func (w *thriftWalker) value(kind byte, depth int) {
	if depth > maxFooterDepth {
		w.broken = true
	}
	if w.broken {
		return
	}
	switch kind {
	case thriftTrue, thriftFalse, thriftByte:
		w.skip(1)
	case thriftInt16, thriftInt32, thriftInt64:
		w.varint()
	case thriftDouble:
		w.skip(8)
	case thriftBinary:
		w.skip(w.varint())
	case thriftList, thriftSet:
		w.list(depth)
	case thriftStruct:
		w.structure(depth + 1)
	default: // Parquet has no maps
		w.broken = true
	}
}

func (w *thriftWalker) list(depth int) {
	head := w.byte()
	size := uint64(head >> 4)
	if size == 15 {
		size = w.varint()
	}
	if size > uint64(maxFooterItems-w.items) {
		w.broken = true
		return
	}
	w.items += int(size)
	for range size {
		w.value(head&0xf, depth+1)
	}
}

func (w *thriftWalker) byte() byte {
	if len(w.data) == 0 {
		w.broken = true
		return thriftStop
	}
	b := w.data[0]
	w.data = w.data[1:]
	return b
}

func (w *thriftWalker) varint() uint64 {
	value, n := binary.Uvarint(w.data)
	if n <= 0 {
		w.broken = true
		return 0
	}
	w.data = w.data[n:]
	return value
}

func (w *thriftWalker) skip(n uint64) {
	if n > uint64(len(w.data)) {
		w.broken = true
		return
	}
	w.data = w.data[n:]
}
