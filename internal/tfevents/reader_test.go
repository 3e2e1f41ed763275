package tfevents

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"math"
	"runtime"
	"slices"
	"testing"
	"testing/iotest"
)

func bytesOf(t testing.TB, records ...string) []byte {
	t.Helper()
	var content []byte
	for _, record := range records {
		b, err := hex.DecodeString(record)
		if err != nil {
			t.Fatal(err)
		}
		content = append(content, b...)
	}
	return content
}

// The check value of CRC-32C is that of RFC 3720, appendix B.4, for 32 zeros; the
// mask is worked out by hand.
func TestChecksum(t *testing.T) {
	// 8a9136aa rotated right by 15 is 6d551522.
	var rotated uint32 = 0x6d551522
	if got, want := checksum(make([]byte, 32)), rotated+0xa282ead8; got != want {
		t.Errorf("%08x, want %08x", got, want)
	}
}

func TestReaderReadsForeignEvents(t *testing.T) {
	events, err := all(bytesOf(t, golden[0], golden[1], foreign))
	want := []Event{
		{WallTime: 1700000000.25, Version: version},
		{WallTime: 1700000001.5, Step: 300, Scalars: []Scalar{{"loss", 0}, {"accuracy/many", float64(float32(0.1))}}},
		{WallTime: 2, Step: -1, Scalars: []Scalar{{"s", math.Inf(1)}, {"x", 2}}},
	}
	if err != io.EOF || !slices.EqualFunc(events, want, equal) {
		t.Errorf("%+v, %v", events, err)
	}
}

// Wherever a file is cut, all whole events before are read, and the error says that
// the last is torn; nothing is whole before the first.
func TestReaderCut(t *testing.T) {
	content := bytesOf(t, golden...)
	first := len(golden[0]) / 2
	for n := range len(content) {
		events, err := all(content[:n])
		whole := min(n/first, 1)
		if len(events) != whole {
			t.Fatalf("%d bytes: %d events", n, len(events))
		}
		switch {
		case n == first:
			if err != io.EOF {
				t.Errorf("%d bytes: %v", n, err)
			}
		case isTorn(err) != (n > first):
			t.Errorf("%d bytes: %v", n, err)
		default:
			wantError(t, err, "tfevents: file: record ")
		}
		padded := append(bytes.Clone(content[:n]), make([]byte, 5000)...)
		if events, err := all(padded); n != first && n < len(content)-1 && (len(events) != whole || isTorn(err) != (n > first)) {
			t.Errorf("%d bytes, then zeros: %d events, %v", n, len(events), err)
		}
	}
}

// No flipped bit passes; where more follows, the record is damaged and not torn.
func TestReaderFlips(t *testing.T) {
	content := bytesOf(t, golden[0], golden[1], golden[1])
	first, second := len(golden[0])/2, len(golden[0])/2+len(golden[1])/2
	for bit := range 8 * second {
		flipped := bytes.Clone(content)
		flipped[bit/8] ^= 1 << (bit % 8)
		events, err := all(flipped)
		want := min(bit/8/first, 1)
		var fault *FormatError
		if len(events) != want || !errors.As(err, &fault) || fault.Torn {
			t.Fatalf("bit %d: %d events, %v", bit, len(events), err)
		}
	}
}

func TestReaderFaults(t *testing.T) {
	begin := bytesOf(t, golden[0])
	record := func(event ...byte) []byte { return appendRecord(bytes.Clone(begin), event) }
	impossible := binary.LittleEndian.AppendUint64(bytes.Clone(begin), math.MaxUint64)
	impossible = binary.LittleEndian.AppendUint32(impossible, checksum(impossible[len(begin):]))
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"empty":            {nil, "record 0, byte 0: want a first record with the version brain.Event:…, found an empty file"},
		"no version":       {bytesOf(t, golden[1]), `found the version ""`},
		"another version":  {appendRecord(nil, (&Event{Version: "brain.Trace:1"}).encode()), `found the version "brain.Trace:1"`},
		"a JSON file":      {[]byte(`{"format":"aeed-trajectory/1"}`), "record 0, byte 0: want a length with its checksum, found another checksum"},
		"impossible":       {impossible, "record 1, byte 40: want a length that a file can have, found 18446744073709551615"},
		"field 0":          {record(0<<3|varint, 1), "bytes that are not fields"},
		"group":            {record(6<<3 | 3), "bytes that are not fields"},
		"no key":           {record(0x80), "bytes that are not fields"},
		"no integer":       {record(eventStep, 0x80), "bytes that are not fields"},
		"long integer":     {record(append([]byte{eventStep}, bytes.Repeat([]byte{0xff}, 11)...)...), "bytes that are not fields"},
		"half a double":    {record(eventWallTime, 1, 2, 3, 4), "bytes that are not fields"},
		"half a float":     {record(eventSummary, 4, summaryValue, 2, valueSimple, 1), "bytes that are not fields"},
		"content too long": {record(eventSummary, 1), "bytes that are not fields"},
		"hostile content":  {record(append([]byte{eventSummary}, binary.AppendUvarint(nil, math.MaxUint64)...)...), "bytes that are not fields"},
		"tag not UTF-8":    {record(eventSummary, 5, summaryValue, 3, valueTag, 1, 0xff), "a string that is not UTF-8"},
		"version, UTF-8":   {record(eventVersion, 1, 0xff), "a string that is not UTF-8"},
	} {
		_, err := all(c.content)
		if isTorn(err) {
			t.Errorf("%s: torn", name)
		}
		wantError(t, err, "tfevents: file: ", c.want)
	}
}

func TestReaderPassesOnErrors(t *testing.T) {
	broken := errors.New("broken disk")
	content := bytesOf(t, golden...)
	for _, n := range []int{0, 5, 20, 40, 60} {
		r := NewReader("file", io.MultiReader(bytes.NewReader(content[:n]), iotest.ErrReader(broken)))
		var err error
		for err == nil {
			_, err = r.Next()
		}
		if !errors.Is(err, broken) {
			t.Errorf("after %d bytes: %v", n, err)
		}
		wantError(t, err, "tfevents: can't read file: broken disk")
	}
	content[len(content)-1] ^= 1
	r := NewReader("file", io.MultiReader(bytes.NewReader(content), iotest.ErrReader(broken)))
	_, _ = r.Next()
	if _, err := r.Next(); !errors.Is(err, broken) {
		t.Errorf("after a wrong checksum: %v", err)
	}
}

// A length of 2⁶² bytes, with the right checksum, must not be believed.
func TestHostileLength(t *testing.T) {
	content := binary.LittleEndian.AppendUint64(bytesOf(t, golden[0]), 1<<62)
	content = binary.LittleEndian.AppendUint32(content, checksum(content[len(content)-8:]))
	content = append(content, make([]byte, 1<<16)...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := all(content)
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; !isTorn(err) || got > 10*uint64(len(content)) {
		t.Errorf("%v with %d bytes allocated", err, got)
	}
}

// FuzzReader holds the reader to this: whole events, which are the same when written
// and read again, and then io.EOF or a FormatError.
func FuzzReader(f *testing.F) {
	f.Add(bytesOf(f, golden...), false)
	f.Add(bytesOf(f, golden[0], foreign), false)
	f.Add(bytesOf(f, golden...)[:70], false)
	f.Add((&Event{Step: -1, Scalars: []Scalar{{"t", math.NaN()}}}).encode(), true)
	f.Fuzz(func(t *testing.T, content []byte, framed bool) {
		if framed {
			content = appendRecord(bytesOf(t, golden[0]), content) // past the checksums
		}
		events, err := all(content)
		var fault *FormatError
		if err != io.EOF && !errors.As(err, &fault) {
			t.Fatalf("error %v", err)
		}
		var again []byte
		for _, event := range events {
			again = appendRecord(again, event.encode())
		}
		if len(again) == 0 {
			return
		}
		if reread, err := all(again); err != io.EOF || !slices.EqualFunc(events, reread, equal) {
			t.Fatalf("%+v becomes %+v, %v", events, reread, err)
		}
	})
}
