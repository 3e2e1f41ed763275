package ctrgcn

import (
	"math"
	"slices"
	"testing"

	"aeed/train/program"
)

// The figures of the published network, to the digits in which they are quoted; the
// GMAC, quoted as 1.965 and 1.97, to a thousandth.
func TestOfficialFigures(t *testing.T) {
	s := official(60).Summary()
	const giga = 1e9
	for name, c := range map[string]struct{ got, want, unit float64 }{
		"parameters":            {float64(s.Total.Parameters), 1_446_672, 1},
		"GMAC forward":          {float64(s.Total.Written) / giga, 1.965, 0.002},
		"GFLOP forward":         {float64(FLOP(s.Total.Written)) / giga, 3.93, 0.01},
		"GFLOP training":        {float64(TrainingFLOP(s.Total.Written)) / giga, 11.8, 0.1},
		"GFLOP hoisted":         {float64(TrainingFLOP(s.Total.Hoisted)) / giga, 10.8, 0.1},
		"GFLOP of 64, written":  {64 * float64(TrainingFLOP(s.Total.Written)) / giga, 755, 1},
		"GFLOP of 64, hoisted":  {64 * float64(TrainingFLOP(s.Total.Hoisted)) / giga, 689, 1},
		"small, MFLOP training": {float64(TrainingFLOP(small().Summary().Total.Hoisted)) / 1e6, 29, 1},
	} {
		if math.Abs(c.got-c.want) > c.unit/2 {
			t.Errorf("%s: %.4f, want %g", name, c.got, c.want)
		}
	}
	var parameters []int
	for _, layer := range s.Layers {
		parameters = append(parameters, layer.Parameters)
	}
	if want := []int{300, 12_052, 26_308, 26_308, 26_308, 78_084, 97_844, 97_844, 301_748, 382_228, 382_228, 15_420}; !slices.Equal(parameters, want) {
		t.Errorf("parameters %v, want %v", parameters, want)
	}
	if shape := s.Layers[8].Output; !slices.Equal(shape, []int{256, 16, 25}) {
		t.Errorf("l8 gives %v", shape)
	}
}

// The shares of the operations as written, in percent, as quoted.
func TestOfficialShares(t *testing.T) {
	s := official(60).Summary()
	share := func(kinds ...int) (percent float64) {
		for _, k := range kinds {
			percent += 100 * float64(s.Operations[k].Written) / float64(s.Total.Written)
		}
		return percent
	}
	for name, c := range map[string]struct{ got, want float64 }{
		"conv3":          {share(featuresKind), 43},
		"temporal":       {share(entryKind, temporalKind), 27},
		"aggregation":    {share(aggregationKind), 9.5},
		"conv1, conv2":   {share(sidesKind), 9},
		"down, residual": {share(downKind, residualKind), 6},
		"conv4":          {share(relationsKind), 5},
	} {
		if math.Abs(c.got-c.want) > 0.75 {
			t.Errorf("%s: %.2f %%, want %g", name, c.got, c.want)
		}
	}
	sum := share(sidesKind, relationsKind, featuresKind, aggregationKind, downKind, entryKind, temporalKind, residualKind, classifierKind, normKind)
	if math.Abs(sum-100) > 1e-9 {
		t.Errorf("the shares add up to %g", sum)
	}
}

// The count by formula must be that of the program's operations, for any network.
func TestSummaryCountsTheProgram(t *testing.T) {
	odd := small()
	odd.Frames, odd.Bodies, odd.Blocks = 13, 3, []Block{{8, 2}, {8, 3}, {24, 1}, {24, 1}}
	for name, a := range map[string]Architecture{"official": official(60), "UCLA": ucla(), "small": small(), "odd": odd} {
		p := a.Program(Shape{Clips: 1, Sequences: a.Bodies}, false)
		var count int64
		for _, op := range p.Operations[program.Forward] {
			switch op := op.(type) {
			case *program.Convolution:
				count += int64(op.Y.Rows() * op.Y.Columns * (op.X.Columns*op.Kernel + 1))
			case *program.Topology:
				count += int64(op.Y.Rows() * op.Y.Columns * (op.Left.Columns + 1))
			case *program.BatchNorm:
				count += int64(op.Y.Rows() * op.Y.Columns)
			case *program.InputNorm:
				count += int64(op.Y.Rows() * op.Y.Columns)
			case *program.Aggregate:
				count += int64(op.Y.Rows() * op.X.Columns * op.Y.Joints)
			}
		}
		s := a.Summary()
		if s.Total.Hoisted != count || s.Total.Parameters != p.Parameters {
			t.Errorf("%s: %d products and %d parameters, the program has %d and %d", name, s.Total.Hoisted, s.Total.Parameters, count, p.Parameters)
		}
		kept := a.Program(Shape{Clips: 1, Sequences: a.Bodies}, true)
		for i, layer := range s.Layers[1 : len(s.Layers)-1] {
			size := kept.Buffers[kept.Find(layer.Name)].Size
			if size != a.Bodies*layer.Output[0]*layer.Output[1]*layer.Output[2] || layer.Output[0] != a.Blocks[i].Width {
				t.Errorf("%s: %s gives %v, the program %d numbers", name, layer.Name, layer.Output, size)
			}
		}
	}
}
