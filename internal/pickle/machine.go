package pickle

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

const (
	// MaxString bounds a string that is held in memory; a longer one is a Text.
	MaxString = 1024
	// MaxHeld bounds the memory of a structure: 48 bytes are counted for each
	// opcode, and its short strings. NTU RGB+D 120 counts half a gigabyte.
	MaxHeld = 2 << 30

	maxInline = 256      // bytes of a payload that is held in memory
	maxLine   = 64 << 10 // bytes of an argument of protocol 0
)

// machine is the stack machine that a pickle is a program for. Its first error
// stays and ends the program.
type machine struct {
	file     io.ReaderAt
	size, at int64
	buffer   *bufio.Reader
	allow    func(Global) bool

	stack  []Value
	marks  []int // heights of the stack
	memo   []Value
	sparse map[int]Value // memo entries that don't follow each other
	held   int64
	start  int64 // of the opcode being executed
	done   bool
	err    error
}

// Read reads the pickle at the start of a file of size bytes and returns its value
// and where it ends. A function or class for which allow returns false is a
// FormatError, as is damage; a fault of the disk is another error.
func Read(file io.ReaderAt, size int64, allow func(Global) bool) (value Value, end int64, err error) {
	m := &machine{file: file, size: size, allow: allow}
	m.buffer = bufio.NewReaderSize(io.NewSectionReader(file, 0, size), 64<<10)
	for !m.done && m.err == nil {
		m.step()
	}
	if m.err != nil {
		return nil, 0, m.err
	}
	return m.stack[0], m.at, nil
}

func (m *machine) step() {
	m.start = m.at
	code := m.bytes(1)
	if m.err != nil {
		return
	}
	operation := operations[code[0]]
	if operation == nil {
		m.fail("an opcode of protocols 0 to 5", fmt.Sprintf("byte 0x%02x", code[0]), "the file is damaged or no pickle")
		return
	}
	const perOpcode = 48
	m.hold(perOpcode)
	operation(m)
}

// hold counts memory.
func (m *machine) hold(n int) {
	if m.held += int64(n); m.held > MaxHeld {
		m.fail(fmt.Sprintf("a structure of less than %d MiB", MaxHeld>>20), "more", "store numbers as NumPy arrays, not as lists, or divide the file")
	}
}

func (m *machine) fail(want, found, hint string) {
	if m.err == nil {
		m.err = &FormatError{Place: fmt.Sprintf("byte %d", m.start), Want: want, Found: found, Hint: hint}
	}
}

func (m *machine) short() {
	m.fail("more of the pickle", "the end of the file", "the file is truncated or empty; fetch or write it again")
}

// bytes returns the next n bytes, at most maxLine, until the next call.
func (m *machine) bytes(n int) []byte {
	if m.err != nil {
		return nil
	}
	if int64(n) > m.size-m.at {
		m.short()
		return nil
	}
	content, err := m.buffer.Peek(n)
	if err != nil {
		m.err = err
		return nil
	}
	m.buffer.Discard(n) // peeked, so it is there
	m.at += int64(n)
	return content
}

// number returns the little-endian unsigned number of the next n bytes.
func (m *machine) number(n int) uint64 {
	value := uint64(0)
	for i, b := range m.bytes(n) {
		value |= uint64(b) << (8 * i)
	}
	return value
}

// line returns the text up to the next line feed, and skips that.
func (m *machine) line() string {
	if m.err != nil {
		return ""
	}
	content, err := m.buffer.ReadSlice('\n')
	m.at += int64(len(content))
	switch {
	case err == io.EOF:
		m.short()
	case err == bufio.ErrBufferFull:
		m.fail(fmt.Sprintf("at most %d bytes of text", maxLine), "more", "write the file again with protocol 4, which keeps arrays apart")
	case err != nil:
		m.err = err
	default:
		text := string(content[:len(content)-1])
		m.hold(len(text))
		return text
	}
	return ""
}

// payload returns the next n bytes: read if they are few, else skipped.
func (m *machine) payload(n uint64) Bytes {
	if m.err != nil {
		return Bytes{}
	}
	if n > uint64(m.size-m.at) {
		m.fail(fmt.Sprintf("%d bytes of payload", n), fmt.Sprintf("%d to the end of the file", m.size-m.at), "the file is truncated or damaged; fetch or write it again")
		return Bytes{}
	}
	length := int64(n)
	if length <= maxInline {
		m.hold(int(length))
		return Bytes{strings.NewReader(string(m.bytes(int(length)))), 0, length}
	}
	offset := m.at
	m.skip(length)
	return Bytes{m.file, offset, length}
}

func (m *machine) skip(n int64) {
	m.at += n
	if n <= int64(m.buffer.Buffered()) {
		m.buffer.Discard(int(n)) // buffered, so it is there
		return
	}
	m.buffer.Reset(io.NewSectionReader(m.file, m.at, m.size-m.at))
}

// text returns the next n bytes as a str.
func (m *machine) text(n uint64) Value {
	if n > MaxString {
		return Text{m.payload(n)}
	}
	text := string(m.bytes(int(n)))
	m.hold(len(text))
	if !utf8.ValidString(text) {
		m.fail("text in UTF-8", fmt.Sprintf("%q", excerpt(text)), "the file is damaged")
	}
	return text
}

func (m *machine) push(v Value) { m.stack = append(m.stack, v) }

// pop returns the top of the stack, which no mark may hide.
func (m *machine) pop() Value {
	if len(m.stack) == m.floor() {
		m.fail("a value on the stack", "none", "the file is damaged")
		return nil
	}
	top := m.stack[len(m.stack)-1]
	m.stack = m.stack[:len(m.stack)-1]
	return top
}

// peek is pop that leaves the value there.
func (m *machine) peek() Value {
	top := m.pop()
	if m.err == nil {
		m.push(top)
	}
	return top
}

// floor is the height of the stack at the last mark.
func (m *machine) floor() int {
	if len(m.marks) == 0 {
		return 0
	}
	return m.marks[len(m.marks)-1]
}

// popMark returns a copy of the values above the last mark, and removes both.
func (m *machine) popMark() []Value {
	if len(m.marks) == 0 {
		m.fail("a mark on the stack", "none", "the file is damaged")
		return nil
	}
	floor := m.floor()
	values := append([]Value{}, m.stack[floor:]...)
	clear(m.stack[floor:])
	m.stack = m.stack[:floor]
	m.marks = m.marks[:len(m.marks)-1]
	return values
}
