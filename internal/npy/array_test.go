package npy

import (
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// Every type of either byte order, as NumPy writes it, reads as the formula that
// made it; integers have lost their fractions and booleans all but whether.
func TestTypesOfNumPy(t *testing.T) {
	for _, name := range []string{
		"little-f2", "big-f2", "little-f4", "big-f4", "little-f8", "big-f8", "version2", "version3",
		"little-i2", "big-i4", "little-i8", "byte-i1", "byte-u1", "big-u2", "little-u4", "little-u8", "byte-b1",
	} {
		t.Run(name, func(t *testing.T) {
			f := must[*File](t)(Open(testdata(name + ".npy")))
			defer f.Close()
			if !slices.Equal(f.Shape, []int{4, 5}) || f.Rows() != 4 || f.RowSize() != 5 || f.Len() != 20 {
				t.Fatalf("shape %v, %d rows of %d", f.Shape, f.Rows(), f.RowSize())
			}
			want := func(i int) float64 {
				switch f.DType.Kind {
				case 'i':
					return math.Trunc(ramp(i))
				case 'u':
					return math.Trunc(math.Abs(ramp(i)))
				case 'b':
					return min(1, math.Ceil(math.Abs(ramp(i))))
				}
				return ramp(i)
			}
			sameFloats(t, must[[]float64](t)(All[float64](f.Array, 20)), want)
			row := make([]float32, 5)
			for i := 3; i >= 0; i-- {
				if err := Read(f.Array, 5*i, row); err != nil {
					t.Fatal(err)
				}
				sameFloats(t, row, func(j int) float32 { return float32(want(5*i + j)) })
			}
			if f.DType.Kind == 'i' || f.DType.Kind == 'u' {
				for i, n := range must[[]int64](t)(All[int64](f.Array, 20)) {
					if n != int64(want(i)) {
						t.Errorf("integer %d is %d, want %g", i, n, want(i))
					}
				}
			}
		})
	}
}

func TestFortranOrder(t *testing.T) {
	f := must[*File](t)(Open(testdata("fortran.npy")))
	defer f.Close()
	if !f.FortranOrder {
		t.Error("the order is not known")
	}
	sameFloats(t, must[[]float64](t)(All[float64](f.Array, 24)), ramp)
}

func TestScalarAndEmpty(t *testing.T) {
	f := must[*File](t)(Open(testdata("scalar.npy")))
	defer f.Close()
	if all := must[[]float64](t)(All[float64](f.Array, 1)); len(f.Shape) != 0 || len(all) != 1 || all[0] != 2.5 {
		t.Errorf("shape %v, elements %v", f.Shape, all)
	}
	empty := must[*File](t)(Open(testdata("empty.npy")))
	defer empty.Close()
	if empty.Len() != 0 || empty.Rows() != 0 || empty.RowSize() != 0 {
		t.Errorf("%d elements, %d rows of %d", empty.Len(), empty.Rows(), empty.RowSize())
	}
	if err := Read(empty.Array, 0, []float32{}); err != nil {
		t.Error(err)
	}
}

// Reading in chunks, and by many at once, must give what one reading gives.
func TestReadInChunksConcurrently(t *testing.T) {
	const n = 3*Chunk/8 + 5
	values := make([]float64, n)
	for i := range values {
		values[i] = ramp(i)
	}
	content := written(t, []int{n}, Float64, values)
	array := must[*Array](t)(readBytes(content))
	var group sync.WaitGroup
	for first := range 8 {
		group.Go(func() {
			got := make([]float64, n-first)
			if err := Read(array, first, got); err != nil {
				t.Error(err)
			}
			for i, x := range got {
				if x != ramp(first+i) {
					t.Errorf("element %d is %g", first+i, x)
					return
				}
			}
		})
	}
	group.Wait()
}

// half agrees with the definition of binary16 for each of its 65,536 numbers.
func TestHalf(t *testing.T) {
	for bits := range 1 << 16 {
		sign := 1 - 2*float64(bits>>15)
		exponent, fraction := bits>>10&0x1f, float64(bits&0x3ff)
		want := sign * math.Ldexp(1+fraction/1024, exponent-15)
		switch {
		case exponent == 0:
			want = sign * math.Ldexp(fraction, -24)
		case exponent == 31 && fraction == 0:
			want = math.Inf(int(sign))
		case exponent == 31:
			want = math.NaN()
		}
		got := float64(half(uint16(bits)))
		if got != want && !(math.IsNaN(got) && math.IsNaN(want)) || math.Signbit(got) != (bits>>15 == 1) {
			t.Fatalf("%04x: %g, want %g", bits, got, want)
		}
	}
}

func TestAllHasALimit(t *testing.T) {
	f := must[*File](t)(Open(testdata("little-f4.npy")))
	defer f.Close()
	_, err := All[float32](f.Array, 19)
	wantFault(t, err, "at most 19", "[4 5]")
}

func TestReadBeyondPanics(t *testing.T) {
	f := must[*File](t)(Open(testdata("little-f4.npy")))
	defer f.Close()
	scalar := must[*File](t)(Open(testdata("scalar.npy")))
	defer scalar.Close()
	for name, misuse := range map[string]func(){
		"past the end":   func() { _ = Read(f.Array, 18, make([]float32, 3)) },
		"before":         func() { _ = Read(f.Array, -1, make([]float32, 1)) },
		"rows of scalar": func() { scalar.Rows() },
		"write too much": func() {
			w, _ := NewWriter(&strings.Builder{}, []int{1}, Float32)
			_ = Write(w, []float32{1, 2})
		},
		"write negative": func() { _, _ = NewWriter(&strings.Builder{}, []int{-1}, Float32) },
		"write float16":  func() { _, _ = NewWriter(&strings.Builder{}, []int{1}, DType{Kind: 'f', Size: 2}) },
	} {
		func() {
			defer func() {
				if text, ok := recover().(string); !ok || !strings.HasPrefix(text, "npy: ") {
					t.Errorf("%s: panic %v", name, text)
				}
			}()
			misuse()
		}()
	}
}

// What is written reads back as it was, whatever the shape and values.
func TestWritingReadsBack(t *testing.T) {
	properties := gopter.NewProperties(nil)
	properties.Property("round trip", prop.ForAll(
		func(values []float64, rows int, dtype DType) bool {
			rows = min(rows, len(values))
			shape := []int{rows, 0}
			if rows > 0 {
				shape[1] = len(values) / rows
				values = values[:rows*shape[1]]
			} else {
				values = nil
			}
			array, err := readBytes(written(t, shape, dtype, values))
			if err != nil || !slices.Equal(array.Shape, shape) || array.DType != dtype {
				return false
			}
			got, err := All[float64](array, len(values))
			for i, x := range values {
				switch dtype {
				case Float32:
					x = float64(float32(x))
				case Int64:
					x = float64(int64(x))
				}
				if got[i] != x {
					return false
				}
			}
			return err == nil && len(got) == len(values)
		},
		gen.SliceOf(gen.Float64Range(-1e9, 1e9)), gen.IntRange(0, 6), gen.OneConstOf(Float32, Float64, Int64),
	))
	properties.TestingRun(t)
}
