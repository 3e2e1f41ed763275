package conformance

import (
	"reflect"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"

	"aeed/train/program"
)

// A Shape is all that a case depends on. An operation uses what concerns it.
type Shape struct {
	Clips, Bodies            int  // N and M
	Absent                   uint // bit n·M + m says that body m of clip n is not shown
	Frames, Joints           int  // T and V
	In, Out                  int  // columns that are read and written
	Kernel, Stride, Dilation int
	Subsets                  int // K
	Left, Right              int // columns of a buffer beside every slice, and numbers between slots
	Residual, Rectify        bool
	Shared                   bool // another operation reads the same, and has given its gradient
	Training                 bool
	Ties                     bool  // the numbers are multiples of 1/2
	Seed                     int64 // of the numbers
}

// bodies returns which bodies the sequences stand for.
func (s Shape) bodies() program.Bodies {
	shown := make([]bool, s.Clips*s.Bodies)
	for i := range shown {
		shown[i] = s.Absent>>i&1 == 0
	}
	return program.DistinctBodies(shown, s.Bodies)
}

// rows returns the rows of an activation.
func (s Shape) rows() int { return len(s.bodies().Copies) * s.Frames * s.Joints }

// shapes generates shapes: up to 5 sequences or a few more, frames up to 13, joints
// up to 26, columns up to 48.
func shapes() gopter.Gen {
	small := func(from, to int) gopter.Gen { return gen.IntRange(from, to) }
	return gen.Struct(reflect.TypeFor[Shape](), map[string]gopter.Gen{
		"Clips": small(1, 3), "Bodies": small(1, 2), "Absent": gen.UIntRange(0, 63),
		"Frames": small(1, 13), "Joints": small(1, 26), "In": columns(), "Out": columns(),
		"Kernel":   small(0, 2).Map(func(i int) int { return 2*i + 1 }),
		"Stride":   small(1, 3),
		"Dilation": small(1, 2), "Subsets": small(1, 3), "Left": small(0, 9), "Right": small(0, 9),
		"Residual": gen.Bool(), "Rectify": gen.Bool(), "Shared": gen.Bool(), "Ties": gen.Bool(),
		"Training": gen.Weighted([]gen.WeightedGen{{Weight: 3, Gen: gen.Const(true)}, {Weight: 1, Gen: gen.Const(false)}}),
		"Seed":     gen.Int64().WithShrinker(gopter.NoShrinker),
	})
}

// columns generates numbers of columns: half of them any, half of them those around
// which vector code turns.
func columns() gopter.Gen {
	edges := []int{1, 1, 2, 3, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 40, 48}
	return gen.Weighted([]gen.WeightedGen{
		{Weight: 1, Gen: gen.IntRange(1, 48)},
		{Weight: 1, Gen: gen.IntRange(0, len(edges)-1).Map(func(i int) int { return edges[i] })},
	}).WithShrinker(gen.IntShrinker).SuchThat(func(c int) bool { return c >= 1 })
}

// wide returns the shape of an operation in the published network, over fewer
// frames.
func wide(in, out int) Shape {
	return Shape{
		Clips: 2, Bodies: 2, Absent: 0b1010, Frames: 4, Joints: 25, In: in, Out: out, Kernel: 5, Stride: 1, Dilation: 2,
		Subsets: 3, Residual: true, Rectify: true, Training: true, Seed: 1,
	}
}
