package trajectory

import (
	"errors"
	"fmt"
	"strconv"
)

// errCut says that a line ends inside its object: torn if nothing follows it,
// corrupt if a line feed does.
var errCut = errors.New("the line ends inside its object")

// A scanner walks over one flat JSON object, the only shape that a line of a
// trajectory has: strings, numbers, null, and lists of them. encoding/json
// would accept a key twice and null for a number; this must not.
type scanner struct {
	line []byte
	at   int
}

// eachField calls visit with every key and raw value of the object that line
// holds. A line that ends inside the object gives errCut; an error of visit is
// returned as it is. A value is not checked beyond where it ends.
func eachField(line []byte, visit func(key, value []byte) error) error {
	s := scanner{line: line}
	err := s.members('{', '}', func() error {
		key, err := s.text()
		if err != nil {
			return err
		}
		if err := s.expect(':'); err != nil {
			return err
		}
		key = key[1 : len(key)-1]
		value, err := s.value()
		if e, ok := err.(*FormatError); ok {
			e.Field = excerpt(key)
		}
		if err != nil {
			return err
		}
		return visit(key, value)
	})
	if err != nil {
		return err
	}
	if s.peek(); s.at < len(line) {
		return s.fault("the end of the line")
	}
	return nil
}

// eachElement calls visit with every raw element of a list that eachField
// passed as a value.
func eachElement(list []byte, visit func(value []byte) error) error {
	s := scanner{line: list}
	return s.elements(visit)
}

// elements walks over a list of strings, numbers and words: a list inside the
// list is a fault, so that no input can nest the scanner deeply.
func (s *scanner) elements(visit func(value []byte) error) error {
	return s.members('[', ']', func() error {
		value, err := s.scalar()
		if err != nil {
			return err
		}
		return visit(value)
	})
}

// members calls member wherever one begins between open and shut.
func (s *scanner) members(open, shut byte, member func() error) error {
	if err := s.expect(open); err != nil {
		return err
	}
	if s.peek() == shut {
		s.at++
		return nil
	}
	for {
		if err := member(); err != nil {
			return err
		}
		if s.peek() == shut {
			s.at++
			return nil
		}
		if err := s.expect(','); err != nil {
			return err
		}
	}
}

func (s *scanner) value() ([]byte, error) {
	if s.peek() != '[' {
		return s.scalar()
	}
	start := s.at
	err := s.elements(func([]byte) error { return nil })
	return s.line[start:s.at], err
}

// scalar returns the string, number or word that comes next.
func (s *scanner) scalar() ([]byte, error) {
	if s.peek() == '"' {
		return s.text()
	}
	for start := s.at; s.at < len(s.line); s.at++ {
		switch s.line[s.at] {
		case ',', ']', '}', '[', '{', ':', '"', ' ', '\t', '\r', '\n':
			if s.at == start {
				return nil, s.fault("a value")
			}
			return s.line[start:s.at], nil
		}
	}
	return nil, errCut
}

// text returns the string that comes next, quotes and escapes included.
func (s *scanner) text() ([]byte, error) {
	if err := s.expect('"'); err != nil {
		return nil, err
	}
	for start := s.at - 1; s.at < len(s.line); s.at++ {
		switch s.line[s.at] {
		case '"':
			s.at++
			return s.line[start:s.at], nil
		case '\\':
			s.at++
		}
	}
	return nil, errCut
}

// peek skips white space and returns the next byte, 0 at the end.
func (s *scanner) peek() byte {
	for ; s.at < len(s.line); s.at++ {
		switch b := s.line[s.at]; b {
		case ' ', '\t', '\r', '\n':
		default:
			return b
		}
	}
	return 0
}

func (s *scanner) expect(want byte) error {
	if s.peek() != want {
		return s.fault(strconv.Quote(string(want)))
	}
	s.at++
	return nil
}

func (s *scanner) fault(want string) error {
	if s.at >= len(s.line) {
		return errCut
	}
	return &FormatError{
		Found: fmt.Sprintf("%s at byte %d", excerpt(s.line[s.at:]), s.at+1),
		Want:  want,
		Hint:  "a line is one flat JSON object, as json.dumps of a dict without indentation",
	}
}
