package pickle

// global pushes a function or class that the reader knows.
func (m *machine) global(module, name string) {
	g := Global{module, name}
	if m.err == nil && !m.allow(g) {
		m.fail("data only", "a pickle that wants to call "+excerpt(g.String()), "nothing was run; don't open this file with Python unless you trust who made it")
	}
	m.push(g)
}

func (m *machine) stackGlobal() {
	name, isName := m.pop().(string)
	module, isModule := m.pop().(string)
	if !isName || !isModule {
		m.fail("the name of a function or class", "something else", "the file is damaged")
	}
	m.global(module, name)
}

// call pushes what a call would give.
func (m *machine) call(callee, args, keywords Value) {
	g, isGlobal := callee.(Global)
	tuple, isTuple := args.(Tuple)
	if !isGlobal || !isTuple {
		m.fail("a call of a function by its name", "of "+Kind(callee)+" with "+Kind(args), "the file is damaged, or data of another kind")
		return
	}
	object := &Object{Call: g, Args: tuple}
	if keywords != nil {
		dict, isDict := keywords.(*Dict)
		if !isDict {
			m.fail("keywords in a dict", Kind(keywords), "the file is damaged")
		}
		object.Keywords = dict
	}
	m.push(object)
}

// inst is a call of a class that is named in lines, with what is above the mark.
func (m *machine) inst() {
	args := m.popMark()
	module := m.line()
	m.global(module, m.line())
	m.call(m.pop(), Tuple(args), nil)
}

// obj is a call of the first value above the mark with the others.
func (m *machine) obj() {
	values := m.popMark()
	if len(values) == 0 {
		m.fail("a class", "none", "the file is damaged")
		return
	}
	m.call(values[0], Tuple(values[1:]), nil)
}

// build gives an object its state.
func (m *machine) build() {
	state := m.pop()
	object, ok := m.peek().(*Object)
	if !ok {
		m.fail("an object for a state", Kind(m.peek()), "the file is damaged")
		return
	}
	object.State = state
}

func (m *machine) refused() {
	m.fail("a pickle that is complete in itself", "a reference to something outside of it", "write the file again with pickle.dump and without buffer_callback")
}
