package tfevents

import (
	"encoding/binary"
	"math"
	"time"
)

// An Event is what one record says: its file's version, or the scalars of a step.
type Event struct {
	WallTime float64 // seconds since the beginning of 1970, UTC
	Step     int64
	Version  string // of the format, in the first event of a file alone
	Scalars  []Scalar
}

// A Scalar is one value of one curve. Tags with slashes, as "accuracy/many", are
// shown in groups. The file holds the value as a float32; NaN and infinities are
// allowed.
type Scalar struct {
	Tag   string
	Value float64
}

// The keys of the fields, number·8 + wire type.
const (
	varint    = 0
	fixed64   = 1
	delimited = 2
	fixed32   = 5

	eventWallTime = 1<<3 | fixed64
	eventStep     = 2<<3 | varint
	eventVersion  = 3<<3 | delimited
	eventSummary  = 5<<3 | delimited
	summaryValue  = 1<<3 | delimited
	valueTag      = 1<<3 | delimited
	valueSimple   = 2<<3 | fixed32
)

// seconds returns the wall time of t. The nanoseconds of our days since 1970 are too
// many for a float64; its whole seconds are not.
func seconds(t time.Time) float64 {
	return float64(t.Unix()) + float64(t.Nanosecond())/1e9
}

// encode returns the message of an event. Fields with their default value are left
// out, as the encoding demands; simple_value is one of several kinds, so that its
// presence counts.
func (e *Event) encode() []byte {
	message := []byte{eventWallTime}
	message = binary.LittleEndian.AppendUint64(message, math.Float64bits(e.WallTime))
	if e.Step != 0 {
		message = append(message, eventStep)
		message = binary.AppendUvarint(message, uint64(e.Step))
	}
	if e.Version != "" {
		message = appendDelimited(message, eventVersion, []byte(e.Version))
	}
	if len(e.Scalars) > 0 {
		var summary []byte
		for _, s := range e.Scalars {
			summary = appendDelimited(summary, summaryValue, s.encode())
		}
		message = appendDelimited(message, eventSummary, summary)
	}
	return message
}

func (s *Scalar) encode() []byte {
	value := appendDelimited(nil, valueTag, []byte(s.Tag))
	value = append(value, valueSimple)
	return binary.LittleEndian.AppendUint32(value, math.Float32bits(float32(s.Value)))
}

func appendDelimited(message []byte, key byte, content []byte) []byte {
	message = append(message, key)
	message = binary.AppendUvarint(message, uint64(len(content)))
	return append(message, content...)
}
