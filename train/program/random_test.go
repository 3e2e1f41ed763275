package program

import "math/rand/v2"

// randomProgram builds a program of a few random layers, with residuals, branches
// side by side in one buffer, and views that several operations read.
func randomProgram(seed uint64, training bool) *Program {
	random := rand.New(rand.NewPCG(seed, 3))
	clips := 1 + random.IntN(3)
	r := &randomBuilder{NewBuilder(clips, 1, clips, training), random}
	x := r.activation(2+r.IntN(8), 1+r.IntN(5), 1+r.IntN(9))
	channels := x.Joints * x.Columns
	r.NormaliseInput(InputNorm{
		Y: x, Scale: r.Parameter(channels), Shift: r.Parameter(channels), Mean: r.Running(channels), Variance: r.Running(channels),
	})
	for range 1 + r.IntN(6) {
		switch r.IntN(4) {
		case 0:
			x = r.normalise(r.convolve(x, 1+r.IntN(9)), View{Buffer: None})
		case 1:
			x = r.normalise(r.convolve(x, x.Columns), x)
		case 2:
			x = r.branches(x)
		case 3:
			x = r.gather(x)
		}
	}
	logits := r.Clips("logits", 3)
	features := r.ClipMean(x)
	r.Convolve(Convolution{X: features, Y: logits, Kernel: 1, Weight: r.Parameter(3 * features.Columns), Bias: r.Parameter(3)})
	return r.Finish(logits)
}

type randomBuilder struct {
	*Builder
	*rand.Rand
}

func (r *randomBuilder) activation(frames, joints, columns int) View {
	if r.IntN(8) == 0 {
		return r.KeptActivation("kept", frames, joints, columns)
	}
	return r.Activation("activation", frames, joints, columns)
}

func (r *randomBuilder) convolve(x View, columns int) View {
	y := r.activation(x.Frames, x.Joints, columns)
	r.Convolve(Convolution{X: x, Y: y, Kernel: 3, Weight: r.Parameter(3 * columns * x.Columns), Bias: r.Parameter(columns)})
	return y
}

func (r *randomBuilder) normalise(x, residual View) View {
	y, c := r.activation(x.Frames, x.Joints, x.Columns), x.Columns
	r.Normalise(BatchNorm{
		X: x, Y: y, Residual: residual, Rectify: r.IntN(2) == 0,
		Scale: r.Parameter(c), Shift: r.Parameter(c), Mean: r.Running(c), Variance: r.Running(c),
	})
	return y
}

// branches puts a strided convolution and a max pool side by side.
func (r *randomBuilder) branches(x View) View {
	inner := r.normalise(r.convolve(x, 4), View{Buffer: None})
	y := r.activation((x.Frames-1)/2+1, x.Joints, 4)
	r.Convolve(Convolution{X: inner.Slice(0, 2), Y: y.Slice(0, 2), Kernel: 1, Stride: 2, Weight: r.Parameter(4), Bias: r.Parameter(2)})
	r.MaxPool(MaxPool{X: inner.Slice(2, 2), Y: y.Slice(2, 2), Stride: 2})
	return y
}

// gather adds a graph convolution of two subsets.
func (r *randomBuilder) gather(x View) View {
	v := x.Joints
	mean := r.activation(1, v, x.Columns)
	r.TimeMean(TimeMean{x, mean})
	sides := r.activation(1, v, 8)
	r.Convolve(Convolution{X: mean, Y: sides, Kernel: 1, Weight: r.Parameter(8 * x.Columns), Bias: r.Parameter(8)})
	topology := r.activation(v, v, 6)
	for k := range 2 {
		r.Topology(Topology{
			Left: sides.Slice(4*k, 2), Right: sides.Slice(4*k+2, 2), Relation: r.activation(v, v, 2), Y: topology.Slice(3*k, 3),
			Weight: r.Parameter(6), Bias: r.Parameter(3), Strength: r.Parameter(1), Shared: r.Parameter(v * v),
		})
	}
	y := r.activation(x.Frames, v, 3)
	features := r.convolve(x, 6)
	if together := r.IntN(2) == 0; together {
		r.Aggregate(Aggregate{Topology: topology, X: features, Y: y})
		return y
	}
	for k := range 2 {
		r.Aggregate(Aggregate{Topology: topology.Slice(3*k, 3), X: features.Slice(3*k, 3), Y: y, Accumulate: k > 0})
	}
	return y
}
