package pickle

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"aeed/internal/npy"
)

// Arrays of every protocol, as NumPy writes them, must read as the formula that
// made them.
func TestArraysOfNumPy(t *testing.T) {
	for protocol := range 6 {
		t.Run(fmt.Sprint(protocol), func(t *testing.T) {
			d := readFile(t, fmt.Sprintf("numpy%d.pkl", protocol))
			for key, c := range map[string]struct {
				shape []int
				dtype string
				want  func(i int) float64
			}{
				"f2":      {[]int{2, 3, 25, 3}, "<f2", ramp},
				"f4":      {[]int{4, 5}, ">f4", ramp},
				"f8":      {[]int{3}, "<f8", ramp},
				"fortran": {[]int{2, 3, 4}, "<f8", ramp},
				"strided": {[]int{4, 3}, "<f8", func(i int) float64 { return ramp(2 * i) }},
				"i8":      {[]int{7}, "<i8", func(i int) float64 { return float64(i - 3) }},
				"u1":      {[]int{256}, "|u1", func(i int) float64 { return float64(i) }},
				"bool":    {[]int{2}, "|b1", func(i int) float64 { return float64(1 - i) }},
				"empty":   {[]int{0, 17, 3}, "<f4", nil},
			} {
				array, err := Array(get(t, d, key))
				if err != nil {
					t.Errorf("%s: %v", key, err)
					continue
				}
				if !slices.Equal(array.Shape, c.shape) || array.DType.String() != c.dtype {
					t.Errorf("%s: shape %v, type %v", key, array.Shape, array.DType)
				}
				all, err := npy.All[float64](array, array.Len())
				if err != nil {
					t.Errorf("%s: %v", key, err)
				}
				for i, x := range all {
					if x != c.want(i) {
						t.Errorf("%s: element %d is %g, want %g", key, i, x, c.want(i))
						break
					}
				}
				if array.Len() < 2 || array.FortranOrder {
					continue
				}
				last := make([]float64, 1) // alone, without those before it
				if err := npy.Read(array, array.Len()-1, last); err != nil || last[0] != all[len(all)-1] {
					t.Errorf("%s: the last element is %g, %v", key, last, err)
				}
			}
			if n, ok := Int(get(t, d, "scalar")); !ok || n != -7 {
				t.Errorf("the scalar is %d, %v", n, ok)
			}
			if _, ok := Int(get(t, d, "float")); ok {
				t.Error("a float is an integer")
			}
			if _, err := Array(get(t, d, "object")); err == nil {
				t.Error("an array of objects is read")
			}
			if ints, err := Ints(get(t, d, "i8"), 7); err != nil || !slices.Equal(ints, []int64{-3, -2, -1, 0, 1, 2, 3}) {
				t.Errorf("the integers are %v, %v", ints, err)
			}
		})
	}
}

func TestInts(t *testing.T) {
	for name, v := range map[string]Value{"list": &List{[]Value{int64(1), int64(2)}}, "tuple": Tuple{int64(1), int64(2)}} {
		if ints, err := Ints(v, 2); err != nil || !slices.Equal(ints, []int64{1, 2}) {
			t.Errorf("%s: %v, %v", name, ints, err)
		}
		_, err := Ints(v, 1)
		wantFault(t, err, "at most 1", "2")
	}
	_, err := Ints(&List{[]Value{"one"}}, 5)
	wantFault(t, err, "an integer", `"one"`)
	_, err = Ints(nil, 5)
	wantFault(t, err, "a NumPy array", "None")
	_, err = Ints(get(t, readFile(t, "numpy4.pkl"), "f8"), 5)
	wantFault(t, err, "integers", "<f8")
}

// Arrays that are put together wrongly.
func TestHostileArrays(t *testing.T) {
	payload := func(n int) Bytes { return Bytes{strings.NewReader(strings.Repeat("\x01", n)), 0, int64(n)} }
	dtype := func(description string, state Value) *Object {
		return &Object{Call: Global{"numpy", "dtype"}, Args: Tuple{description, false, true}, State: state}
	}
	order := func(order string) Tuple { return Tuple{int64(3), order, nil, nil, nil, int64(-1), int64(-1), int64(0)} }
	f4 := dtype("f4", order("<"))
	array := func(state ...Value) *Object {
		return &Object{Call: Global{"numpy._core.multiarray", "_reconstruct"}, State: Tuple(state)}
	}
	latin1 := func(args ...Value) *Object { return &Object{Call: Global{"_codecs", "encode"}, Args: Tuple(args)} }
	cycle := array(int64(1), Tuple{int64(1)}, f4, false, nil)
	cycle.State.(Tuple)[4] = cycle
	cycle.Args = Tuple{cycle}
	structured := Tuple{int64(3), "|", nil, Tuple{"x"}, &Dict{}, int64(4), int64(1), int64(0)}
	for name, c := range map[string]struct {
		value Value
		part  string
	}{
		"nothing":          {nil, "None"},
		"no state":         {array(), "a NumPy array"},
		"a cycle":          {cycle, "the elements of an array"},
		"shape":            {array(int64(1), &List{}, f4, false, payload(4)), "a shape"},
		"extent":           {array(int64(1), Tuple{"a"}, f4, false, payload(4)), "an extent"},
		"negative":         {array(int64(1), Tuple{int64(-1)}, f4, false, payload(4)), "not negative"},
		"overflow":         {array(int64(1), Tuple{int64(1 << 62), int64(4)}, f4, false, payload(4)), "fit into memory"},
		"too few bytes":    {array(int64(1), Tuple{int64(2)}, f4, false, payload(7)), "8 bytes"},
		"too many bytes":   {array(int64(1), Tuple{int64(2)}, f4, false, payload(9)), "8 bytes"},
		"no type":          {array(int64(1), Tuple{int64(1)}, "f4", false, payload(4)), "numpy.dtype"},
		"type of a number": {array(int64(1), Tuple{int64(1)}, &Object{Call: Global{"numpy", "dtype"}, Args: Tuple{int64(4)}}, false, payload(4)), "description"},
		"structure":        {array(int64(1), Tuple{int64(1)}, dtype("V4", structured), false, payload(4)), "plain numbers"},
		"order":            {array(int64(1), Tuple{int64(1)}, dtype("f4", Tuple{int64(3), nil, nil, nil, nil}), false, payload(4)), "byte order"},
		"objects":          {array(int64(1), Tuple{int64(1)}, dtype("O8", order("|")), false, payload(8)), "O8"},
		"elements":         {array(int64(1), Tuple{int64(1)}, f4, false, &List{}), "elements"},
		"whether fortran":  {array(int64(1), Tuple{int64(1)}, f4, "no", payload(4)), "a NumPy array"},
		"buffer order":     {&Object{Call: Global{"numpy._core.numeric", "_frombuffer"}, Args: Tuple{payload(4), f4, Tuple{int64(1)}, "K"}}, "a NumPy array"},
		"codec alone":      {array(int64(1), Tuple{int64(1)}, f4, false, latin1("aaaa")), "two arguments"},
		"codec":            {array(int64(1), Tuple{int64(1)}, f4, false, latin1("aaaa", "rot13")), "latin1"},
		"no text":          {array(int64(1), Tuple{int64(1)}, f4, false, latin1(int64(4), "latin1")), "string of bytes"},
		"short text":       {array(int64(1), Tuple{int64(1)}, f4, false, latin1("aaa", "latin1")), "3 bytes"},
		"long text":        {array(int64(1), Tuple{int64(1)}, f4, false, latin1("aaaaaaaaa", "latin1")), "9 bytes"},
		"text overflow":    {array(int64(1), Tuple{int64(1 << 62), int64(16)}, f4, false, latin1("aaaa", "latin1")), "4 bytes"},
		"negative text":    {array(int64(1), Tuple{int64(-1)}, f4, false, latin1("aaaa", "latin1")), "4 bytes"},
	} {
		_, err := Array(c.value)
		var fault *npy.FormatError
		if !errors.As(err, &fault) {
			wantFault(t, err)
		}
		if err == nil || !strings.Contains(err.Error(), c.part) {
			t.Errorf("%s: error %v does not say %q", name, err, c.part)
		}
	}
	wide, err := Array(array(int64(1), Tuple{int64(1)}, f4, false, latin1("aa€a", "latin1")))
	if err != nil {
		t.Fatal(err)
	}
	wantFault(t, npy.Read(wide, 0, make([]float32, 1)), "€")
}
