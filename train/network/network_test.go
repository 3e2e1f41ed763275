package network

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"gonum.org/v1/gonum/floats"

	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/device/cpu"
	"aeed/train/device/ref"
	"aeed/train/objective"
	"aeed/train/program"
	"aeed/train/skeleton"
)

// A batch is a few clips of a small network, and which of them are mixed.
type batch struct {
	architecture ctrgcn.Architecture
	x, mixed     []float64
	labels       []int
	mixture      Mixture
	objective    Objective
}

func newBatch(seed uint64, given bool) batch {
	random := rand.New(rand.NewPCG(seed, 1))
	clips := 2 + random.IntN(4)
	graph, err := skeleton.GraphByName("ucla-20")
	if err != nil {
		panic(err)
	}
	b := batch{architecture: ctrgcn.Architecture{Channels: 3, Frames: 8, Joints: graph.Vertices(), Bodies: 1, Classes: 2 + random.IntN(5),
		Adjacency: graph.Adjacency(), Blocks: ctrgcn.Small()}}
	single := func() float64 { return float64(float32(random.NormFloat64())) }
	for range clips * 3 * 8 * b.architecture.Joints {
		b.x, b.mixed = append(b.x, single()), append(b.mixed, single())
	}
	for range clips {
		b.labels = append(b.labels, random.IntN(b.architecture.Classes))
		b.mixture.Partner = append(b.mixture.Partner, random.IntN(clips))
		if given {
			b.mixture.Own = append(b.mixture.Own, float64(random.Float32()))
		}
	}
	for range b.architecture.Classes {
		b.objective.ClassWeights = append(b.objective.ClassWeights, float64(0.125+random.Float32()))
	}
	b.objective.Scale, b.objective.Epsilon = 0.75, objective.Epsilon
	return b
}

// step takes both passes of a step and returns everything that comes of them.
func (b batch) step(d device.Device) map[string][]float64 {
	parameters, running := b.architecture.Initialise(1)
	n := New(b.architecture, d, ctrgcn.Weights{Parameters: parameters, Running: running})
	defer n.Close()
	bodies := program.AllBodies(len(b.labels), 1)
	n.ClearGradients()
	clean := n.Forward(b.x, bodies, ctrgcn.Shape{Training: true}).Clean(b.labels, b.objective)
	mixed := n.Forward(b.mixed, bodies, ctrgcn.Shape{Training: true}).Mixed(b.labels, b.mixture, clean, b.objective)
	return map[string][]float64{
		"log-posteriors": clean.LogPosterior, "entropies": clean.Entropy, "cross-entropies": clean.PerClip,
		"mixed cross-entropies": mixed.PerClip, "shares": mixed.Own, "weights": mixed.Weights,
		"means": {clean.Mean, mixed.Mean}, "gradient": n.Read(device.Gradients),
	}
}

// The objective that a device computes must be that of package objective, which is
// tested against its Gorgonia expression. A share is a quotient of divergences, which
// where both are small keeps seven digits less than a float64 has.
func TestTheDeviceComputesTheObjective(t *testing.T) {
	for _, on := range []struct {
		device              device.Device
		tolerance, gradient float64
	}{{ref.New(), 1e-9, 1e-9}, {cpu.New(1), 1e-5, 1e-4}} {
		parameters := gopter.DefaultTestParametersWithSeed(1)
		parameters.MinSuccessfulTests = 15
		properties := gopter.NewProperties(parameters)
		properties.Property(on.device.Name(), prop.ForAll(func(seed uint64, given bool) string {
			b := newBatch(seed, given)
			got := b.step(on.device)
			b.objective.Loss = objective.CrossEntropy
			want := b.step(on.device)
			for name := range want {
				difference := make([]float64, len(want[name]))
				floats.SubTo(difference, got[name], want[name])
				tolerance := on.tolerance
				if name == "gradient" {
					tolerance = on.gradient
				}
				if d := floats.Norm(difference, 2) / (1e-9 + floats.Norm(want[name], 2)); !(d <= tolerance) {
					return fmt.Sprintf("%s differ by %.3g of their norm", name, d)
				}
			}
			return ""
		}, gen.UInt64Range(0, 1e6), gen.Bool()))
		properties.TestingRun(t)
	}
}

// What a network has learned comes back, and so do passes on other shapes.
func TestWeights(t *testing.T) {
	b := newBatch(1, true)
	parameters, running := b.architecture.Initialise(2)
	n := New(b.architecture, ref.New(), ctrgcn.Weights{Parameters: parameters, Running: running, Batches: 7})
	defer n.Close()
	infer := func() []float64 {
		return slices.Clone(n.Forward(b.x, program.AllBodies(len(b.labels), 1), ctrgcn.Shape{}).Logits())
	}
	before := infer()
	n.Forward(b.x, program.AllBodies(len(b.labels), 1), ctrgcn.Shape{Training: true}).Clean(b.labels, b.objective)
	n.Descend(device.Descent{LearningRate: 0.1})
	if w := n.Weights(); w.Batches != 8 || slices.Equal(w.Parameters, parameters) || slices.Equal(w.Running, running) {
		t.Error("a step leaves the weights as they were")
	}
	n.SetWeights(ctrgcn.Weights{Parameters: parameters, Running: running})
	if !slices.Equal(infer(), before) || n.Weights().Batches != 0 {
		t.Error("weights that were set are not those that infer")
	}
	n.Write(device.Momentum, make([]float64, len(parameters)))
	if floats.Norm(n.Read(device.Momentum), math.Inf(1)) != 0 {
		t.Error("a momentum that was set does not come back")
	}
}
