package pickle

// operations are what the opcodes do; nil for a byte that is none.
var operations = [256]func(*machine){
	// the machine itself
	0x80: (*machine).protocol,
	0x95: (*machine).frame,
	'.':  (*machine).stop,
	'(':  func(m *machine) { m.marks = append(m.marks, len(m.stack)) },
	'0':  (*machine).discard,
	'1':  func(m *machine) { m.popMark() },
	'2':  func(m *machine) { m.push(m.peek()) },

	// the memo
	'p':  func(m *machine) { m.put(m.decimal()) },
	'q':  func(m *machine) { m.put(int(m.number(1))) },
	'r':  func(m *machine) { m.put(int(m.number(4))) },
	0x94: func(m *machine) { m.put(len(m.memo) + len(m.sparse)) },
	'g':  func(m *machine) { m.get(m.decimal()) },
	'h':  func(m *machine) { m.get(int(m.number(1))) },
	'j':  func(m *machine) { m.get(int(m.number(4))) },

	// numbers
	'N':  func(m *machine) { m.push(nil) },
	0x88: func(m *machine) { m.push(true) },
	0x89: func(m *machine) { m.push(false) },
	'I':  (*machine).intLine,
	'L':  (*machine).longLine,
	'F':  (*machine).floatLine,
	'J':  func(m *machine) { m.push(int64(int32(m.number(4)))) },
	'K':  func(m *machine) { m.push(int64(m.number(1))) },
	'M':  func(m *machine) { m.push(int64(m.number(2))) },
	0x8a: func(m *machine) { m.long(m.number(1)) },
	0x8b: func(m *machine) { m.long(m.number(4)) },
	'G':  (*machine).float,

	// text and bytes
	'S':  (*machine).quotedLine,
	'V':  (*machine).escapedLine,
	'T':  func(m *machine) { m.push(m.payload(m.number(4))) },
	'U':  func(m *machine) { m.push(m.payload(m.number(1))) },
	'B':  func(m *machine) { m.push(m.payload(m.number(4))) },
	'C':  func(m *machine) { m.push(m.payload(m.number(1))) },
	0x8e: func(m *machine) { m.push(m.payload(m.number(8))) },
	0x96: func(m *machine) { m.push(m.payload(m.number(8))) },
	'X':  func(m *machine) { m.push(m.text(m.number(4))) },
	0x8c: func(m *machine) { m.push(m.text(m.number(1))) },
	0x8d: func(m *machine) { m.push(m.text(m.number(8))) },

	// containers
	')':  func(m *machine) { m.push(Tuple{}) },
	't':  func(m *machine) { m.push(Tuple(m.popMark())) },
	0x85: func(m *machine) { m.tuple(1) },
	0x86: func(m *machine) { m.tuple(2) },
	0x87: func(m *machine) { m.tuple(3) },
	']':  func(m *machine) { m.push(&List{}) },
	'l':  func(m *machine) { m.push(&List{m.popMark()}) },
	'a':  func(m *machine) { m.add([]Value{m.pop()}) },
	'e':  func(m *machine) { m.add(m.popMark()) },
	'}':  func(m *machine) { m.push(&Dict{}) },
	'd':  (*machine).dict,
	's':  func(m *machine) { value, key := m.pop(), m.pop(); m.setItems([]Value{key, value}) },
	'u':  func(m *machine) { m.setItems(m.popMark()) },
	0x8f: func(m *machine) { m.push(&Set{}) },
	0x90: func(m *machine) { m.add(m.popMark()) },
	0x91: func(m *machine) { m.push(&Set{m.popMark()}) },

	// calls
	'c':  func(m *machine) { module := m.line(); m.global(module, m.line()) },
	0x93: (*machine).stackGlobal,
	'R':  func(m *machine) { args, call := m.pop(), m.pop(); m.call(call, args, nil) },
	0x81: func(m *machine) { args, class := m.pop(), m.pop(); m.call(class, args, nil) },
	0x92: func(m *machine) { keywords, args, class := m.pop(), m.pop(), m.pop(); m.call(class, args, keywords) },
	'i':  (*machine).inst,
	'o':  (*machine).obj,
	'b':  (*machine).build,
	'P':  func(m *machine) { m.push(PersistentID{m.line()}) },
	'Q':  func(m *machine) { m.push(PersistentID{m.pop()}) },
	0x82: (*machine).refused, // extension registry
	0x83: (*machine).refused,
	0x84: (*machine).refused,
	0x97: (*machine).refused, // buffers outside of the pickle
	0x98: (*machine).refused,
}
