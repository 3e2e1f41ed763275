package kernels

import "aeed/train/program"

// clips is the input of a program.
type clips struct {
	at                               Pointer
	channels, frames, joints, bodies int32
}

type inputMeasure struct {
	x       clips
	partial Pointer
}

type inputApply struct {
	x                        clips
	y                        matrix
	statistics, scale, shift Pointer
	clip, body               Pointer
	sequences                int32
}

type inputGradient struct {
	x                       clips
	dy                      matrix
	statistics, clip, body  Pointer
	partial, dscale, dshift Pointer
	sequences               int32
}

func (t *translator) clips(n *program.InputNorm) clips {
	return clips{t.Buffers[n.Input], int32(n.Y.Columns), int32(n.Y.Frames), int32(n.Y.Joints), int32(n.Bodies)}
}

func (t *translator) inputNorm(n *program.InputNorm) {
	channels, statistics := n.Scale.Size, t.Buffers[n.Statistics]
	if n.Training {
		partial := t.sums(n.Clips * channels)
		grid := [3]uint32{uint32(n.Clips), tiles(n.Y.Joints*n.Bodies, blockColumns), uint32(n.Y.Columns)}
		t.add(newLaunch("input_measure", grid, rows, inputMeasure{t.clips(n), partial}))
		t.combine(normCombine{partial: partial, stride: int64(channels), statistics: statistics, mean: t.running(n.Mean), variance: t.running(n.Variance),
			momentum: n.Momentum, parts: int32(n.Clips), sequences: int32(n.Clips), rows: int32(n.Y.Frames), columns: int32(channels)})
	} else {
		t.useRunning(n.Mean, n.Variance, statistics)
	}
	t.add(newLaunch("input_apply", numbers(n.Y.Rows()*n.Y.Columns), line, inputApply{
		x: t.clips(n), y: t.matrix(n.Y), statistics: statistics, scale: t.parameters(n.Scale), shift: t.parameters(n.Shift),
		clip: t.Bodies.Clip, body: t.Bodies.Body, sequences: int32(n.Y.Sequences),
	}))
}

func (t *translator) inputNormAdjoint(a *program.InputNormAdjoint) {
	columns := a.Y.Joints * a.Y.Columns
	k := inputGradient{
		x: t.clips(a.InputNorm), dy: t.matrix(a.DY), statistics: t.Buffers[a.Statistics], clip: t.Bodies.Clip, body: t.Bodies.Body,
		partial: t.sums(a.Y.Sequences * columns), dscale: t.gradients(a.Scale), dshift: t.gradients(a.Shift), sequences: int32(a.Y.Sequences),
	}
	t.add(newLaunch("input_gradient_measure", numbers(a.Y.Sequences*columns), line, k))
	t.add(newLaunch("input_gradient_combine", numbers(a.Bodies*columns), line, k))
}
