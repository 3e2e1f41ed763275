package main

import (
	"math/rand/v2"

	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/network"
	"aeed/train/skeleton"
)

// A workload is what is trained: the network and a batch of random clips, all of whose
// bodies are shown, so that nothing is left out.
type workload struct {
	ctrgcn.Architecture
	graph skeleton.Graph
	clips int
}

// newWorkload returns the official network of NTU RGB+D, or a small one for rehearsals.
func newWorkload(rehearse bool, clips int) workload {
	graph := skeleton.NTU25()
	a := ctrgcn.Architecture{Channels: 3, Frames: 64, Joints: graph.Vertices(), Bodies: 2, Classes: 60, Adjacency: graph.Adjacency(), Blocks: ctrgcn.Official()}
	if rehearse {
		a.Frames, a.Bodies, a.Classes, a.Blocks = 16, 1, 10, ctrgcn.Small()
	}
	return workload{a, graph, clips}
}

// size is what the document says of a workload.
type size struct {
	Blocks      int   `json:"blocks"`
	Clips       int   `json:"clips"` // of a batch
	Channels    int   `json:"channels"`
	Frames      int   `json:"frames"`
	Joints      int   `json:"joints"`
	Bodies      int   `json:"bodies"`
	Classes     int   `json:"classes"`
	Parameters  int   `json:"parameters"`
	FLOPPerClip int64 `json:"flop_per_clip"` // of a clean step
}

func (w workload) size() size {
	total := w.Summary().Total
	return size{len(w.Blocks), w.clips, w.Channels, w.Frames, w.Joints, w.Bodies, w.Classes, total.Parameters, ctrgcn.TrainingFLOP(total.Hoisted)}
}

// network returns the network on a device.
func (w workload) network(d device.Device) *network.Network {
	parameters, running := w.Initialise(1)
	return network.New(w.Architecture, d, ctrgcn.Weights{Parameters: parameters, Running: running})
}

// ratio is the share of a clip in its blend with its partner.
const ratio = 0.7

// step returns a step on the batch, with a mixed pass or without.
func (w workload) step(mixed bool) network.Step {
	random := rand.New(rand.NewPCG(1, 1))
	s := network.Step{
		Objective: network.Objective{Scale: 1, Epsilon: 1e-8},
		Descent:   device.Descent{LearningRate: 1e-3, Momentum: 0.9, WeightDecay: 4e-4},
	}
	for range w.Classes {
		s.Objective.ClassWeights = append(s.Objective.ClassWeights, 0.5+random.Float64())
	}
	for range w.clips {
		s.Labels = append(s.Labels, random.IntN(w.Classes))
	}
	if mixed {
		s.Mixture = &network.Mixture{Partner: random.Perm(w.clips)}
	}
	return s
}

// pairs says that clips of labels are their own partners, as program.Objective has it.
func pairs(labels []int) (pairs []float64) {
	for i, label := range labels {
		pairs = append(pairs, float64(label), float64(i), 1)
	}
	return pairs
}

// shape is that of the batch in training.
func (w workload) shape() ctrgcn.Shape {
	return ctrgcn.Shape{Clips: w.clips, Sequences: w.clips * w.Bodies, Training: true, Wide: true}
}

// batch returns as many clips as a batch has, shape (N, C, T, V, M).
func (w workload) batch(seed uint64) []float64 {
	random := rand.New(rand.NewPCG(seed, 2))
	x := make([]float64, w.clips*w.Channels*w.Frames*w.Joints*w.Bodies)
	for i := range x {
		x[i] = random.NormFloat64()
	}
	return x
}

// framesOfClip are those of a clip before it is prepared: some more than of a recording
// that the window takes whole.
func (w workload) framesOfClip() int { return w.Frames * 3 / 2 }

// stored returns the clips of a data set of two batches.
func (w workload) stored() device.Clips {
	places := make([]int, 2*w.clips)
	for i := range places {
		places[i] = i
	}
	return device.Clips{Count: len(places), Places: places, Channels: w.Channels, Parents: w.graph.Parent, Clip: func(place int) (device.Clip, error) {
		random := rand.New(rand.NewPCG(uint64(place), 3))
		c := device.Clip{Frames: w.framesOfClip(), Bodies: w.Bodies, Shown: w.framesOfClip()}
		c.Positions = make([]float32, w.Channels*c.Frames*w.Joints*c.Bodies)
		for i := range c.Positions {
			c.Positions[i] = float32(random.NormFloat64())
		}
		return c, nil
	}}
}

// preparation is the usual one of training on NTU RGB+D.
func (w workload) preparation() device.Preparation {
	return device.Preparation{Window: w.Frames, Bodies: w.Bodies, Train: true, Seed: 1, CropLow: 0.5, CropHigh: 1, MaxAngle: 0.3}
}

// resident returns step number of those that the device takes by itself.
func (w workload) resident(number int, mixed bool) network.ResidentStep {
	s := network.ResidentStep{Step: w.step(mixed), Batch: network.Batch{Shown: make([]bool, w.clips*w.Bodies)}}
	for i := range s.Shown {
		s.Shown[i] = true
	}
	for i := range w.clips {
		s.Places = append(s.Places, number*w.clips+i)
	}
	if mixed {
		s.MixedShown, s.Ratio = s.Shown, ratio
	}
	return s
}
