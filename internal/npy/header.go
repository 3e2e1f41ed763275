package npy

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

const magic = "\x93NUMPY"

// maxHeader bounds the text of a header: one of a numeric array takes a hundred
// bytes or two.
const maxHeader = 64 << 10

// header is what stands before the elements of a .npy file.
type header struct {
	shape   []int
	dtype   DType
	fortran bool
	length  int64 // of the header, so the place of the first element
}

// readHeader reads the header at the start of r.
func readHeader(r io.ReaderAt) (header, error) {
	start := make([]byte, len(magic)+6)
	n, err := r.ReadAt(start[:len(magic)+4], 0)
	if n < len(magic)+4 {
		return header{}, locate(damage(err, "a header of the .npy format"), "header")
	}
	if string(start[:len(magic)]) != magic {
		return header{}, &FormatError{
			Place: "header", Want: `a file that begins with "\x93NUMPY"`,
			Found: strconv.Quote(string(start[:len(magic)])),
			Hint:  "this is not a .npy file; numpy.save writes one",
		}
	}
	length, at := int(binary.LittleEndian.Uint16(start[len(magic)+2:])), int64(len(magic)+4)
	switch major := start[len(magic)]; major {
	case 1:
	case 2, 3:
		if n, err := r.ReadAt(start, 0); n < len(start) {
			return header{}, locate(damage(err, "a header of the .npy format"), "header")
		}
		length, at = int(binary.LittleEndian.Uint32(start[len(magic)+2:])), int64(len(start))
	default:
		return header{}, &FormatError{
			Place: "header", Want: "format version 1, 2 or 3", Found: strconv.Itoa(int(major)),
			Hint: "save the array again with a released NumPy",
		}
	}
	if length < 0 || length > maxHeader {
		return header{}, &FormatError{
			Place: "header", Want: fmt.Sprintf("at most %d bytes", maxHeader), Found: strconv.Itoa(length),
			Hint: "the file is damaged, or holds structures, which are not read",
		}
	}
	text := make([]byte, length)
	if n, err := r.ReadAt(text, at); n < length {
		return header{}, locate(damage(err, "a header of the .npy format"), "header")
	}
	h, err := parseHeader(string(text))
	h.length = at + int64(length)
	return h, locate(err, "header")
}

// parseHeader reads the Python literal of a header: a dictionary with exactly the
// keys descr, fortran_order and shape, in any order.
func parseHeader(text string) (header, error) {
	var h header
	p := &literal{rest: text}
	seen := map[string]bool{}
	if !p.take("{") {
		return h, p.fault(`"{"`)
	}
	for !p.take("}") {
		key, err := p.quoted()
		if err != nil {
			return h, err
		}
		if seen[key] || !p.take(":") {
			return h, p.fault("each key once, then a colon")
		}
		seen[key] = true
		switch key {
		case "descr":
			var description string
			if description, err = p.quoted(); err == nil {
				h.dtype, err = ParseDType(description)
			}
		case "fortran_order":
			h.fortran, err = p.boolean()
		case "shape":
			h.shape, err = p.shape()
		default:
			err = p.fault("descr, fortran_order or shape")
		}
		if err != nil {
			return h, err
		}
		if !p.take(",") && !strings.HasPrefix(strings.TrimLeft(p.rest, " "), "}") {
			return h, p.fault(`"," or "}"`)
		}
	}
	if len(seen) != 3 || strings.Trim(p.rest, " \n") != "" {
		return h, p.fault("descr, fortran_order and shape, and nothing else")
	}
	return h, nil
}

// A literal is the rest of a Python literal.
type literal struct{ rest string }

// take skips blanks and then token, and tells whether it was there.
func (p *literal) take(token string) bool {
	rest, found := strings.CutPrefix(strings.TrimLeft(p.rest, " "), token)
	if found {
		p.rest = rest
	}
	return found
}

func (p *literal) quoted() (string, error) {
	for _, quote := range []string{"'", `"`} {
		if p.take(quote) {
			text, rest, found := strings.Cut(p.rest, quote)
			if !found || strings.Contains(text, `\`) {
				return "", p.fault("a plain string")
			}
			p.rest = rest
			return text, nil
		}
	}
	return "", p.fault("a string")
}

func (p *literal) boolean() (bool, error) {
	if p.take("True") {
		return true, nil
	}
	if p.take("False") {
		return false, nil
	}
	return false, p.fault("True or False")
}

// maxRank is NumPy's own bound on the number of axes.
const maxRank = 64

// shape reads a tuple of extents: (), (3,), (3, 4).
func (p *literal) shape() ([]int, error) {
	if !p.take("(") {
		return nil, p.fault("a tuple")
	}
	shape := []int{}
	comma := true
	for !p.take(")") {
		if !comma || len(shape) == maxRank {
			return nil, p.fault(fmt.Sprintf("a tuple of at most %d extents", maxRank))
		}
		p.rest = strings.TrimLeft(p.rest, " ")
		digits := 0
		for digits < len(p.rest) && p.rest[digits] >= '0' && p.rest[digits] <= '9' {
			digits++
		}
		extent, err := strconv.Atoi(p.rest[:digits])
		if err != nil {
			return nil, p.fault(fmt.Sprintf("an extent from 0 to %d", math.MaxInt))
		}
		p.rest = p.rest[digits:]
		shape = append(shape, extent)
		p.take("L") // as Python 2 wrote some
		comma = p.take(",")
	}
	if len(shape) == 1 && !comma {
		return nil, p.fault("a comma after the only extent")
	}
	return shape, nil
}

func (p *literal) fault(want string) error {
	return &FormatError{
		Want: want, Found: strconv.Quote(excerpt(p.rest)),
		Hint: "the header is damaged; save the array again with numpy.save",
	}
}
