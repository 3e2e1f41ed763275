package kernels

import "aeed/train/program"

type convolution struct {
	from, to                                matrix
	weight, bias                            Pointer
	strength, shared                        Pointer
	sequences, joints, framesFrom, framesTo int32
	columnsFrom, columnsTo                  int32
	kernel, stride, dilation                int32
	weightFrom, weightTo                    int32
	period                                  int32
	backward, accumulate                    int32
}

type weightGradient struct {
	x, dy                                                matrix
	partial                                              Pointer
	sequences, joints, framesX, framesY, inputs, outputs int32
	kernel, stride, dilation                             int32
	slices                                               int32
}

func (t *translator) convolution(c *program.Convolution) {
	k := t.product(c.X, c.Y)
	k.weight, k.bias = t.parameters(c.Weight), t.parameters(c.Bias)
	k.kernel, k.stride, k.dilation = int32(c.Kernel), int32(c.Stride), int32(c.Dilation)
	k.weightFrom, k.weightTo = int32(c.Kernel), int32(c.X.Columns*c.Kernel)
	t.multiply(k)
}

func (t *translator) convolutionAdjoint(a *program.ConvolutionAdjoint) {
	k := t.product(a.DY, a.DX)
	k.weight = t.parameters(a.Weight)
	k.kernel, k.stride, k.dilation = int32(a.Kernel), int32(a.Stride), int32(a.Dilation)
	k.weightFrom, k.weightTo = int32(a.X.Columns*a.Kernel), int32(a.Kernel)
	k.backward, k.accumulate = 1, flag(a.Accumulate)
	t.multiply(k)
	t.weightGradient(a.Convolution, a.DY, t.gradients(a.Weight), true)
	t.addColumns(a.DY, t.gradients(a.Bias), true)
}

// product returns a 1×1 convolution of the rows of one view into those of another;
// weights and what follows the product are left out.
func (t *translator) product(from, to program.View) convolution {
	return convolution{
		from: t.matrix(from), to: t.matrix(to), sequences: int32(from.Sequences), joints: int32(from.Joints),
		framesFrom: int32(from.Frames), framesTo: int32(to.Frames), columnsFrom: int32(from.Columns), columnsTo: int32(to.Columns),
		kernel: 1, stride: 1, dilation: 1, period: 1,
	}
}

func (t *translator) multiply(k convolution) {
	height := tiles(int(k.sequences*k.framesTo*k.joints), tile)
	t.add(newLaunch("convolve_"+string(t.arithmetic), [3]uint32{height, tiles(int(k.columnsTo), tile), 1}, line, k))
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
