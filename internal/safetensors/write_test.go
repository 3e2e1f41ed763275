package safetensors

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/internal/tensor"
)

func write(t testing.TB, metadata map[string]string, tensors ...tensor.Encoded) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := Write(&file, tensors, metadata); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestRoundTrip(t *testing.T) {
	properties := gopter.NewProperties(nil)
	properties.Property("what is written is read", prop.ForAll(func(name string, a []float32, b []int64, key, text string) bool {
		f := read(t, write(t, map[string]string{key: text}, tensor.Encode("a"+name, []int{1, len(a)}, a), tensor.Encode("b"+name, []int{len(b)}, b)))
		counts, numbers := f.Tensors[0], f.Tensors[1]
		for i, v := range values(t, counts) {
			if v != float64(b[i]) {
				return false
			}
		}
		for i, v := range values(t, numbers) {
			if v != float64(a[i]) {
				return false
			}
		}
		return counts.Name == "b"+name && numbers.Name == "a"+name && slices.Equal(numbers.Shape, []int{1, len(a)}) &&
			counts.Count() == len(b) && len(f.Metadata) == 1 && f.Metadata[key] == text
	}, gen.AnyString(), gen.SliceOf(gen.Float32()), gen.SliceOf(gen.Int64()), gen.AnyString(), gen.AnyString()))
	properties.TestingRun(t)
}

// The bytes of a file, which must never change.
func TestLayout(t *testing.T) {
	file := write(t, map[string]string{"b": "2", "a": "1"},
		tensor.Encode("x<", []int{1}, []float32{1}), tensor.Encode("n", nil, []int64{3}), tensor.Encode("y", []int{0}, []float32{}))
	header := `{"__metadata__":{"a":"1","b":"2"},"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]},` +
		`"x\u003c":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},"y":{"dtype":"F32","shape":[0],"data_offsets":[12,12]}}`
	header += strings.Repeat(" ", (8-len(header)%8)%8)
	if want := fileOf(header, []byte{3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3f}); !bytes.Equal(file, want) {
		t.Errorf("%q, want %q", file, want)
	}
	if n := binary.LittleEndian.Uint64(file); n%8 != 0 {
		t.Errorf("a header of %d bytes", n)
	}
}

// full is a disk with room for a few bytes.
type full struct{ room int }

var errFull = errors.New("full")

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWriteErrors(t *testing.T) {
	w := tensor.Encode("w", []int{1}, []float32{1})
	for _, room := range []int{0, 100} {
		if err := Write(&full{room}, []tensor.Encoded{w, tensor.Encode("v", []int{10}, make([]float32, 10))}, nil); !errors.Is(err, errFull) {
			t.Errorf("with room for %d bytes: %v", room, err)
		}
	}
	for _, tensors := range [][]tensor.Encoded{{w, w}, {tensor.Encode("__metadata__", nil, []int64{1})}} {
		func() {
			defer func() {
				if text := fmt.Sprint(recover()); !strings.HasPrefix(text, "safetensors: ") {
					t.Errorf("%s: %s", tensors[0].Name, text)
				}
			}()
			_ = Write(io.Discard, tensors, nil)
		}()
	}
}
