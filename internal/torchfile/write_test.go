package torchfile

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/internal/tensor"
)

func write(t testing.TB, tensors ...tensor.Encoded) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := Write(&file, tensors); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestRoundTrip(t *testing.T) {
	properties := gopter.NewProperties(nil)
	properties.Property("what is written is read", prop.ForAll(func(name string, a []float32, b []int64) bool {
		tensors, names := read(t, write(t,
			tensor.Encode("a"+name, []int{1, len(a)}, a), tensor.Encode("b"+name, []int{len(b)}, b)))
		got, want := values(t, tensors["a"+name]), make([]float64, len(a))
		for i, v := range a {
			want[i] = float64(v)
		}
		counts := make([]float64, len(b))
		for i, v := range b {
			counts[i] = float64(v)
		}
		return slices.Equal(names, []string{"a" + name, "b" + name}) && slices.Equal(tensors["a"+name].Shape, []int{1, len(a)}) &&
			slices.Equal(got, want) && slices.Equal(values(t, tensors["b"+name]), counts)
	}, gen.AnyString(), gen.SliceOf(gen.Float32()), gen.SliceOf(gen.Int64())))
	properties.TestingRun(t)
}

func TestValuesWithoutAxesAndOrder(t *testing.T) {
	tensors, _ := read(t, write(t, tensor.Encode("n", nil, []int64{5}),
		tensor.Encode("x", []int{2}, []float32{float32(math.NaN()), float32(math.Inf(-1))})))
	if n := tensors["n"]; len(n.Shape) != 0 || n.Element != tensor.Int64 || values(t, n)[0] != 5 {
		t.Errorf("n: %v %v", n.Shape, n.Element)
	}
	if v := values(t, tensors["x"]); !math.IsNaN(v[0]) || !math.IsInf(v[1], -1) {
		t.Errorf("x: %v", v)
	}
}

// PyTorch wants these files, and mapping them into memory aligned storages.
func TestArchive(t *testing.T) {
	file := write(t, tensor.Encode("w", []int{3}, []float32{1, 2, 3}), tensor.Encode("n", nil, []int64{1}))
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		offset, err := f.DataOffset()
		if err != nil || offset%alignment != 0 || f.Method != zip.Store || f.Flags&8 != 0 {
			t.Errorf("%s: at %d, method %d, flags %x, %v", f.Name, offset, f.Method, f.Flags, err)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(r); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	if want := []string{"archive/data.pkl", "archive/byteorder", "archive/data/0", "archive/data/1", "archive/version"}; !reflect.DeepEqual(names, want) {
		t.Errorf("%v, want %v", names, want)
	}
	if !bytes.Equal(file, write(t, tensor.Encode("w", []int{3}, []float32{1, 2, 3}), tensor.Encode("n", nil, []int64{1}))) {
		t.Error("the same tensors give other bytes")
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
	w := tensor.Encode("w", []int{3}, []float32{1, 2, 3})
	size := len(write(t, w))
	for room := 0; room < size; room += 50 {
		if err := Write(&full{room}, []tensor.Encoded{w}); !errors.Is(err, errFull) {
			t.Errorf("with room for %d bytes: %v", room, err)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("two tensors of the same name were written")
		}
	}()
	_ = Write(io.Discard, []tensor.Encoded{w, w})
}
