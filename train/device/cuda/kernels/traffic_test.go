package kernels

import (
	"fmt"
	"strings"
	"testing"

	"aeed/train/ctrgcn"
	"aeed/train/program"
)

// traffic returns how many numbers of activations and their gradients a launch reads and
// writes, each of a view once, with products as large as that, and with the sums for batch
// norms, of which one is as large as four numbers. Parameters aren't counted, nor other
// scratch memory.
func traffic(l Launch) int {
	times := func(n int32, more ...int32) int {
		product := int(n)
		for _, m := range more {
			product *= int(m)
		}
		return product
	}
	into := func(accumulate int32) int { return 1 + int(accumulate) }
	there := func(m matrix) int {
		if m.at == 0 {
			return 0
		}
		return 1
	}
	switch name := l.Kernel; {
	case strings.HasPrefix(name, "convolve_"):
		k := (*convolution)(l.Parameter)
		n := into(k.accumulate)*times(k.sequences, k.frames, k.joints, k.columns) + there(k.meanGradient)*times(k.sequences, k.joints, k.columns)
		for _, s := range k.sources[:k.count] {
			n += times(k.sequences, s.frames, k.joints, s.columns)
		}
		return n + k.norm.traffic(times(k.sequences, k.frames, k.joints), int(l.Grid[0])*int(k.columns))
	case strings.HasPrefix(name, "weight_gradient_"):
		k := (*weightGradient)(l.Parameter)
		return times(k.sequences, k.joints) * (times(k.framesX, k.inputs) + times(k.framesY, k.outputs))
	}
	switch l.Kernel {
	case "column_sums":
		k := (*columnSums)(l.Parameter)
		return int(l.Grid[0]) * times(k.rows, k.columns)
	case "norm_measure":
		k := (*normMeasure)(l.Parameter)
		return times(k.allRows, k.columns) + k.sums.traffic(int(k.allRows), int(l.Grid[0])*int(k.columns))
	case "norm_apply":
		k := (*normApply)(l.Parameter)
		return (2 + there(k.residual)) * times(k.rows, k.columns)
	case "norm_gradient_apply":
		k := (*normGradientApply)(l.Parameter)
		return (2 + there(k.y) + into(k.accumulate) + there(k.dresidual)*into(k.accumulateResidual)) * times(k.allRows, k.columns)
	case "contraction":
		k := (*contraction)(l.Parameter)
		n := int(l.Grid[2]) * (into(k.accumulate)*times(k.iCount, k.jCount, k.columns) + times(k.iCount, k.rCount, k.columnsOfA) + times(k.jCount, k.rCount, k.columns, k.subsets))
		return n + k.norm.traffic(0, times(int32(l.Grid[0]), int32(l.Grid[2]), int32(tiles(int(k.jCount), side*blockRows)), k.columns))
	case "norm_combine":
		k := (*normCombine)(l.Parameter)
		return 4 * times(k.parts, k.columns)
	case "topology_relation":
		k := (*relation)(l.Parameter)
		return times(k.sequences, k.joints, k.columns) * int(2+k.joints)
	case "topology_relation_gradient":
		k := (*relationGradient)(l.Parameter)
		return times(k.sequences, k.joints, k.columns) * int(2+2*k.joints)
	case "topology_shared_gradient":
		k := (*sharedGradient)(l.Parameter)
		return times(k.sequences, k.pairs, k.columns)
	case "max_pool":
		k := (*pool)(l.Parameter)
		return times(k.sequences, k.joints, k.columns, k.framesX+k.framesY)
	case "max_pool_gradient":
		k := (*pool)(l.Parameter)
		return times(k.sequences, k.joints, k.columns, 2*k.framesX+k.framesY)
	case "time_mean":
		k := (*timeMean)(l.Parameter)
		return times(k.sequences, k.joints, k.columns, k.frames+1)
	case "clip_mean":
		k := (*clipMean)(l.Parameter)
		return int(l.Grid[0]) * times(k.bodies, k.rows, k.columns)
	case "spread":
		k := (*spread)(l.Parameter)
		return into(k.accumulate)*times(k.allRows, k.columns) + times(k.allRows/k.rows, k.period, k.columns)
	case "input_measure", "input_gradient_measure":
		return int(l.Grid[0]) // the input has few channels
	case "input_apply":
		k := (*inputApply)(l.Parameter)
		return times(k.sequences, k.x.frames, k.x.joints, 2*k.x.channels)
	case "norm_gradient_combine":
		k := (*normGradientCombine)(l.Parameter)
		return 4 * times(k.parts, k.columns)
	case "slice_totals", "column_totals", "topology_strength_gradient",
		"input_gradient_combine", "body_gather", "objective", "norm_running":
		return 0
	}
	panic(fmt.Sprintf("kernels: nobody has counted what %s reads and writes", l.Kernel))
}

// traffic returns how many numbers it takes to make sums, of which each is as large as
// four, besides what they are of.
func (s normSums) traffic(rows, sums int) (n int) {
	if s.partial == 0 {
		return 0
	}
	for _, k := range s.of {
		for _, m := range []matrix{k.x, k.y} {
			if m.at != 0 {
				n += rows * int(k.columns)
			}
		}
	}
	return n + 4*sums
}

// A step of the published network, of 64 clips of two bodies, takes fewer launches when
// fused, which read and write less.
func TestTrafficOfTheOfficialNetwork(t *testing.T) {
	a := ctrgcn.Architecture{Channels: 3, Frames: 64, Joints: 25, Bodies: 2, Classes: 60, Blocks: ctrgcn.Official(), Adjacency: make([]float64, 3*25*25)}
	p := a.Program(ctrgcn.Shape{Clips: 64, Sequences: 128, Training: true, Wide: true}, false)
	memory := Memory{Buffers: make([]Pointer, len(p.Buffers)), Scratch: 16}
	for i := range memory.Buffers {
		memory.Buffers[i] = 16 // anything but nothing
	}
	count := func(launches []Launch) (n, numbers int) {
		for _, l := range launches {
			numbers += traffic(l)
		}
		return len(launches), numbers
	}
	var single, fused []Launch
	for phase, operations := range p.Operations {
		for _, op := range operations {
			single = append(single, Launches(p, op, memory, TF32)...)
		}
		fused = append(fused, Phase(p, program.Phase(phase), memory, TF32)...)
	}
	one, numbers := count(single)
	n, fewer := count(fused)
	t.Logf("one by one %d launches, %.2f GB of activations; fused %d, %.2f GB", one, 4e-9*float64(numbers), n, 4e-9*float64(fewer))
	if n > 843 || fewer > 14_100_000_000 {
		t.Errorf("fused are %d launches of %d, which read and write %d numbers of %d", n, one, fewer, numbers)
	}
}
