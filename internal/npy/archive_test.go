package npy

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
)

// written returns a .npy file of values.
func written[T Number](t *testing.T, shape []int, dtype DType, values []T) []byte {
	t.Helper()
	var out bytes.Buffer
	w := must[*Writer](t)(NewWriter(&out, shape, dtype))
	if err := Write(w, values); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Archives of either kind, as NumPy writes them, read in any order.
func TestArchivesOfNumPy(t *testing.T) {
	for _, name := range []string{"stored.npz", "deflated.npz"} {
		archive := must[*Archive](t)(OpenArchive(testdata(name)))
		if got := archive.Names(); !slices.Equal(got, []string{"a", "b"}) {
			t.Errorf("%s: names %v", name, got)
		}
		a := must[*Array](t)(archive.Array("a"))
		b := must[*Array](t)(archive.Array("b"))
		var group sync.WaitGroup
		for _, order := range [][]int{{0, 1, 2, 3, 4, 5, 6}, {6, 5, 4, 3, 2, 1, 0}, {3, 0, 3, 6, 6, 1}} {
			group.Go(func() {
				row := make([]float64, 3)
				for _, i := range order {
					if err := Read(a, 3*i, row); err != nil {
						t.Error(err)
						return
					}
					if row[0] != ramp(3*i) || row[2] != ramp(3*i+2) {
						t.Errorf("%s: row %d is %v", name, i, row)
					}
				}
			})
		}
		group.Wait()
		if got := must[[]int64](t)(All[int64](b, 5)); !slices.Equal(got, []int64{0, 1, 2, 3, 4}) {
			t.Errorf("%s: b is %v", name, got)
		}
		if err := archive.Close(); err != nil {
			t.Error(err)
		}
		if err := Read(a, 0, make([]float64, 3)); err == nil {
			t.Error("a closed archive is read")
		}
	}
}

// The stream of Forward must be closed once for each time it was begun.
func TestForwardClosesItsStreams(t *testing.T) {
	begun, closed := 0, 0
	f := NewForward(10, func() (io.ReadCloser, error) {
		begun++
		return struct {
			io.Reader
			io.Closer
		}{strings.NewReader("0123456789"), closer(func() error { closed++; return nil })}, nil
	})
	for _, at := range []int64{2, 5, 3, 8, 0, 4} {
		p := make([]byte, 2)
		if n, err := f.ReadAt(p, at); n != 2 || err != nil || p[0] != byte('0'+at) {
			t.Errorf("at %d: %q, %v", at, p[:n], err)
		}
		if at == 8 && begun != closed {
			t.Error("a stream stays open at its end")
		}
	}
	if n, err := f.ReadAt(make([]byte, 2), 9); n != 1 || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("at the end: %d bytes, %v", n, err)
	}
	if _, err := f.ReadAt(make([]byte, 1), 11); !errors.Is(err, io.EOF) {
		t.Errorf("past the end: %v", err)
	}
	if begun != closed || begun != 4 {
		t.Errorf("%d streams were begun, 4 needed, and %d closed", begun, closed)
	}
	failed := errors.New("failed")
	f = NewForward(1, func() (io.ReadCloser, error) { return nil, failed })
	if _, err := f.ReadAt(nil, 0); err != failed {
		t.Errorf("error %v", err)
	}
}

type closer func() error

func (f closer) Close() error { return f() }

func TestArchiveWriter(t *testing.T) {
	var out bytes.Buffer
	z := NewArchiveWriter(&out)
	for name, values := range map[string][]float32{"x": {1, 2, 3, 4, 5, 6}, "empty": nil} {
		w := must[*Writer](t)(z.Create(name, []int{len(values) / 3, 3}, Float32))
		for len(values) > 0 {
			if err := Write(w, values[:2]); err != nil {
				t.Fatal(err)
			}
			values = values[2:]
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	archive := must[*Archive](t)(NewArchive(bytes.NewReader(out.Bytes()), int64(out.Len())))
	x := must[*Array](t)(archive.Array("x"))
	sameFloats(t, must[[]float32](t)(All[float32](x, 6)), func(i int) float32 { return float32(i + 1) })
}

// An array that lacks elements, and a disk that is full, are errors of Close.
func TestWriterErrors(t *testing.T) {
	w := must[*Writer](t)(NewWriter(io.Discard, []int{2}, Float32))
	if err := Write(w, []float32{1}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err == nil || !strings.Contains(err.Error(), "1 elements") {
		t.Errorf("error %v", err)
	}
	full := errors.New("full")
	w = must[*Writer](t)(NewWriter(&limited{200, full}, []int{1000}, Float64))
	if err := Write(w, make([]float64, 1000)); err != full || w.Close() != full {
		t.Errorf("error %v, then %v", err, w.Close())
	}
	z := NewArchiveWriter(&limited{0, full})
	_, err := z.Create("a", []int{1}, Float32)
	_, again := z.Create("b", []int{1}, Float32)
	if err := errors.Join(err, again, z.Close()); !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
}

type limited struct {
	left int
	err  error
}

func (l *limited) Write(p []byte) (int, error) {
	if len(p) > l.left {
		return 0, l.err
	}
	l.left -= len(p)
	return len(p), nil
}
