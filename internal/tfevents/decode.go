package tfevents

import (
	"encoding/binary"
	"errors"
	"math"
	"unicode/utf8"
)

var (
	errMessage = errors.New("bytes that are not fields")
	errText    = errors.New("a string that is not UTF-8")
)

// decodeEvent reads the message of an event. Fields that an Event doesn't have, and
// values that are not simple, are passed over.
func decodeEvent(message []byte) (Event, error) {
	var e Event
	err := eachField(message, func(f field) (err error) {
		switch f.key {
		case eventWallTime:
			e.WallTime = math.Float64frombits(f.bits)
		case eventStep:
			e.Step = int64(f.bits)
		case eventVersion:
			e.Version, err = f.text()
		case eventSummary:
			err = eachField(f.content, func(f field) error {
				if f.key != summaryValue {
					return nil
				}
				scalar, simple, err := decodeValue(f.content)
				if err == nil && simple {
					e.Scalars = append(e.Scalars, scalar)
				}
				return err
			})
		}
		return err
	})
	return e, err
}

// decodeValue reads the value of a summary and says whether it is a simple one.
func decodeValue(message []byte) (s Scalar, simple bool, err error) {
	err = eachField(message, func(f field) (err error) {
		switch f.key {
		case valueTag:
			s.Tag, err = f.text()
		case valueSimple:
			s.Value, simple = float64(math.Float32frombits(uint32(f.bits))), true
		}
		return err
	})
	return s, simple, err
}

// A field is one of a message; what it holds is in bits or, if delimited, in content.
type field struct {
	key     uint64
	bits    uint64
	content []byte
}

func (f *field) text() (string, error) {
	if !utf8.Valid(f.content) {
		return "", errText
	}
	return string(f.content), nil
}

// eachField calls use with the fields of a message in turn. Content is part of
// message, never a copy.
func eachField(message []byte, use func(field) error) error {
	for len(message) > 0 {
		key, n := binary.Uvarint(message)
		if n <= 0 || key>>3 == 0 {
			return errMessage
		}
		message = message[n:]
		f := field{key: key}
		switch key & 7 {
		case varint:
			f.bits, n = binary.Uvarint(message)
		case fixed64:
			if n = 8; len(message) >= n {
				f.bits = binary.LittleEndian.Uint64(message)
			}
		case fixed32:
			if n = 4; len(message) >= n {
				f.bits = uint64(binary.LittleEndian.Uint32(message))
			}
		case delimited:
			var size uint64
			size, n = binary.Uvarint(message)
			if n <= 0 || size > uint64(len(message)-n) {
				return errMessage
			}
			f.content = message[n : n+int(size)]
			n += int(size)
		default:
			return errMessage
		}
		if n <= 0 || n > len(message) {
			return errMessage
		}
		message = message[n:]
		if err := use(f); err != nil {
			return err
		}
	}
	return nil
}
