package pickle

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// decimal returns the place in the memo that a line gives.
func (m *machine) decimal() int {
	text := m.line()
	place, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		m.fail("a place in the memo", fmt.Sprintf("%q", excerpt(text)), "the file is damaged")
	}
	return int(place)
}

// intLine pushes an integer, or one of the booleans that protocol 0 writes so.
func (m *machine) intLine() {
	switch text := m.line(); text {
	case "00":
		m.push(false)
	case "01":
		m.push(true)
	default:
		m.decimalInteger(text)
	}
}

func (m *machine) longLine() { m.decimalInteger(strings.TrimSuffix(m.line(), "L")) }

// decimalInteger pushes the integer of a text. Converting digits takes time that
// grows with their square, so there may be 1,024.
func (m *machine) decimalInteger(text string) {
	if value, err := strconv.ParseInt(text, 10, 64); err == nil {
		m.push(value)
		return
	}
	if len(text) <= 1024 {
		if value, ok := new(big.Int).SetString(text, 10); ok {
			m.push(value)
			return
		}
	}
	m.fail("an integer", fmt.Sprintf("%q", excerpt(text)), "the file is damaged")
}

// long pushes the little-endian two's complement number of n bytes.
func (m *machine) long(n uint64) {
	if n > maxLine {
		m.fail(fmt.Sprintf("an integer of at most %d bytes", maxLine), strconv.FormatUint(n, 10), "the file is damaged")
		return
	}
	content := m.bytes(int(n))
	magnitude := make([]byte, len(content)) // big-endian
	for i, b := range content {
		magnitude[len(content)-1-i] = b
	}
	value := new(big.Int).SetBytes(magnitude)
	if len(magnitude) > 0 && magnitude[0] >= 0x80 {
		value.Sub(value, new(big.Int).Lsh(big.NewInt(1), uint(8*len(magnitude))))
	}
	if value.IsInt64() {
		m.push(value.Int64())
		return
	}
	m.hold(len(content))
	m.push(value)
}

func (m *machine) float() {
	bits := uint64(0)
	for _, b := range m.bytes(8) {
		bits = bits<<8 | uint64(b)
	}
	m.push(math.Float64frombits(bits))
}

func (m *machine) floatLine() {
	text := m.line()
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		m.fail("a float", fmt.Sprintf("%q", excerpt(text)), "the file is damaged")
	}
	m.push(value)
}

// quotedLine pushes a str of Python 2: bytes in quotes, with escapes.
func (m *machine) quotedLine() {
	text := strings.TrimSpace(m.line())
	if n := len(text); n < 2 || text[0] != text[n-1] || text[0] != '\'' && text[0] != '"' {
		m.fail("a string in quotes", fmt.Sprintf("%q", excerpt(text)), "the file is damaged")
		return
	}
	var content []byte
	quote := text[0]
	for rest := text[1 : len(text)-1]; rest != ""; {
		char, multibyte, tail, err := strconv.UnquoteChar(rest, quote)
		if err != nil {
			m.fail("escapes as Python writes them", fmt.Sprintf("%q", excerpt(rest)), "the file is damaged")
			return
		}
		if multibyte {
			content = utf8.AppendRune(content, char)
		} else {
			content = append(content, byte(char))
		}
		rest = tail
	}
	m.push(Bytes{strings.NewReader(string(content)), 0, int64(len(content))})
}

// escapedLine pushes a str: Latin-1, with \u and \U for all other characters.
func (m *machine) escapedLine() {
	line := m.line()
	var text strings.Builder
	for i := 0; i < len(line); i++ {
		digits := 0
		if line[i] == '\\' && i+1 < len(line) {
			switch line[i+1] {
			case 'u':
				digits = 4
			case 'U':
				digits = 8
			}
		}
		if digits == 0 {
			text.WriteRune(rune(line[i]))
			continue
		}
		end := min(i+2+digits, len(line))
		char, err := strconv.ParseUint(line[i+2:end], 16, 31)
		if err != nil || end != i+2+digits {
			m.fail("escapes as Python writes them", fmt.Sprintf("%q", excerpt(line[i:])), "the file is damaged")
			return
		}
		text.WriteRune(rune(char))
		i = end - 1
	}
	if text.Len() > MaxString {
		m.push(Text{Bytes{strings.NewReader(text.String()), 0, int64(text.Len())}})
		return
	}
	m.push(text.String())
}
