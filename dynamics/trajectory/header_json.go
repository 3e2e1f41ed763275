package trajectory

import (
	"cmp"
	"fmt"
	"strconv"
)

// MarshalJSON returns the header line without its line feed, or the error of
// Validate.
func (h Header) MarshalJSON() ([]byte, error) {
	if err := h.Validate(); err != nil {
		return nil, err
	}
	line := []byte(`{"format":"` + Format + `"`)
	for _, field := range headerFields {
		if value := field.encode(&h); value != "" {
			line = append(line, `,"`+field.name+`":`+value...)
		}
	}
	line = append(line, '}')
	if len(line) >= MaxLineBytes {
		return nil, fault("", fmt.Sprintf("a header of %d bytes", len(line)), fmt.Sprintf("fewer than %d", MaxLineBytes), "shorten law and version")
	}
	return line, nil
}

// line returns the header line with its line feed.
func (h *Header) line() ([]byte, error) {
	line, err := h.MarshalJSON()
	return append(line, '\n'), err
}

// UnmarshalJSON reads a header line, as strictly as a Reader does; an error
// leaves the header as it was.
func (h *Header) UnmarshalJSON(line []byte) error {
	read, err := parseHeader(line)
	if err == errCut {
		err = fault("", "a header that is cut off", "a whole header", "it is one flat JSON object")
	}
	if err == nil {
		*h = read
	}
	return err
}

// parseHeader reads a header line; errCut says that it ends inside its object.
func parseHeader(line []byte) (Header, error) {
	if err := checkFormat(line); err != nil {
		return Header{}, err
	}
	values, err := collect(line)
	if err != nil {
		return Header{}, err
	}
	var h Header
	for i, field := range headerFields {
		if values[i] == nil && field.optional {
			continue
		}
		if values[i] == nil {
			return Header{}, fault(field.name, "nothing", "a value", "every key of the header is required but class_sizes, seed and version")
		}
		if err := field.decode(&h, values[i]); err != nil {
			err.(*FormatError).Field = field.name
			return Header{}, err
		}
	}
	return h, h.Validate()
}

// checkFormat comes before all else, so that a file of another version of the
// format is called that and not full of unknown keys.
func checkFormat(line []byte) error {
	format := []byte("nothing")
	err := eachField(line, func(key, value []byte) error {
		if string(key) == "format" {
			format = value
		}
		return nil
	})
	if err != nil {
		return err
	}
	if name, err := text(format); err != nil || name != Format {
		return fault("format", excerpt(format), strconv.Quote(Format),
			"the first line is the header; a file of another version of the format needs another version of aeed")
	}
	return nil
}

// collect returns the raw value of each of headerFields, nil where line
// doesn't have it. A key twice or one that is not of the header is an error.
func collect(line []byte) ([][]byte, error) {
	values := make([][]byte, len(headerFields))
	formats := 0
	err := eachField(line, func(key, value []byte) error {
		if string(key) == "format" {
			if formats++; formats > 1 {
				return faultTwice("format")
			}
			return nil
		}
		for i, field := range headerFields {
			if string(key) != field.name {
				continue
			}
			if values[i] != nil {
				return faultTwice(field.name)
			}
			values[i] = value
			return nil
		}
		return fault("", "the key "+excerpt(key), "the keys of the header only", "notes of your own belong in another file")
	})
	return values, err
}

// difference returns the name of the first key in which two valid headers
// differ, with both values as in JSON, or "" if they are the same.
func difference(a, b *Header) (name, inA, inB string) {
	for _, field := range headerFields {
		if inA, inB = field.encode(a), field.encode(b); inA != inB {
			return field.name, cmp.Or(inA, "nothing"), cmp.Or(inB, "nothing")
		}
	}
	return "", "", ""
}
