package ctrgcn

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aeed/internal/safetensors"
	"aeed/internal/tensor"
	"aeed/internal/torchfile"
	"aeed/train/skeleton"
)

// tiny is a network whose files have a few kilobytes.
func tiny() Architecture {
	chain := skeleton.Graph{Parent: []int{0, 0, 1}}
	return Architecture{3, 8, 3, 1, 4, chain.Adjacency(), []Block{{8, 1}, {8, 2}}}
}

// weightsOf are weights that differ from number to number.
func weightsOf(a Architecture) Weights {
	w := Weights{Batches: 1234}
	w.Parameters, w.Running = a.Initialise(1)
	for _, vector := range [][]float64{w.Parameters, w.Running} {
		for i := range vector {
			vector[i] = float64(float32(vector[i] + float64(i%64)/64))
		}
	}
	return w
}

func same(v, w Weights) bool {
	return slices.Equal(v.Parameters, w.Parameters) && slices.Equal(v.Running, w.Running) && v.Batches == w.Batches
}

func TestRoundTrip(t *testing.T) {
	for name, a := range map[string]Architecture{"UCLA": ucla(), "tiny": tiny()} {
		for _, extension := range []string{".safetensors", ".pt", ".pth"} {
			path := filepath.Join(t.TempDir(), "weights"+extension)
			w := weightsOf(a)
			if err := a.Export(path, w); err != nil {
				t.Fatal(err)
			}
			got, err := a.Import(path)
			if err != nil || !same(got, w) {
				t.Errorf("%s%s: other weights, %v", name, extension, err)
			}
			read, there, err := ReadArchitecture(path)
			if err != nil || there != (extension == ".safetensors") {
				t.Errorf("%s%s: an architecture: %v, %v", name, extension, there, err)
			}
			if there && fmt.Sprint(read) != fmt.Sprint(a) {
				t.Errorf("%s: the architecture came back as %v", name, read)
			}
		}
	}
}

// written writes tensors in each of the formats and returns the paths.
func written(t *testing.T, tensors []tensor.Encoded) []string {
	t.Helper()
	var pt, safe bytes.Buffer
	if err := errors.Join(torchfile.Write(&pt, tensors), safetensors.Write(&safe, tensors, nil)); err != nil {
		t.Fatal(err)
	}
	var paths []string
	for name, content := range map[string][]byte{"zip": pt.Bytes(), "safetensors": safe.Bytes()} {
		path := filepath.Join(t.TempDir(), name) // the content says the format
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// DataParallel puts "module." before names; the order of tensors doesn't matter.
func TestModulePrefix(t *testing.T) {
	a := tiny()
	tensors := a.encode(weightsOf(a))
	for i := range tensors {
		tensors[i].Name = "module." + tensors[i].Name
	}
	slices.Reverse(tensors)
	for _, path := range written(t, tensors) {
		if got, err := a.Import(path); err != nil || !same(got, weightsOf(a)) {
			t.Errorf("%s: other weights, %v", path, err)
		}
	}
}

// Each tensor must come to its own place.
func TestValuesByName(t *testing.T) {
	a := tiny()
	w := weightsOf(a)
	l := a.Layout()
	parameters, running := tensorsOf(l.Parameters, w.Parameters), tensorsOf(l.Running, w.Running)
	tensors := a.encode(w)
	if len(tensors) != len(l.Parameters)+len(l.Running)+len(l.Norms()) {
		t.Errorf("%d tensors", len(tensors))
	}
	for _, path := range written(t, tensors) {
		err := withTensors(path, func(tensors []*tensor.Tensor, _ map[string]string) error {
			for _, x := range tensors {
				values := make([]float64, x.Count())
				if err := x.Values(values); err != nil {
					return err
				}
				want := append(slices.Clone(parameters[x.Name]), running[x.Name]...)
				element := tensor.Float32
				if strings.HasSuffix(x.Name, ".num_batches_tracked") {
					want, element = []float64{1234}, tensor.Int64
				}
				if !slices.Equal(values, want) || x.Element != element {
					t.Errorf("%s: %v, %v, want %v", x.Name, x.Element, values, want)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestMismatches(t *testing.T) {
	a := tiny()
	tensors := a.encode(weightsOf(a))
	rename := func(from, to string) []tensor.Encoded {
		renamed := slices.Clone(tensors)
		for i := range renamed {
			renamed[i].Name = strings.Replace(renamed[i].Name, from, to, 1)
		}
		return renamed
	}
	other := func(change func(*Architecture)) []tensor.Encoded {
		b := tiny()
		b.Blocks = slices.Clone(b.Blocks)
		change(&b)
		return b.encode(weightsOf(b))
	}
	for name, c := range map[string]struct {
		tensors []tensor.Encoded
		want    []string
	}{
		"classes": {other(func(b *Architecture) { b.Classes = 7 }),
			[]string{"2 of another shape (fc.weight of shape [7 8] instead of [4 8], fc.bias", "hint: the weights are for another number of classes"}},
		"graph": {other(func(b *Architecture) { b.Joints, b.Adjacency = 4, make([]float64, 48) }),
			[]string{"l1.gcn1.PA of shape [3 4 4] instead of [3 3 3]", "hint: the weights are for a graph of other joints"}},
		"bodies": {other(func(b *Architecture) { b.Bodies = 2 }),
			[]string{"4 of another shape (data_bn.weight of shape [18] instead of [9], ", ", …)", "another number of bodies"}},
		"widths": {other(func(b *Architecture) { b.Blocks[0].Width, b.Blocks[1].Width = 16, 16 }),
			[]string{"of another shape", "other widths"}},
		"blocks": {other(func(b *Architecture) { b.Blocks = append(b.Blocks, Block{8, 1}) }),
			[]string{"left over (l3.gcn1.PA, l3.gcn1.alpha, ", "other blocks"}},
		"fewer": {other(func(b *Architecture) { b.Blocks = b.Blocks[:1] }),
			[]string{"missing (l2.gcn1.PA, l2.gcn1.alpha, ", "other blocks"}},
		"one missing": {tensors[1:], []string{"1 missing (data_bn.weight);"}},
		"no counts":   {slices.DeleteFunc(slices.Clone(tensors), func(e tensor.Encoded) bool { return e.Element == tensor.Int64 }), []string{"19 missing (data_bn.num_batches_tracked, "}},
		"pyskl":       {rename("", "backbone."), []string{"hint: these names are pyskl's"}},
		"pyskl, bare": {rename("l1", "net.0"), []string{"hint: these names are pyskl's"}},
		"doubled":     {append(slices.Clone(tensors), tensor.Encode("module.fc.bias", []int{1}, []float32{1})), []string{`"fc.bias" with and without "module."`}},
		"nothing":     {nil, []string{"missing (data_bn.weight, "}},
	} {
		for _, path := range written(t, c.tensors) {
			_, err := a.Import(path)
			for _, want := range append(c.want, path+": ", "; hint: ") {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("%s: %v, want %q", name, err, want)
				}
			}
			var mismatch *MismatchError
			if name != "doubled" && !errors.As(err, &mismatch) {
				t.Errorf("%s: %T", name, err)
			}
		}
	}
}

func TestNumbersThatAreNotFinite(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		for _, place := range []string{"l2.gcn1.alpha", "l1.gcn1.bn.running_var"} {
			a := tiny()
			w := weightsOf(a)
			l := a.Layout()
			tensorsOf(l.Parameters, w.Parameters)["l2.gcn1.alpha"][0] = 0
			named := tensorsOf(l.Running, w.Running)
			if strings.HasSuffix(place, "alpha") {
				named = tensorsOf(l.Parameters, w.Parameters)
			}
			named[place][len(named[place])-1] = bad
			for _, path := range written(t, a.encode(w)) {
				if _, err := a.Import(path); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("%q", place)) || !strings.Contains(err.Error(), "a finite number") {
					t.Errorf("%s %g: %v", place, bad, err)
				}
			}
		}
	}
}

func TestFilesOfOtherKinds(t *testing.T) {
	a := tiny()
	path := filepath.Join(t.TempDir(), "file.pt")
	for name, content := range map[string]string{
		"empty": "", "short": "PK", "text": "a text of some length", "brace": "\x02\x00\x00\x00\x00\x00\x00\x00{", "folder": "",
	} {
		if name == "folder" {
			path = t.TempDir()
		} else if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Import(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
		path = filepath.Join(t.TempDir(), "file.pt")
	}
	if _, err := a.Import(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	w := weightsOf(a)
	if err := a.Export("weights.bin", w); err == nil || !strings.Contains(err.Error(), ".safetensors or .pt") {
		t.Errorf("unknown format: %v", err)
	}
	defer func() {
		if text := fmt.Sprint(recover()); !strings.HasPrefix(text, "ctrgcn: ") {
			t.Errorf("weights of another network: %s", text)
		}
	}()
	_ = small().Export(path, w)
}

// An architecture in a file may not cost more than the file.
func TestHostileArchitectures(t *testing.T) {
	a := tiny()
	valid := a.metadata()[architectureKey]
	swap := func(old, new string) string {
		if !strings.Contains(valid, old) {
			t.Fatalf("no %s in %s", old, valid)
		}
		return strings.Replace(valid, old, new, 1)
	}
	for name, c := range map[string]struct{ text, want string }{
		"no JSON":         {"{", "an architecture, found unexpected EOF"},
		"unknown field":   {swap(`"Frames"`, `"Frame"`), `unknown field "Frame"`},
		"no joints":       {swap(`"Joints":3`, `"Joints":0`), "a size of 0"},
		"joints overflow": {swap(`"Joints":3`, `"Joints":4294967296`), "a size of 4294967296"},
		"huge width":      {swap(`"Width":8`, `"Width":1073741824`), "a size of 1073741824"},
		"huge stride":     {swap(`"Stride":2`, `"Stride":1073741824`), "a size of 1073741824"},
		"adjacency":       {swap(`"Joints":3`, `"Joints":2`), "an adjacency of 27 numbers"},
		"many blocks":     {swap(`{"Width":8,"Stride":1}`, strings.Repeat(`{"Width":8,"Stride":1},`, 99)+`{"Width":8,"Stride":1}`), "101 blocks of 3 subsets"},
		"other classes":   {swap(`"Classes":4`, `"Classes":5`), "another number of classes"},
		"wide":            {strings.ReplaceAll(valid, `"Width":8`, `"Width":1048576`), "other widths"},
	} {
		path := filepath.Join(t.TempDir(), "weights.safetensors")
		var file bytes.Buffer
		if err := safetensors.Write(&file, a.encode(weightsOf(a)), map[string]string{architectureKey: c.text}); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, _, err := ReadArchitecture(path); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func FuzzImport(f *testing.F) {
	a := tiny()
	path := filepath.Join(f.TempDir(), "weights")
	for _, extension := range []string{".pt", ".safetensors"} {
		if err := a.Export(path+extension, weightsOf(a)); err != nil {
			f.Fatal(err)
		}
		content, err := os.ReadFile(path + extension)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Import(path); err != nil && !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("an error without a hint: %v", err)
		}
		if b, there, err := ReadArchitecture(path); there && err == nil {
			if _, err := b.Import(path); err != nil && !strings.Contains(err.Error(), "; hint: ") {
				t.Errorf("an error without a hint: %v", err)
			}
		}
	})
}
