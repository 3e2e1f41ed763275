package ctrgcn

import (
	"math"
	"strings"

	"aeed/internal/philox"
)

// The scales of batch norms: of the one behind a graph convolution, which so starts
// as almost the identity, and of those inside temporal convolutions, around 1.
const (
	graphNormScale    = 1e-6
	temporalNormScale = 0.02 // standard deviation
)

// Initialise returns a network as the official implementation starts one: the
// parameters and the running statistics, in the order of a.Layout and rounded to
// float32. It depends on the seed and on each tensor's place in the layout alone. It
// panics if a.Check refuses a.
//
//	weight of a convolution        N(0, √(2/fan-out))
//	weight, bias of the classifier N(0, √(2/classes)), U(±1/√inputs)
//	scale of a batch norm          1; 1e-6 behind a graph convolution; N(1, 0.02) within a temporal one
//	PA, alpha                      the adjacency, 0
//	any other bias, mean, variance 0, 0, 1
func (a Architecture) Initialise(seed uint64) (parameters, running []float64) {
	l := a.Layout()
	parameters, running = make([]float64, l.ParameterCount), make([]float64, l.RunningCount)
	for i, t := range l.Parameters {
		a.initialise(t, philox.NewStream(seed, philox.Weights, uint32(i), 0), parameters[t.Offset:t.Offset+t.Size])
	}
	for _, t := range l.Running {
		if strings.HasSuffix(t.Name, ".running_var") {
			fill(running[t.Offset:t.Offset+t.Size], func() float64 { return 1 })
		}
	}
	return parameters, running
}

func (a Architecture) initialise(t Tensor, random *philox.Stream, values []float64) {
	normal := func(mean, deviation float64) {
		fill(values, func() float64 { return mean + deviation*random.Normal() })
	}
	switch {
	case strings.HasSuffix(t.Name, ".PA"):
		at := 0
		fill(values, func() float64 { at++; return a.Adjacency[at-1] })
	case t.FanOut > 0:
		normal(0, math.Sqrt(2/float64(t.FanOut)))
	case t.Name == "fc.weight":
		normal(0, math.Sqrt(2/float64(a.Classes)))
	case t.Name == "fc.bias":
		bound := 1 / math.Sqrt(float64(a.inputs(len(a.Blocks))))
		fill(values, func() float64 { return random.Between(-bound, bound) })
	case strings.HasSuffix(t.Name, ".gcn1.bn.weight"):
		fill(values, func() float64 { return graphNormScale })
	case strings.HasSuffix(t.Name, ".weight") && strings.Contains(t.Name, ".tcn1."):
		normal(1, temporalNormScale)
	case strings.HasSuffix(t.Name, ".weight"): // of another batch norm
		fill(values, func() float64 { return 1 })
	}
}

// fill sets values to what next returns, rounded to float32.
func fill(values []float64, next func() float64) {
	for i := range values {
		values[i] = float64(float32(next()))
	}
}
