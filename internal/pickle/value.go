package pickle

import "strings"

// A Value is what a pickle holds; the package documentation lists the types.
type Value any

// A Tuple is a tuple.
type Tuple []Value

// A List is a list. Several values may be the same list, which may contain itself.
type List struct{ Items []Value }

// A Set is a set or frozenset, in the order of the file and with whatever
// duplicates that has.
type Set struct{ Items []Value }

// A Global is a function or class by its name. Nothing is imported.
type Global struct{ Module, Name string }

func (g Global) String() string { return g.Module + "." + g.Name }

// Canonical returns g under the name that the current releases of Python 3 and
// NumPy 1 have for it, whichever release wrote the pickle.
func (g Global) Canonical() Global {
	switch {
	case g.Module == "__builtin__":
		g.Module = "builtins"
	case g.Module == "copy_reg":
		g.Module = "copyreg"
	case strings.HasPrefix(g.Module, "numpy._core"):
		g.Module = "numpy.core" + strings.TrimPrefix(g.Module, "numpy._core")
	}
	return g
}

// An Object is what a call would give: Call(*Args, **Keywords), then State set,
// then Appended and Items added. Nothing has been called.
type Object struct {
	Call     Global
	Args     Tuple
	Keywords *Dict // nil without
	State    Value
	Appended []Value // as to a list
	Items    *Dict   // as to a dict; nil without
}

// Is tells whether v is the result of calling module.name, a canonical name.
func Is(v Value, module, name string) (*Object, bool) {
	object, ok := v.(*Object)
	if !ok || object.Call.Canonical() != (Global{module, name}) {
		return nil, false
	}
	return object, true
}

// A PersistentID stands for something outside of the pickle, such as the storage
// of a tensor.
type PersistentID struct{ ID Value }

// String returns the text of a str, of either Python, that has at most MaxString
// bytes.
func String(v Value) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case Bytes:
		if text, err := v.Load(MaxString); err == nil {
			return string(text), true
		}
	}
	return "", false
}

// Items returns the elements of a list or tuple.
func Items(v Value) ([]Value, bool) {
	switch v := v.(type) {
	case *List:
		return v.Items, true
	case Tuple:
		return v, true
	}
	return nil, false
}
