package kernels

import "aeed/train/program"

type source struct {
	from                 matrix
	weight               Pointer
	frames, columns      int32
	kernel               int32
	stride, dilation     int32
	weightFrom, weightTo int32
}

// mostSources is how many of them a launch has room for.
const mostSources = 4

type convolution struct {
	sources                                   [mostSources]source
	to                                        matrix
	bias, strength, shared                    Pointer
	meanGradient                              matrix
	norm                                      normSums
	count, sequences, joints, frames, columns int32
	period                                    int32
	backward, accumulate                      int32
}

type weightGradient struct {
	x, dy                                                matrix
	partial                                              Pointer
	sequences, joints, framesX, framesY, inputs, outputs int32
	kernel, stride, dilation                             int32
	slices                                               int32
}

func (t *translator) convolution(c *program.Convolution) {
	from := t.source(c.X, t.parameters(c.Weight), c.Kernel, c.X.Columns*c.Kernel)
	from.kernel, from.stride, from.dilation = int32(c.Kernel), int32(c.Stride), int32(c.Dilation)
	k := t.product(c.Y, from)
	k.bias, k.norm = t.parameters(c.Bias), t.sumsFor(c.Y, int(tiles(c.Y.Rows(), tile)))
	t.multiply(k)
}

// inputGradient makes the gradients of convolutions and of a mean over time, all of the
// same x, the first of which says whether they are added to what is there.
func (t *translator) inputGradient(run []program.Operation) {
	var sources []source
	var mean matrix
	for _, op := range run {
		switch a := op.(type) {
		case *program.ConvolutionAdjoint:
			sources = append(sources, t.gradientSource(a))
		case *program.TimeMeanAdjoint:
			mean = t.matrix(a.DY)
		}
	}
	dx, accumulate, _ := gradientOf(run[0])
	k := t.product(dx, sources...)
	k.meanGradient, k.backward, k.accumulate = mean, 1, flag(accumulate)
	k.norm = t.sumsFor(dx, int(tiles(dx.Rows(), tile)))
	t.multiply(k)
	for _, op := range run {
		if a, is := op.(*program.ConvolutionAdjoint); is {
			t.parameterGradients(a)
		}
	}
}

// gradientSource returns what the gradient of y adds to that of x.
func (t *translator) gradientSource(a *program.ConvolutionAdjoint) source {
	s := t.source(a.DY, t.parameters(a.Weight), a.X.Columns*a.Kernel, a.Kernel)
	s.kernel, s.stride, s.dilation = int32(a.Kernel), int32(a.Stride), int32(a.Dilation)
	return s
}

// parameterGradients adds the gradients of weight and bias, of the latter unless it is 0.
func (t *translator) parameterGradients(a *program.ConvolutionAdjoint) {
	t.weightGradient(a.Convolution, a.DY, t.gradients(a.Weight), true)
	if !t.cancelled[a.Convolution] {
		t.addColumns(a.DY, t.gradients(a.Bias), true)
	}
}

// source returns the rows of a view as a 1×1 convolution takes them, with the distances
// of the weights of neighbouring columns of it and of the result.
func (t *translator) source(from program.View, weight Pointer, weightFrom, weightTo int) source {
	return source{from: t.matrix(from), weight: weight, frames: int32(from.Frames), columns: int32(from.Columns),
		kernel: 1, stride: 1, dilation: 1, weightFrom: int32(weightFrom), weightTo: int32(weightTo)}
}

// product returns a convolution of sources into a view; what follows the product is left
// out.
func (t *translator) product(to program.View, from ...source) convolution {
	k := convolution{to: t.matrix(to), count: int32(len(from)), sequences: int32(to.Sequences), joints: int32(to.Joints),
		frames: int32(to.Frames), columns: int32(to.Columns), period: 1}
	copy(k.sources[:], from)
	return k
}

func (t *translator) multiply(k convolution) {
	height := tiles(int(k.sequences*k.frames*k.joints), tile)
	t.add(newLaunch("convolve_"+string(t.arithmetic), [3]uint32{height, tiles(int(k.columns), tile), 1}, line, k))
}

// weightGradient puts the gradient of the weights into total, or adds it.
func (t *translator) weightGradient(c *program.Convolution, dy program.View, total Pointer, accumulate bool) {
	pieces := int(tiles(dy.Columns, tile) * tiles(c.X.Columns, tile))
	slices := slicesOf(dy.Rows(), pieces*c.Kernel)
	size := dy.Columns * c.X.Columns
	k := weightGradient{
		x: t.matrix(c.X), dy: t.matrix(dy), partial: t.scratch(4 * slices * c.Kernel * size),
		sequences: int32(dy.Sequences), joints: int32(dy.Joints), framesX: int32(c.X.Frames), framesY: int32(dy.Frames),
		inputs: int32(c.X.Columns), outputs: int32(dy.Columns),
		kernel: int32(c.Kernel), stride: int32(c.Stride), dilation: int32(c.Dilation), slices: int32(slices),
	}
	t.add(newLaunch("weight_gradient_"+string(t.arithmetic), [3]uint32{uint32(pieces), uint32(c.Kernel), uint32(slices)}, line, k))
	t.add(newLaunch("slice_totals", numbers(c.Kernel*size), line,
		sliceTotals{k.partial, total, int32(slices), int32(c.Kernel), int32(size), flag(accumulate)}))
}

// slicesOf returns into how many slices the rows of a gradient are divided that has so
// many tiles: enough blocks for a large device, of some hundred rows each. It depends
// on the shape alone, so sums are the same on every device.
func slicesOf(rows, pieces int) int { return max(1, min(512/pieces, rows/256)) }
