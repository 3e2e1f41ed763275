package ntu

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"aeed/train/skeleton"
)

// The numbers on a line.
const (
	maxLineBytes = 4096
	bodyFields   = 10 // ID, clipped edges, four of the hands, restricted, lean x y, tracking state
	jointFields  = 12 // x y z, depth x y, colour x y, orientation w x y z, tracking state
)

// Parse reads a `.skeleton` file to its end; file stands for it in errors. Lines
// may end in CRLF and blank lines may follow the last frame; else the file must be
// exactly what its counts say, or the error is a *skeleton.FormatError.
func Parse(file string, r io.Reader) (Recording, error) {
	p := parser{file: file, lines: bufio.NewReaderSize(r, maxLineBytes)}
	frames, err := p.count("frames", 0, MaxFrames)
	if err != nil {
		return nil, err
	}
	var recording Recording
	for t := range frames {
		p.within = fmt.Sprintf(", frame %d", t)
		frame, err := p.frame()
		if err != nil {
			return nil, err
		}
		recording = append(recording, frame)
	}
	p.within = ""
	if err := p.finish(); err != nil {
		return nil, err
	}
	return recording, nil
}

// A parser reads a recording line by line.
type parser struct {
	file   string
	lines  *bufio.Reader
	line   int    // number of the last line read, from 1
	within string // the frame and the body of the line
}

func (p *parser) frame() (Frame, error) {
	bodies, err := p.count("bodies", 0, MaxBodies)
	if err != nil {
		return nil, err
	}
	frame := slices.Grow(Frame(nil), bodies)
	within := p.within
	for m := range bodies {
		p.within = fmt.Sprintf("%s, body %d", within, m)
		body, err := p.body()
		if err != nil {
			return nil, err
		}
		for _, other := range frame {
			if other.ID == body.ID {
				return nil, p.wrong("bodies with different IDs in a frame", fmt.Sprintf("ID %d twice", body.ID), "two recordings may have been mixed")
			}
		}
		frame = append(frame, body)
	}
	return frame, nil
}

func (p *parser) body() (Body, error) {
	text, err := p.fields("a body", bodyFields)
	if err != nil {
		return Body{}, err
	}
	id, _ := cut(text)
	body := Body{}
	if body.ID, err = strconv.ParseUint(id, 10, 64); err != nil {
		return Body{}, p.wrong("the ID of a body, a whole number", quote(id), "export the recording again")
	}
	if _, err := p.count("joints", Joints, Joints); err != nil {
		return Body{}, err
	}
	for v := range body.Pose {
		if text, err = p.fields("a joint", jointFields); err != nil {
			return Body{}, err
		}
		for c := range body.Pose[v] {
			var field string
			field, text = cut(text)
			// To float64 first, as the reference does.
			x, err := strconv.ParseFloat(field, 64)
			if err != nil || !(math.Abs(x) <= maxMetres) {
				return Body{}, p.wrong("a coordinate in metres", quote(field), "list the recording as a bad sample to leave it out")
			}
			body.Pose[v][c] = float32(x)
		}
	}
	return body, nil
}

// count reads a line that holds a whole number from low to high.
func (p *parser) count(things string, low, high int) (int, error) {
	want := fmt.Sprintf("the number of %s, %d to %d", things, low, high)
	if low == high {
		want = fmt.Sprintf("%d %s", high, things)
	}
	text, err := p.next(want)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < low || n > high {
		return 0, p.wrong(want, quote(text), "the lines before may be too many or too few, or this is not an NTU recording")
	}
	return n, nil
}

// fields reads a line of so many fields.
func (p *parser) fields(thing string, n int) (string, error) {
	want := fmt.Sprintf("%s, %d numbers", thing, n)
	text, err := p.next(want)
	if err != nil {
		return "", err
	}
	found := 0
	for field, rest := cut(text); field != ""; field, rest = cut(rest) {
		found++
	}
	if found != n {
		return "", p.wrong(want, fmt.Sprintf("%d fields", found), "the lines before may be too many or too few, or this is not an NTU recording")
	}
	return text, nil
}

// cut returns the first field of text and what follows it; no field is empty
// unless there is none.
func cut(text string) (field, rest string) {
	start := 0
	for start < len(text) && (text[start] == ' ' || text[start] == '\t') {
		start++
	}
	end := start
	for end < len(text) && text[end] != ' ' && text[end] != '\t' {
		end++
	}
	return text[start:end], text[end:]
}

// finish returns nil if only blank lines are left.
func (p *parser) finish() error {
	for {
		text, err := p.read()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case strings.TrimSpace(text) != "":
			return p.wrong("the end of the file after the last frame", quote(text), "the count of frames in line 1 may be too small")
		}
	}
}

// next reads a line that must be there.
func (p *parser) next(want string) (string, error) {
	text, err := p.read()
	if err == io.EOF {
		return "", p.wrong(want, "the end of the file", "the file is cut off: unpack or copy it again")
	}
	return text, err
}

// read returns the next line without its end, or io.EOF.
func (p *parser) read() (string, error) {
	text, err := p.lines.ReadSlice('\n')
	if len(text) == 0 && err == io.EOF {
		return "", io.EOF
	}
	p.line++
	switch err {
	case nil, io.EOF:
		return strings.TrimSuffix(strings.TrimSuffix(string(text), "\n"), "\r"), nil
	case bufio.ErrBufferFull:
		return "", p.wrong(fmt.Sprintf("a line of less than %d bytes", maxLineBytes), "a longer one", "this is not an NTU recording")
	}
	return "", fmt.Errorf("%s: line %d: %w", p.file, p.line, err)
}

func (p *parser) wrong(want, found, hint string) error {
	return &skeleton.FormatError{File: p.file, Place: fmt.Sprintf("line %d%s", p.line, p.within), Want: want, Found: found, Hint: hint}
}

// quote returns text as an error shows it.
func quote(text string) string {
	const most = 40
	if len(text) > most {
		return fmt.Sprintf("%q…", text[:most])
	}
	return strconv.Quote(text)
}
