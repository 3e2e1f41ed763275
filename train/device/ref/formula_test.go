package ref_test

import (
	"math"
	"testing"

	"aeed/train/device/conformance"
	"aeed/train/program"
)

// A tensor is a matrix in the layout of the published network: (N, C, T, V).
type tensor struct {
	n, c, t, v int
	values     []float64
}

func newTensor(n, c, t, v int) *tensor {
	return &tensor{n, c, t, v, make([]float64, n*c*t*v)}
}

func official(m conformance.Matrix) *tensor {
	x := newTensor(m.View.Sequences, m.View.Columns, m.View.Frames, m.View.Joints)
	for i, value := range m.Values {
		row := i / x.c
		*x.at(row/(x.t*x.v), i%x.c, row/x.v%x.t, row%x.v) = value
	}
	return x
}

func (x *tensor) at(n, c, t, v int) *float64 { return &x.values[((n*x.c+c)*x.t+t)*x.v+v] }

// pad returns the tensor with more frames before and after.
func (x *tensor) pad(frames int, with float64) *tensor {
	p := newTensor(x.n, x.c, x.t+2*frames, x.v)
	for i := range p.values {
		t := i/x.v%p.t - frames
		p.values[i] = with
		if t >= 0 && t < x.t {
			p.values[i] = *x.at(i/(x.c*p.t*x.v), i/(p.t*x.v)%x.c, t, i%x.v)
		}
	}
	return p
}

// generate returns the tensor of a shape with the numbers that f gives.
func generate(n, c, t, v int, f func(n, c, t, v int) float64) *tensor {
	x := newTensor(n, c, t, v)
	for i := range x.values {
		x.values[i] = f(i/(c*t*v), i/(t*v)%c, i/v%t, i%v)
	}
	return x
}

// sum returns Σ f(i) over i < n.
func sum(n int, f func(i int) float64) float64 {
	s := 0.0
	for i := range n {
		s += f(i)
	}
	return s
}

func slot(c *conformance.Case, s program.Slot) []float64 { return c.Parameters[s.Offset:][:s.Size] }

// A reader returns what a view has.
type reader func(v program.View) *tensor

// formulas are the outputs of the operations, each a formula of one number, for
// the official layout.
var formulas = map[string]func(c *conformance.Case, in reader) *tensor{
	"Convolution": convolution,
	"Classifier":  convolution,
	"BatchNorm": func(c *conformance.Case, in reader) *tensor {
		o := operation[*program.BatchNorm](c)
		x := in(o.X)
		mean, variance := c.Running[o.Mean.Offset:], c.Running[o.Variance.Offset:]
		if o.Training {
			mean, variance, _ = batchStatistics(c, x)
		}
		residual := newTensor(x.n, x.c, x.t, x.v)
		if o.Residual.Buffer != program.None {
			residual = in(o.Residual)
		}
		scale, shift := slot(c, o.Scale), slot(c, o.Shift)
		return generate(x.n, x.c, x.t, x.v, func(n, c, t, v int) float64 {
			y := (*x.at(n, c, t, v)-mean[c])/math.Sqrt(variance[c]+1e-5)*scale[c] + shift[c] + *residual.at(n, c, t, v)
			if o.Rectify && y < 0 {
				return 0
			}
			return y
		})
	},
	"InputNorm": func(c *conformance.Case, _ reader) *tensor {
		o, x := operation[*program.InputNorm](c), c.Inputs[0].Values
		coordinate := func(clip, channel, t, v, body int) float64 {
			return x[(((clip*o.Y.Columns+channel)*o.Y.Frames+t)*o.Y.Joints+v)*c.Program.Bodies+body]
		}
		mean, variance := c.Running[o.Mean.Offset:], c.Running[o.Variance.Offset:]
		if o.Training {
			mean, variance, _ = inputStatistics(c, coordinate)
		}
		scale, shift := slot(c, o.Scale), slot(c, o.Shift)
		return generate(o.Y.Sequences, o.Y.Columns, o.Y.Frames, o.Y.Joints, func(n, channel, t, v int) float64 {
			clip, body := c.Bodies.Clip[n], c.Bodies.Body[n]
			at := (body*o.Y.Joints+v)*o.Y.Columns + channel
			return (coordinate(clip, channel, t, v, body)-mean[at])/math.Sqrt(variance[at]+1e-5)*scale[at] + shift[at]
		})
	},
	"Topology": func(c *conformance.Case, in reader) *tensor {
		o := operation[*program.Topology](c)
		left, right := in(o.Left), in(o.Right)
		r, v := o.Left.Columns, o.Left.Joints
		w, bias, strength, shared := slot(c, o.Weight), slot(c, o.Bias), slot(c, o.Strength)[0], slot(c, o.Shared)
		return generate(left.n, o.Y.Columns, v, v, func(n, c, i, j int) float64 {
			relation := sum(r, func(k int) float64 { return w[c*r+k] * math.Tanh(*left.at(n, k, 0, i)-*right.at(n, k, 0, j)) })
			return shared[i*v+j] + strength*bias[c] + strength*relation
		})
	},
	"Aggregate": func(c *conformance.Case, in reader) *tensor {
		var topologies, features []*tensor // of each operation
		columns := 0
		for _, op := range c.Program.Operations[program.Forward] {
			if o, is := op.(*program.Aggregate); is {
				topologies, features, columns = append(topologies, in(o.Topology)), append(features, in(o.X)), o.Y.Columns
			}
		}
		x := features[0]
		return generate(x.n, columns, x.t, x.v, func(n, c, t, u int) float64 {
			y := 0.0
			for i, x := range features {
				y += sum(x.c/columns*x.v, func(j int) float64 {
					k, v := j/x.v, j%x.v
					return *topologies[i].at(n, k*columns+c, u, v) * *x.at(n, k*columns+c, t, v)
				})
			}
			return y
		})
	},
	"MaxPool": func(c *conformance.Case, in reader) *tensor {
		o := operation[*program.MaxPool](c)
		x := in(o.X).pad(1, math.Inf(-1))
		return generate(x.n, x.c, o.Y.Frames, x.v, func(n, c, t, v int) float64 {
			at := func(k int) float64 { return *x.at(n, c, t*o.Stride+k, v) }
			return max(at(0), at(1), at(2))
		})
	},
	"TimeMean": func(c *conformance.Case, in reader) *tensor {
		x := in(operation[*program.TimeMean](c).X)
		return generate(x.n, x.c, 1, x.v, func(n, c, _, v int) float64 {
			return sum(x.t, func(t int) float64 { return *x.at(n, c, t, v) }) / float64(x.t)
		})
	},
	"ClipMean": func(c *conformance.Case, in reader) *tensor {
		x, bodies := in(operation[*program.ClipMean](c).X), c.Program.Bodies
		return generate(c.Program.Clips, x.c, 1, 1, func(clip, channel, _, _ int) float64 {
			return sum(bodies, func(m int) float64 {
				s := c.Bodies.Sequence[clip*bodies+m]
				return sum(x.t*x.v, func(i int) float64 { return *x.at(s, channel, i/x.v, i%x.v) }) / float64(x.t*x.v)
			}) / float64(bodies)
		})
	},
}

func convolution(c *conformance.Case, in reader) *tensor {
	o := operation[*program.Convolution](c)
	reach := o.Kernel / 2 * o.Dilation
	x, w, bias := in(o.X).pad(reach, 0), slot(c, o.Weight), slot(c, o.Bias)
	return generate(x.n, o.Y.Columns, (x.t-2*reach-1)/o.Stride+1, x.v, func(n, out, t, v int) float64 {
		return bias[out] + sum(x.c*o.Kernel, func(i int) float64 {
			return w[out*x.c*o.Kernel+i] * *x.at(n, i/o.Kernel, t*o.Stride+i%o.Kernel*o.Dilation, v)
		})
	})
}

func TestFormulas(t *testing.T) {
	for _, o := range conformance.Operations() {
		for _, s := range append(small(true), small(false)...) {
			s.Ties = s.Seed%2 == 0
			c := o.Case(s)
			got := official(find(execute(t, c).Outputs, c.Program.Output))
			want := formulas[o.Name](c, func(v program.View) *tensor { return official(find(c.Inputs, v)) })
			if d := away(got.values, want.values); !(d < 1e-12) {
				t.Errorf("%s of %#v is %.3g away from its formula", o.Name, s, d)
			}
		}
	}
}

// TestMaxPoolTies follows gradients to the first of several largest frames.
func TestMaxPoolTies(t *testing.T) {
	for _, s := range small(true) {
		s.Ties = true
		c := conformance.Find("MaxPool").Case(s)
		o := operation[*program.MaxPool](c)
		x, dy := official(find(c.Inputs, o.X)).pad(1, math.Inf(-1)), official(c.Received[0])
		want := newTensor(x.n, x.c, x.t, x.v)
		generate(dy.n, dy.c, dy.t, dy.v, func(n, c, t, v int) float64 {
			first := t * o.Stride
			for k := first + 2; k >= t*o.Stride; k-- { // the first overrules
				if *x.at(n, c, k, v) >= *x.at(n, c, first, v) {
					first = k
				}
			}
			*want.at(n, c, first, v) += *dy.at(n, c, t, v)
			return 0
		})
		got := official(execute(t, c).Gradients[0]).pad(1, 0)
		if d := away(got.values, want.values); !(d < 1e-12) {
			t.Errorf("%#v: the gradient is %.3g away", s, d)
		}
	}
}
