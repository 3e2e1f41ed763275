package conformance

import (
	"math"
	"math/rand/v2"
	"strings"

	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/program"
)

// A network is a small one on a random graph, with numbers to start from and a
// batch. All numbers are float32's.
type network struct {
	ctrgcn.Architecture
	parameters, running []float64
	clips               int
	shown               []bool // of the bodies
	input               []float64
	labels              []int
	wide                bool // its programs
}

// newNetwork draws a network of bodies people and a batch. Joints, frames, classes
// and clips are random. Unless all bodies are asked for, some are absent, the last
// of the last two clips among them.
func newNetwork(seed uint64, bodies int, all bool) *network {
	random := rand.New(rand.NewPCG(seed, 2))
	uniform := func() float64 { return float64(2*random.Float32() - 1) }
	joints := 3 + random.IntN(7)
	n := &network{clips: 3 + random.IntN(3), Architecture: ctrgcn.Architecture{
		Channels: 3, Frames: 6 + random.IntN(7), Joints: joints, Bodies: bodies, Classes: 2 + random.IntN(6),
		Blocks: ctrgcn.Small(), Adjacency: make([]float64, 3*joints*joints),
	}}
	for i := range n.Adjacency {
		if random.IntN(joints) < 2 {
			n.Adjacency[i] = float64(random.Float32())
		}
	}
	n.start(uniform)
	for i := range n.clips * bodies {
		last := i/bodies >= n.clips-2 && i%bodies == bodies-1
		n.shown = append(n.shown, all || !last && random.IntN(2) == 0)
	}
	n.input = make([]float64, n.clips*n.Channels*n.Frames*joints*bodies)
	for i := range n.input {
		if n.shown[i/(len(n.input)/n.clips)*bodies+i%bodies] {
			n.input[i] = uniform()
		}
	}
	for range n.clips {
		n.labels = append(n.labels, random.IntN(n.Classes))
	}
	return n
}

// start draws parameters that keep the size of what passes, and running statistics.
func (n *network) start(uniform func() float64) {
	layout := n.Layout()
	n.parameters, n.running = make([]float64, layout.ParameterCount), make([]float64, layout.RunningCount)
	for _, t := range layout.Parameters {
		for i := range t.Size {
			u, value := uniform(), &n.parameters[t.Offset+i]
			switch {
			case strings.HasSuffix(t.Name, ".PA"):
				*value = n.Adjacency[i%len(n.Adjacency)] + u/4
			case strings.HasSuffix(t.Name, ".alpha"):
				*value = 0.5 + u/4
			case len(t.Shape) > 1:
				*value = u * math.Sqrt(3*float64(t.Shape[0])/float64(t.Size))
			case strings.HasSuffix(t.Name, ".weight"):
				*value = 1 + u/4
			default:
				*value = u / 8
			}
			*value = float64(float32(*value))
		}
	}
	for i := range n.running {
		n.running[i] = 1 + uniform()/2
	}
}

// A session is a network in training on a device.
type session struct {
	*network
	program  *program.Program
	state    device.State
	executor device.Executor
}

// on puts the network on a device. bodies says which its sequences stand for.
func (n *network) on(d device.Device, bodies program.Bodies) *session {
	s := &session{network: n, program: n.Program(ctrgcn.Shape{Clips: n.clips, Sequences: len(bodies.Copies), Training: true, Wide: n.wide}, true)}
	s.state = d.NewState(s.program.Parameters, s.program.Running)
	s.state.Write(device.Parameters, n.parameters)
	s.state.Write(device.Running, n.running)
	s.executor = s.state.Executor(s.program)
	s.executor.SetBodies(bodies)
	return s
}

// inference returns the program that computes logits of the batch alone, every body
// for itself.
func (n *network) inference() *program.Program {
	return n.Program(ctrgcn.Shape{Clips: n.clips, Sequences: n.clips * n.Bodies, Wide: n.wide}, false)
}

func (n *network) distinct() program.Bodies { return program.DistinctBodies(n.shown, n.Bodies) }
func (n *network) all() program.Bodies      { return program.AllBodies(n.clips, n.Bodies) }

// pass runs both passes on clips, with the gradient of the mean cross-entropy.
func (s *session) pass(clips []float64) {
	s.executor.Write(s.program.Input, clips)
	s.executor.Run(program.Forward)
	gradient := s.logits()
	for i, label := range s.labels {
		crossEntropyGradient(gradient[i*s.Classes:(i+1)*s.Classes], label)
		for c := range s.Classes {
			gradient[i*s.Classes+c] /= float64(s.clips)
		}
	}
	s.state.ClearGradients()
	s.executor.Write(s.program.OutputGradient.Buffer, gradient)
	s.executor.Run(program.Backward)
}

// crossEntropyGradient replaces logits by softmax(logits) − one-hot(label).
func crossEntropyGradient(z []float64, label int) {
	sum := 0.0
	for c := range z {
		z[c] = math.Exp(z[c])
		sum += z[c]
	}
	for c := range z {
		z[c] /= sum
	}
	z[label]--
}

func (s *session) logits() []float64 { return s.kept("logits") }

func (s *session) kept(name string) []float64 {
	b := s.program.Find(name)
	values := make([]float64, s.program.Buffers[b].Size)
	s.executor.Read(b, values)
	return values
}

func (s *session) vector(v device.Vector) []float64 {
	size := s.program.Parameters
	if v == device.Running {
		size = s.program.Running
	}
	values := make([]float64, size)
	s.state.Read(v, values)
	return values
}

// train takes steps of training and returns how far the parameters have come.
func (s *session) train(steps int) (way []float64) {
	for range steps {
		s.pass(s.input)
		s.state.Descend(device.Descent{LearningRate: 1e-2, Momentum: 0.9, WeightDecay: 4e-4})
	}
	way = s.vector(device.Parameters)
	for i := range way {
		way[i] -= s.parameters[i]
	}
	return way
}
