package main

import (
	"math"

	"aeed/train/ctrgcn"
)

// modelReport is what `aeed model --json` prints.
type modelReport struct {
	Joints     int `json:"joints"`
	Bodies     int `json:"bodies"`
	Frames     int `json:"frames"`
	Classes    int `json:"classes"`
	Blocks     int `json:"blocks"`
	Parameters int `json:"parameters"`
	Tensors    int `json:"tensors"` // of a state_dict
	// of one clip
	MACs         modelCount     `json:"macs"`
	ForwardFLOP  modelCount     `json:"forward_flop"`
	TrainingFLOP modelCount     `json:"training_flop"`
	Layers       []modelPart    `json:"layers"`
	Operations   []modelPart    `json:"operations"`
	Weights      *weightsReport `json:"weights,omitempty"`
}

// A modelCount has both ways of counting operations.
type modelCount struct {
	Written int64 `json:"written"`
	Hoisted int64 `json:"hoisted"`
}

func (m modelCount) times(factor func(int64) int64) modelCount {
	return modelCount{factor(m.Written), factor(m.Hoisted)}
}

// A modelPart is a layer, which has an output and parameters, or a kind of
// operation.
type modelPart struct {
	Name       string     `json:"name"`
	Output     []int      `json:"output,omitempty"`
	Parameters int        `json:"parameters,omitempty"`
	MACs       modelCount `json:"macs"`
	Share      float64    `json:"share"` // of the hoisted MACs, 0 to 1
}

// weightsReport is what a file of weights holds.
type weightsReport struct {
	File    string         `json:"file"`
	Batches int64          `json:"batches"`
	Tensors []tensorReport `json:"tensors"`
}

type tensorReport struct {
	Name    string  `json:"name"`
	Shape   []int   `json:"shape"`
	Norm    float64 `json:"norm"`    // Euclidean
	Largest float64 `json:"largest"` // magnitude of an element
}

func newModelReport(a ctrgcn.Architecture) *modelReport {
	s, l := a.Summary(), a.Layout()
	count := func(cost ctrgcn.Cost) modelCount { return modelCount{cost.Written, cost.Hoisted} }
	part := func(cost ctrgcn.Cost, output []int) modelPart {
		return modelPart{cost.Name, output, cost.Parameters, count(cost), float64(cost.Hoisted) / float64(s.Total.Hoisted)}
	}
	macs := count(s.Total)
	r := &modelReport{
		Joints: a.Joints, Bodies: a.Bodies, Frames: a.Frames, Classes: a.Classes, Blocks: len(a.Blocks),
		Parameters: s.Total.Parameters, Tensors: len(l.Parameters) + len(l.Running) + len(l.Norms()),
		MACs: macs, ForwardFLOP: macs.times(ctrgcn.FLOP), TrainingFLOP: macs.times(ctrgcn.TrainingFLOP),
	}
	for _, layer := range s.Layers {
		r.Layers = append(r.Layers, part(layer.Cost, layer.Output))
	}
	for _, kind := range s.Operations {
		r.Operations = append(r.Operations, part(kind, nil))
	}
	return r
}

func newWeightsReport(path string, a ctrgcn.Architecture, w ctrgcn.Weights) *weightsReport {
	r := &weightsReport{File: path, Batches: w.Batches}
	l := a.Layout()
	for _, part := range []struct {
		tensors []ctrgcn.Tensor
		vector  []float64
	}{{l.Parameters, w.Parameters}, {l.Running, w.Running}} {
		for _, t := range part.tensors {
			largest, squares := 0.0, 0.0
			for _, v := range part.vector[t.Offset : t.Offset+t.Size] {
				largest = max(largest, math.Abs(v))
				squares += v * v
			}
			r.Tensors = append(r.Tensors, tensorReport{t.Name, t.Shape, math.Sqrt(squares), largest})
		}
	}
	return r
}
