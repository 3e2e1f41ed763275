// Package pickle reads Python's pickles, protocols 0 to 5, without running
// anything that they ask for and without loading the arrays that they hold.
//
// A pickle is a program for a small stack machine, and Python calls whatever
// function the program names. [Read] calls nothing: a call becomes an [Object] that
// says what was to be called and with what, and the reader of the format decides
// what it means. Every function and class must be on the reader's list, such as
// [NumPy]; any other ends the reading with an error that names it:
//
//	value, _, err := pickle.Read(file, size, pickle.NumPy)
//	dict, ok := pickle.AsDict(value)
//	points, ok := dict.Get("keypoint")
//	array, err := pickle.Array(points)          // opened, not loaded
//	all, err := npy.All[float32](array, limit)
//
// # Values
//
//	None, bool                nil, bool
//	int                       int64, *big.Int beyond it
//	float, str                float64, string; Text beyond MaxString bytes
//	bytes, bytearray          Bytes, as is the str of Python 2
//	list, tuple               *List, Tuple
//	dict, set, frozenset      *Dict, *Set
//	function or class         Global
//	the result of a call      *Object
//	persistent identifier     PersistentID
//
// # Memory
//
// Read goes through the file once, by a buffer of 64 KiB, and skips every payload
// of more than 256 bytes: Bytes and Text say where it is. What is held is the
// structure: on average less than 100 bytes for each opcode and the short strings,
// and MaxHeld, by the same count, ends a pickle that asks for more. No length of the
// file is believed before it is compared with what is left of the file.
//
// A structure may contain itself. Nothing in this package follows a structure
// deeper than its own fixed layout, so neither a cycle nor a nesting of any depth
// harms it; whoever walks a value as a tree must bound the depth.
//
// Source: the documentation of Python's pickle and pickletools, PEP 307, PEP 3154
// and PEP 574.
package pickle
