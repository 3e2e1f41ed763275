package tensor

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

func open(t testing.TB, element Element, shape, strides []int, offset int, data []byte) *Tensor {
	t.Helper()
	x, err := New("x", element, shape, strides, offset, bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func values(t testing.TB, x *Tensor) []float64 {
	t.Helper()
	v := make([]float64, x.Count())
	if err := x.Values(v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestElements(t *testing.T) {
	word := binary.LittleEndian.AppendUint64
	for _, c := range []struct {
		element Element
		name    string
		data    []byte
		want    float64
	}{
		{Float64, "float64", word(nil, math.Float64bits(-0.1)), -0.1},
		{Float32, "float32", word(nil, uint64(math.Float32bits(-0.1)))[:4], float64(float32(-0.1))},
		{Float16, "float16", []byte{0x00, 0xc1}, -2.5},
		{BFloat16, "bfloat16", []byte{0x20, 0xc0}, -2.5},
		{Int64, "int64", word(nil, math.MaxUint64-6), -7},
		{Int32, "int32", []byte{0xf9, 0xff, 0xff, 0xff}, -7},
		{Int16, "int16", []byte{0xf9, 0xff}, -7},
		{Int8, "int8", []byte{0xf9}, -7},
		{Uint8, "uint8", []byte{0xf9}, 249},
		{Bool, "bool", []byte{1}, 1},
	} {
		if c.element.String() != c.name || c.element.Size() != len(c.data) {
			t.Errorf("%v of %d bytes, want %s of %d", c.element, c.element.Size(), c.name, len(c.data))
		}
		for _, strides := range [][]int{nil, {1, 0}} { // both ways of reading
			if got := values(t, open(t, c.element, []int{1, 1}, strides, 0, c.data)); got[0] != c.want {
				t.Errorf("%v: %v, want %g", c.element, got, c.want)
			}
		}
	}
}

// Every element must be the one at offset + Σ index·stride, for all shapes and
// strides whose elements are there.
func TestStrides(t *testing.T) {
	storage := make([]float32, 200)
	for i := range storage {
		storage[i] = float32(i)
	}
	data := Encode("", []int{200}, storage).Bytes
	extent, stride := gen.IntRange(0, 4), gen.IntRange(0, 15)
	properties := gopter.NewProperties(nil)
	properties.Property("elements lie where the strides say", prop.ForAll(func(a, b, c, x, y, z, offset int) bool {
		tensor := open(t, Float32, []int{a, b, c}, []int{x, y, z}, offset, data)
		var want []float64
		for i := range a {
			for j := range b {
				for k := range c {
					want = append(want, float64(offset+i*x+j*y+k*z))
				}
			}
		}
		return slices.Equal(values(t, tensor), want)
	}, extent, extent, extent, stride, stride, stride, gen.IntRange(0, 50)))
	properties.Property("without strides, they follow each other", prop.ForAll(func(a, b, c, offset int) bool {
		got := values(t, open(t, Float32, []int{a, b, c}, nil, offset, data))
		for i, v := range got {
			if v != float64(offset+i) {
				return false
			}
		}
		return len(got) == a*b*c
	}, extent, extent, extent, gen.IntRange(0, 50)))
	properties.TestingRun(t)
}

func TestHostileShapes(t *testing.T) {
	const huge = math.MaxInt
	for _, c := range []struct {
		shape, strides []int
		offset         int
	}{
		{[]int{11}, nil, 0},
		{[]int{10}, nil, 1},
		{[]int{2, 6}, nil, 0},
		{[]int{2}, []int{10}, 0},
		{[]int{2}, []int{huge}, 0},
		{[]int{2}, []int{huge}, 5},
		{[]int{2, 2}, []int{huge, huge}, 0},
		{[]int{huge}, []int{1}, 0},
		{[]int{huge, 2}, []int{0, 0}, 0},
		{[]int{huge, huge, huge}, []int{0, 0, 0}, 0},
		{[]int{huge, 2}, nil, 0},
		{[]int{-1}, nil, 0},
		{[]int{-1, -1}, nil, 0},
		{[]int{0, -1}, nil, 0},
		{[]int{huge, huge, -1}, nil, 0},
		{[]int{2}, []int{-1}, 5},
		{[]int{2}, []int{1}, -1},
		{[]int{2}, nil, -1},
		{[]int{2}, []int{1}, huge},
		{[]int{2}, []int{0}, huge},
		{[]int{2}, []int{}, 0},
		{[]int{}, []int{1}, 0},
		{nil, nil, 10},
		{[]int{0}, nil, 11},
	} {
		_, err := New("x", Float32, c.shape, c.strides, c.offset, bytes.NewReader(make([]byte, 40)), 40)
		var format *FormatError
		if !errors.As(err, &format) || !strings.Contains(err.Error(), `tensor "x": want `) || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("shape %v, strides %v, offset %d: %v", c.shape, c.strides, c.offset, err)
		}
	}
	for _, shape := range [][]int{{0}, {0, huge, huge}, {huge, huge, 0}, {}} {
		if x := open(t, Float32, shape, nil, 0, make([]byte, 40)); len(values(t, x)) > 1 {
			t.Errorf("shape %v has elements", shape)
		}
	}
}

// A tensor can have more elements than its file, but only who asks pays for them.
func TestExpandedTensorTakesNoMemory(t *testing.T) {
	x := open(t, Float32, []int{1 << 40}, []int{0}, 0, make([]byte, 4))
	if x.Count() != 1<<40 {
		t.Errorf("%d elements", x.Count())
	}
}

func TestMisusePanics(t *testing.T) {
	for name, misuse := range map[string]func(){
		"too few values":   func() { Encode("x", []int{2}, []float32{1}) },
		"too large shape":  func() { Encode("x", []int{math.MaxInt, 2}, []int64{}) },
		"too short memory": func() { _ = open(t, Float32, []int{2}, nil, 0, make([]byte, 8)).Values(nil) },
	} {
		func() {
			defer func() {
				if text := fmt.Sprint(recover()); !strings.HasPrefix(text, "tensor: ") {
					t.Errorf("%s: %s", name, text)
				}
			}()
			misuse()
		}()
	}
}

func TestFileThatShrank(t *testing.T) {
	x, err := New("x", Float32, []int{3}, nil, 0, bytes.NewReader(make([]byte, 8)), 12)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Values(make([]float64, 3)); err == nil || !strings.Contains(err.Error(), "truncated") {
		t.Errorf("%v", err)
	}
}

func TestExcerpt(t *testing.T) {
	if got := Excerpt(strings.Repeat("é", 100)); got != strings.Repeat("é", 30)+"…" {
		t.Errorf("%q", got)
	}
	if got := Excerpt("a" + strings.Repeat("é", 100)); got != "a"+strings.Repeat("é", 29)+"…" {
		t.Errorf("%q", got)
	}
	if got := (&FormatError{Want: "a", Hint: "b"}).Error(); got != "want a; hint: b" {
		t.Errorf("%q", got)
	}
}

func ExampleNew() {
	file := Encode("", []int{6}, []float32{1, 2, 3, 4, 5, 6}).Bytes
	second, err := New("second column", Float32, []int{3}, []int{2}, 1, bytes.NewReader(file), int64(len(file)))
	fmt.Println(err)
	values := make([]float64, second.Count())
	fmt.Println(second.Values(values), values)
	// Output:
	// <nil>
	// <nil> [2 4 6]
}
