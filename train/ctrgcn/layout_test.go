package ctrgcn

import (
	"fmt"
	"slices"
	"sort"
	"testing"

	"aeed/train/skeleton"
)

func official(classes int) Architecture {
	return Architecture{3, 64, 25, 2, classes, skeleton.NTU25().Adjacency(), Official()}
}

func ucla() Architecture {
	return Architecture{3, 52, 20, 1, 10, skeleton.UCLA20().Adjacency(), Official()}
}

func small() Architecture {
	return Architecture{3, 16, 25, 1, 10, skeleton.NTU25().Adjacency(), Small()}
}

func TestSizes(t *testing.T) {
	for name, c := range map[string]struct {
		architecture Architecture
		parameters   int
	}{
		"NTU-60":  {official(60), 1_446_672},
		"NTU-120": {official(120), 1_462_092},
		"UCLA":    {ucla(), 1_426_892},
		"small":   {small(), 14_468},
	} {
		l := c.architecture.Layout()
		if l.ParameterCount != c.parameters {
			t.Errorf("%s: %d parameters, want %d", name, l.ParameterCount, c.parameters)
		}
		for _, vector := range []struct {
			tensors []Tensor
			count   int
		}{{l.Parameters, l.ParameterCount}, {l.Running, l.RunningCount}} {
			covers(t, name, vector.tensors, vector.count)
		}
	}
}

// covers checks that tensors fill a vector without gaps or overlaps.
func covers(t *testing.T, name string, tensors []Tensor, count int) {
	t.Helper()
	tensors = slices.Clone(tensors)
	sort.Slice(tensors, func(i, j int) bool { return tensors[i].Offset < tensors[j].Offset })
	at := 0
	for _, x := range tensors {
		size := 1
		for _, n := range x.Shape {
			size *= n
		}
		if x.Offset != at || x.Size != size {
			t.Errorf("%s: %s of shape %v lies at %d with %d numbers, want %d", name, x.Name, x.Shape, x.Offset, x.Size, at)
		}
		at += x.Size
	}
	if at != count {
		t.Errorf("%s: %d numbers for %d", name, at, count)
	}
}

// entries are the names and shapes of the official state_dict, written down from its
// structure: of the modules of a block rather than of what the layout puts together.
func entries(a Architecture, relations func(in int) int) map[string]string {
	all := map[string]string{}
	add := func(name string, shape ...int) { all[name] = fmt.Sprint(shape) }
	convolution := func(name string, out, in, kernel int) {
		add(name+".weight", out, in, kernel, 1)
		add(name+".bias", out)
	}
	norm := func(name string, width int) {
		for _, part := range []string{".weight", ".bias", ".running_mean", ".running_var"} {
			add(name+part, width)
		}
		add(name + ".num_batches_tracked")
	}
	v := a.Joints
	norm("data_bn", a.Bodies*v*3)
	in := 3
	for i, block := range a.Blocks {
		l, out := fmt.Sprintf("l%d.", i+1), block.Width
		add(l+"gcn1.PA", 3, v, v)
		add(l+"gcn1.alpha", 1)
		for k := range 3 {
			c := fmt.Sprintf("%sgcn1.convs.%d.conv", l, k)
			convolution(c+"1", relations(in), in, 1)
			convolution(c+"2", relations(in), in, 1)
			convolution(c+"3", out, in, 1)
			convolution(c+"4", out, relations(in), 1)
		}
		norm(l+"gcn1.bn", out)
		if in != out {
			convolution(l+"gcn1.down.0", out, in, 1)
			norm(l+"gcn1.down.1", out)
		}
		b := out / 4
		for j := range 4 {
			branch := fmt.Sprintf("%stcn1.branches.%d.", l, j)
			convolution(branch+"0", b, out, 1)
			norm(branch+"1", b)
			switch j {
			case 0, 1:
				convolution(branch+"3.conv", b, b, 5)
				norm(branch+"3.bn", b)
			case 2:
				norm(branch+"4", b)
			}
		}
		if i > 0 && in != out {
			convolution(l+"residual.conv", out, in, 1)
			norm(l+"residual.bn", out)
		}
		in = out
	}
	add("fc.weight", a.Classes, in)
	add("fc.bias", a.Classes)
	return all
}

func TestOfficialNamesAndShapes(t *testing.T) {
	for name, c := range map[string]struct {
		architecture Architecture
		entries      int
		relations    func(int) int
	}{
		"official": {official(60), 822, func(in int) int { return map[int]int{3: 8, 64: 8, 128: 16, 256: 32}[in] }},
		"UCLA":     {ucla(), 822, func(in int) int { return map[int]int{3: 8, 64: 8, 128: 16, 256: 32}[in] }},
		"small":    {small(), 262, func(in int) int { return map[int]int{3: 8, 16: 2}[in] }},
	} {
		l := c.architecture.Layout()
		got := map[string]string{}
		for _, x := range slices.Concat(l.Parameters, l.Running) {
			got[x.Name] = fmt.Sprint(x.Shape)
		}
		for _, norm := range l.Norms() {
			got[norm+".num_batches_tracked"] = "[]"
		}
		want := entries(c.architecture, c.relations)
		if len(got) != c.entries || len(want) != c.entries || len(l.Parameters)+len(l.Running)+len(l.Norms()) != c.entries {
			t.Errorf("%s: %d entries, want %d", name, len(got), c.entries)
		}
		for entry, shape := range want {
			if got[entry] != shape {
				t.Errorf("%s: %s is %q, want %s", name, entry, got[entry], shape)
			}
		}
	}
}

// What an operation uses together must lie together, and each part be that of its
// name.
func TestOperationsFindTheirTensors(t *testing.T) {
	a := official(60)
	l := a.Layout()
	at := map[string]int{}
	for _, x := range slices.Concat(l.Parameters, l.Running) {
		at[x.Name] = x.Offset
	}
	for i, b := range l.blocks {
		name := fmt.Sprintf("l%d.", i+1)
		branch := func(j int, rest string) string { return fmt.Sprintf("%stcn1.branches.%d.%s", name, j, rest) }
		offsets := map[string]int{
			name + "gcn1.PA": b.shared.Offset, name + "gcn1.alpha": b.strength.Offset,
			name + "gcn1.bn.weight": b.graphNorm.scale.Offset, name + "gcn1.bn.bias": b.graphNorm.shift.Offset,
			name + "gcn1.bn.running_mean": b.graphNorm.mean.Offset, name + "gcn1.bn.running_var": b.graphNorm.variance.Offset,
			branch(3, "1.weight"): b.plainNorm.scale.Offset, branch(3, "1.running_var"): b.plainNorm.variance.Offset,
			branch(0, "3.conv.weight"): b.temporal[0].weight.Offset, branch(1, "3.conv.bias"): b.temporal[1].bias.Offset,
		}
		for k := range 3 {
			c := fmt.Sprintf("%sgcn1.convs.%d.conv", name, k)
			offsets[c+"1.weight"] = b.sides.part(2*k, 6).weight.Offset
			offsets[c+"1.bias"] = b.sides.part(2*k, 6).bias.Offset
			offsets[c+"2.weight"] = b.sides.part(2*k+1, 6).weight.Offset
			offsets[c+"2.bias"] = b.sides.part(2*k+1, 6).bias.Offset
			offsets[c+"3.weight"] = b.features.part(k, 3).weight.Offset
			offsets[c+"3.bias"] = b.features.part(k, 3).bias.Offset
			offsets[c+"4.weight"] = b.relations[k].weight.Offset
		}
		for j := range 4 {
			offsets[branch(j, "0.weight")] = b.entry.part(j, 4).weight.Offset
			offsets[branch(j, "0.bias")] = b.entry.part(j, 4).bias.Offset
		}
		exit := []string{branch(0, "3.bn"), branch(1, "3.bn"), branch(2, "4")}
		for j := range 3 {
			offsets[branch(j, "1.weight")] = part(b.entryNorm.scale, j, 1, 3).Offset
			offsets[branch(j, "1.running_mean")] = part(b.entryNorm.mean, j, 1, 3).Offset
			offsets[exit[j]+".bias"] = part(b.exitNorm.shift, j, 1, 3).Offset
			offsets[exit[j]+".running_var"] = part(b.exitNorm.variance, j, 1, 3).Offset
		}
		for tensor, offset := range offsets {
			if there, known := at[tensor]; !known || there != offset {
				t.Errorf("%s lies at %d, its operation looks at %d", tensor, there, offset)
			}
		}
	}
}
