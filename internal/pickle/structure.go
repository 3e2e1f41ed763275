package pickle

import (
	"fmt"
	"strconv"
)

func (m *machine) protocol() {
	if version := m.number(1); version > 5 {
		m.fail("protocol 0 to 5", strconv.FormatUint(version, 10), "write the file again with protocol 4")
	}
}

// frame skips the length of a frame: buffering needs none.
func (m *machine) frame() {
	if length := m.number(8); length > uint64(m.size-m.at) {
		m.fail("a frame within the file", fmt.Sprintf("one of %d bytes, %d before the end", length, m.size-m.at), "the file is truncated or damaged; fetch or write it again")
	}
}

func (m *machine) stop() {
	if len(m.stack) != 1 || len(m.marks) != 0 {
		m.fail("one value at the end", fmt.Sprintf("%d values and %d marks", len(m.stack), len(m.marks)), "the file is damaged")
	}
	m.done = true
}

// discard removes the last value or mark.
func (m *machine) discard() {
	if len(m.marks) > 0 && len(m.stack) == m.floor() {
		m.marks = m.marks[:len(m.marks)-1]
		return
	}
	m.pop()
}

// put memorises the top of the stack.
func (m *machine) put(place int) {
	value := m.peek()
	switch {
	case m.err != nil:
	case place < len(m.memo):
		m.memo[place] = value
	case place == len(m.memo):
		m.memo = append(m.memo, value)
	default:
		if m.sparse == nil {
			m.sparse = map[int]Value{}
		}
		m.sparse[place] = value
	}
}

func (m *machine) get(place int) {
	if place >= 0 && place < len(m.memo) {
		m.push(m.memo[place])
		return
	}
	value, found := m.sparse[place]
	if !found {
		m.fail("a value that was memorised", fmt.Sprintf("place %d", place), "the file is damaged")
	}
	m.push(value)
}

func (m *machine) tuple(n int) {
	values := make(Tuple, n)
	for i := n - 1; i >= 0; i-- {
		values[i] = m.pop()
	}
	m.push(values)
}

// add adds values to the list, set or object on the stack.
func (m *machine) add(values []Value) {
	switch target := m.peek().(type) {
	case *List:
		target.Items = append(target.Items, values...)
	case *Set:
		target.Items = append(target.Items, values...)
	case *Object:
		target.Appended = append(target.Appended, values...)
	default:
		m.fail("a list or set to add to", Kind(target), "the file is damaged")
	}
}

func (m *machine) dict() {
	values := m.popMark()
	m.push(&Dict{})
	m.setItems(values)
}

// setItems adds keys and values, by turns, to the dict or object on the stack.
func (m *machine) setItems(values []Value) {
	if len(values)%2 != 0 {
		m.fail("a value for each key", fmt.Sprintf("%d keys and values", len(values)), "the file is damaged")
		return
	}
	var dict *Dict
	switch target := m.peek().(type) {
	case *Dict:
		dict = target
	case *Object:
		if target.Items == nil {
			target.Items = &Dict{}
		}
		dict = target.Items
	default:
		m.fail("a dict to add to", Kind(target), "the file is damaged")
		return
	}
	for i := 0; i < len(values); i += 2 {
		dict.set(values[i], values[i+1])
	}
}
