package torchfile

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aeed/internal/pickle"
	"aeed/internal/tensor"
)

func content(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// read returns the tensors of a file by name, and their names in its order.
func read(t testing.TB, file []byte) (map[string]*tensor.Tensor, []string) {
	t.Helper()
	tensors, err := Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	byName, names := map[string]*tensor.Tensor{}, []string{}
	for _, x := range tensors {
		byName[x.Name] = x
		names = append(names, x.Name)
	}
	return byName, names
}

func values(t testing.TB, x *tensor.Tensor) []float64 {
	t.Helper()
	v := make([]float64, x.Count())
	if err := x.Values(v); err != nil {
		t.Fatal(err)
	}
	return v
}

// ramp is that of the script that made the files.
func ramp(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = float64(i%97-48) / 8
	}
	return v
}

func pick(v []float64, places ...int) []float64 {
	picked := make([]float64, len(places))
	for i, place := range places {
		picked[i] = v[place]
	}
	return picked
}

func TestStateDict(t *testing.T) {
	transposed := make([]int, 24)
	for i := range transposed {
		transposed[i] = i%4*6 + i/4
	}
	for _, want := range []struct {
		name    string
		element tensor.Element
		shape   []int
		values  []float64
	}{
		{"f4", tensor.Float32, []int{2, 3}, ramp(6)},
		{"f8", tensor.Float64, []int{5}, ramp(5)},
		{"f2", tensor.Float16, []int{7}, ramp(7)},
		{"bf2", tensor.BFloat16, []int{7}, []float64{-6, -5.875, -5.75, -5.625, -5.5, -5.375, -5.25}},
		{"i8", tensor.Int64, []int{}, []float64{-7}},
		{"i4", tensor.Int32, []int{2}, []float64{1, -2}},
		{"i2", tensor.Int16, []int{2}, []float64{1, -2}},
		{"i1", tensor.Int8, []int{2}, []float64{1, -2}},
		{"u1", tensor.Uint8, []int{2}, []float64{1, 254}},
		{"b", tensor.Bool, []int{2}, []float64{1, 0}},
		{"base", tensor.Float32, []int{4, 6}, ramp(24)},
		{"strided", tensor.Float32, []int{3, 3}, pick(ramp(24), 6, 8, 10, 12, 14, 16, 18, 20, 22)},
		{"transposed", tensor.Float32, []int{6, 4}, pick(ramp(24), transposed...)},
		{"row", tensor.Float32, []int{6}, ramp(24)[12:18]},
		{"expanded", tensor.Float32, []int{2, 3}, []float64{1.5, 1.5, 1.5, 1.5, 1.5, 1.5}},
		{"empty", tensor.Float32, []int{0, 3}, []float64{}},
		{"parameter", tensor.Float32, []int{3}, ramp(3)},
	} {
		for _, format := range []string{"zip", "legacy"} {
			tensors, names := read(t, content(t, "state-"+format+".pt"))
			if len(names) != 17 || names[0] != "f4" || names[16] != "parameter" {
				t.Fatalf("%s: the names are %v", format, names)
			}
			got := tensors[want.name]
			if got.Element != want.element || !slices.Equal(got.Shape, want.shape) {
				t.Errorf("%s, %s: %v %v, want %v %v", format, want.name, got.Element, got.Shape, want.element, want.shape)
				continue
			}
			if v := values(t, got); !slices.Equal(v, want.values) {
				t.Errorf("%s, %s: %v, want %v", format, want.name, v, want.values)
			}
		}
	}
}

// A checkpoint keeps the state_dict beside other things, whose storages the older
// format has among those of the tensors.
func TestCheckpoint(t *testing.T) {
	for _, format := range []string{"zip", "legacy"} {
		tensors, names := read(t, content(t, "checkpoint-"+format+".pt"))
		want := []string{"module.0.weight", "module.0.bias", "module.1.weight", "module.1.bias",
			"module.1.running_mean", "module.1.running_var", "module.1.num_batches_tracked"}
		if !slices.Equal(names, want) {
			t.Errorf("%s: %v, want %v", format, names, want)
		}
		if v := values(t, tensors["module.0.weight"]); !slices.Equal(v, []float64{-6, -5.875}) {
			t.Errorf("%s: weight %v", format, v)
		}
		if v := values(t, tensors["module.1.bias"]); !slices.Equal(v, []float64{-3}) {
			t.Errorf("%s: bias %v", format, v)
		}
		if v := values(t, tensors["module.1.num_batches_tracked"]); !slices.Equal(v, []float64{1}) {
			t.Errorf("%s: batches %v", format, v)
		}
	}
}

func TestFunctionsAreRefusedByName(t *testing.T) {
	for _, format := range []string{"zip", "legacy"} {
		file := content(t, "evil-"+format+".pt")
		_, err := Read(bytes.NewReader(file), int64(len(file)))
		var refused *pickle.FormatError
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), "posix.system") || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%s: %v", format, err)
		}
	}
}
