package format

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

// These return parts of a pickle, of which "." makes a whole one.

func pickledText(text string) string {
	return "X" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(text)))) + text
}

func pickledInt(n int) string { return fmt.Sprintf("I%d\n", n) }

func pickledList(items ...string) string { return "(" + strings.Join(items, "") + "l" }

func pickledTuple(items ...string) string { return "(" + strings.Join(items, "") + "t" }

// pickledDict is a dict of keys, which are texts, and values, by turns.
func pickledDict(entries ...string) string {
	text := "("
	for i := 0; i < len(entries); i += 2 {
		text += pickledText(entries[i]) + entries[i+1]
	}
	return text + "d"
}

func pickledNames(names ...string) string {
	var items []string
	for _, name := range names {
		items = append(items, pickledText(name))
	}
	return pickledList(items...)
}

// pickledArray is a NumPy array of elements of a type, by protocol 5.
func pickledArray(dtype, elements string, shape ...int) string {
	var extents []string
	for _, n := range shape {
		extents = append(extents, pickledInt(n))
	}
	payload := "\x8e" + string(binary.LittleEndian.AppendUint64(nil, uint64(len(elements)))) + elements
	return "cnumpy.core.numeric\n_frombuffer\n" + pickledTuple(payload, pickledDType(dtype), pickledTuple(extents...), pickledText("C")) + "R"
}

func pickledDType(dtype string) string {
	return "cnumpy\ndtype\n" + pickledTuple(pickledText(dtype)) + "R"
}

// pickledFloats is an array of float32 of this shape, all of the same value.
func pickledFloats(value float32, shape ...int) string {
	n := 1
	for _, extent := range shape {
		n *= extent
	}
	element := string(binary.LittleEndian.AppendUint32(nil, math.Float32bits(value)))
	return pickledArray("f4", strings.Repeat(element, n), shape...)
}

func pickledInts(values ...int16) string {
	var elements []byte
	for _, n := range values {
		elements = binary.LittleEndian.AppendUint16(elements, uint16(n))
	}
	return pickledArray("i2", string(elements), len(values))
}
