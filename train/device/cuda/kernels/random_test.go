package kernels_test

import (
	"math/rand/v2"

	"aeed/train/program"
)

// A randomBuilder makes programs whose operations may be fused, and others that look much
// like them.
type randomBuilder struct {
	*program.Builder
	*rand.Rand
	ends []program.View // what logits are made of, besides
}

// randomProgram returns one for training, and which bodies its sequences stand for.
func randomProgram(seed uint64) (*program.Program, program.Bodies) {
	random := rand.New(rand.NewPCG(seed, 5))
	clips, bodies := 1+random.IntN(3), 1+random.IntN(2)
	shown := make([]bool, clips*bodies)
	for i := range shown {
		shown[i] = random.IntN(3) > 0
	}
	stand := program.DistinctBodies(shown, bodies)
	r := &randomBuilder{Builder: program.NewBuilder(clips, bodies, len(stand.Copies), true), Rand: random}
	x := r.Activation("clips", 3+r.IntN(9), 2+r.IntN(6), 3)
	channels := bodies * x.Joints * x.Columns
	r.NormaliseInput(program.InputNorm{
		Y: x, Momentum: 0.25, Scale: r.Parameter(channels), Shift: r.Parameter(channels), Mean: r.Running(channels), Variance: r.Running(channels),
	})
	for range 1 + r.IntN(3) {
		switch r.IntN(4) {
		case 0:
			x = r.normalised(r.readers(x), program.View{Buffer: program.None})
		case 1:
			x = r.normalised(r.gathered(x), program.View{Buffer: program.None})
		case 2:
			x = r.pooled(x)
		case 3:
			x = r.crossed(x)
		}
	}
	r.ends = append(r.ends, x)
	logits := r.Clips("logits", 3*len(r.ends))
	for i, end := range r.ends {
		r.convolve(r.ClipMean(end), logits.Slice(3*i, 3), 1, 1, 1)
	}
	return r.Finish(logits), stand
}

func (r *randomBuilder) activation(name string, frames, joints, columns int) program.View {
	if r.IntN(6) == 0 {
		return r.KeptActivation(name, frames, joints, columns)
	}
	return r.Activation(name, frames, joints, columns)
}

func (r *randomBuilder) convolve(x, y program.View, kernel, stride, dilation int) {
	r.Convolve(program.Convolution{X: x, Y: y, Kernel: kernel, Stride: stride, Dilation: dilation,
		Weight: r.Parameter(x.Columns * y.Columns * kernel), Bias: r.Parameter(y.Columns)})
}

// readers lets operations read x, one after another: up to six convolutions, side by side
// in one buffer, and means over time.
func (r *randomBuilder) readers(x program.View) program.View {
	stride, width, at := 1+r.IntN(2), 1+r.IntN(30), 0
	count := 1 + r.IntN(6)
	y := r.activation("readers", (x.Frames-1)/stride+1, x.Joints, width*count)
	for at < count {
		if r.IntN(3) == 0 {
			mean := r.Activation("mean", 1, x.Joints, x.Columns)
			r.TimeMean(program.TimeMean{X: x, Y: mean})
			r.ends = append(r.ends, mean)
		}
		columns := min(1+r.IntN(2)*r.IntN(3), count-at)
		r.convolve(x, y.Slice(at*width, columns*width), 1+2*r.IntN(3), stride, 1+r.IntN(2))
		at += columns
	}
	return y
}

// crossed lets two convolutions wait for their batch norms at the same time, or one give
// what a batch norm reads and its residual.
func (r *randomBuilder) crossed(x program.View) program.View {
	columns := 1 + r.IntN(70)
	if r.IntN(3) == 0 {
		both := r.activation("both", x.Frames, x.Joints, 2*columns)
		r.convolve(x, both, 1, 1, 1)
		return r.normalised(both.Slice(0, columns), both.Slice(columns, columns))
	}
	a, b := r.activation("crossed", x.Frames, x.Joints, columns), r.activation("crossed", x.Frames, x.Joints, columns)
	r.convolve(x, a, 1, 1, 1)
	r.convolve(x, b, 3, 1, 1)
	return r.normalised(b, r.normalised(a, program.View{Buffer: program.None}))
}

// gathered adds a graph convolution of a few subsets, whose features are made together or
// not.
func (r *randomBuilder) gathered(x program.View) program.View {
	v, width, subsets := x.Joints, 1+r.IntN(40), 1+r.IntN(3)
	features := r.Activation("features", x.Frames, v, subsets*width)
	if together := r.IntN(2) == 0; together {
		r.convolve(x, features, 1, 1, 1)
	} else {
		for k := range subsets {
			r.convolve(x, features.Slice(k*width, width), 1, 1, 1)
		}
	}
	mean := r.Activation("mean", 1, v, x.Columns)
	r.TimeMean(program.TimeMean{X: x, Y: mean})
	sides := r.activation("sides", 1, v, 4*subsets)
	r.convolve(mean, sides, 1, 1, 1)
	topologies := r.activation("topologies", v, v, subsets*width)
	for k := range subsets {
		r.Topology(program.Topology{
			Left: sides.Slice(4*k, 2), Right: sides.Slice(4*k+2, 2), Relation: r.activation("relation", v, v, 2), Y: topologies.Slice(k*width, width),
			Weight: r.Parameter(2 * width), Bias: r.Parameter(width), Strength: r.Parameter(1), Shared: r.Parameter(v * v),
		})
	}
	y := r.activation("gathered", x.Frames, v, width)
	add := r.IntN(3) == 0 // to what a convolution has given
	if add {
		r.convolve(x, y, 1, 1, 1)
	}
	r.Aggregate(program.Aggregate{Topology: topologies, X: features, Y: y, Accumulate: add})
	return y
}

// pooled puts a strided convolution and a max pool side by side.
func (r *randomBuilder) pooled(x program.View) program.View {
	inner, stride := r.normalised(r.readers(x), program.View{Buffer: program.None}), 1+r.IntN(2)
	same := r.activation("same", inner.Frames, inner.Joints, inner.Columns)
	r.convolve(inner, same, 1, 1, 1)
	inner = r.normalised(same, inner)
	half := (inner.Columns + 1) / 2
	y := r.activation("pooled", (inner.Frames-1)/stride+1, inner.Joints, inner.Columns)
	r.convolve(inner.Slice(0, half), y.Slice(0, half), 3, stride, 1)
	if rest := inner.Columns - half; rest > 0 {
		r.MaxPool(program.MaxPool{X: inner.Slice(half, rest), Y: y.Slice(half, rest), Stride: stride})
	}
	return r.normalised(y, program.View{Buffer: program.None})
}

// normalised adds batch norms of x, of all columns or of up to three parts.
func (r *randomBuilder) normalised(x, residual program.View) program.View {
	y := r.activation("normalised", x.Frames, x.Joints, x.Columns)
	rectify, at, most := r.IntN(2) == 0, 0, 3
	for at < x.Columns {
		c := 1 + r.IntN(x.Columns-at)
		if most--; most == 0 || r.IntN(3) == 0 {
			c = x.Columns - at
		}
		n := program.BatchNorm{
			X: x.Slice(at, c), Y: y.Slice(at, c), Residual: residual, Rectify: rectify, Momentum: 0.25,
			Scale: r.Parameter(c), Shift: r.Parameter(c), Mean: r.Running(c), Variance: r.Running(c),
		}
		if residual.Buffer != program.None {
			n.Residual = residual.Slice(at, c)
		}
		r.Normalise(n)
		at += c
	}
	return y
}
