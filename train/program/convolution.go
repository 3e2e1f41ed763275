package program

import "fmt"

// A Convolution runs along time:
//
//	y[s,t,v,o] = bias[o] + Σ_k Σ_i W[o,i,k] · x[s, t·Stride + (k − ⌊Kernel/2⌋)·Dilation, v, i]
//
// where x is zero outside its frames. A kernel of 1 is a 1×1 convolution, or a
// fully connected layer.
type Convolution struct {
	X, Y   View
	Weight Slot // shape (Y.Columns, X.Columns, Kernel)
	Bias   Slot
	Kernel, Stride,
	Dilation int
}

// A ConvolutionAdjoint is the gradient of a Convolution: dW[o,i,k] += Σ dy·x and
// dbias[o] += Σ dy over all rows, and
// dx[s,t',v,i] (+)= Σ dy[s,t,v,o]·W[o,i,k] over the (t, k) that read frame t'.
type ConvolutionAdjoint struct {
	*Convolution
	DY, DX     View
	Accumulate bool // add to DX
}

// Frames returns the frames of y for x's.
func (c *Convolution) Frames(frames int) int { return (frames-1)/c.Stride + 1 }

// Padding returns the frame of x, relative to t·Stride, that the first tap reads,
// negated.
func (c *Convolution) Padding() int { return c.Kernel / 2 * c.Dilation }

// Convolve adds the convolution of x to y.
func (b *Builder) Convolve(c Convolution) {
	c.Stride, c.Dilation = max(1, c.Stride), max(1, c.Dilation)
	if c.Kernel%2 != 1 || c.X.Sequences != c.Y.Sequences || c.X.Joints != c.Y.Joints || c.Y.Frames != c.Frames(c.X.Frames) ||
		c.Weight.Size != c.Y.Columns*c.X.Columns*c.Kernel || c.Bias.Size != c.Y.Columns {
		panic(fmt.Sprintf("program: a convolution of kernel %d, stride %d does not fit %+v to %+v", c.Kernel, c.Stride, c.X, c.Y))
	}
	b.Add(&c)
}

// Views implements Operation.
func (c *Convolution) Views() (reads, writes, adds []View) { return []View{c.X}, []View{c.Y}, nil }

func (c *Convolution) adjoint(b *Builder) {
	a := &ConvolutionAdjoint{Convolution: c, DY: b.received(c.Y)}
	a.DX, a.Accumulate = b.gradient(c.X)
	b.append(Backward, a)
}

// Views implements Operation.
func (a *ConvolutionAdjoint) Views() (reads, writes, adds []View) {
	writes, adds = into(a.DX, a.Accumulate)
	return []View{a.X, a.DY}, writes, adds
}

func (a *ConvolutionAdjoint) adjoint(*Builder) { panic("program: an adjoint has none") }

// into returns a view as written or as added to.
func into(v View, accumulate bool) (writes, adds []View) {
	switch {
	case v.Buffer == None:
		return nil, nil
	case accumulate:
		return nil, []View{v}
	}
	return []View{v}, nil
}
