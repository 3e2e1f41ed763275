package main

import (
	"context"
	"slices"
	"time"
)

// precisions are those of matrix products, from the most exact to the fastest.
var precisions = []string{"float32", "tf32", "bf16"}

func precisionOf(name string) bool { return slices.Contains(precisions, name) }

// modes are the ways of PyTorch to take a step, of baselines.py. Those that compile come
// last, for they take all the time there is.
var (
	modes = []string{"eager", "float32", "tf32", "tf32-channels-last", "tf32-graph", "bf16", "bf16-channels-last", "bf16-graph",
		"tf32-aeed-half", "tf32-aeed"}
	compiledModes = []string{"tf32-compiled", "bf16-compiled-channels-last"}
)

// script is PyTorch's part of the measuring, fixtures are official results.
const script = "internal/bench/gpu/measure.py"

var fixtures = []string{"internal/fixture/testdata/ucla20.json", "internal/fixture/testdata/ntu25.json"}

// tasks returns everything that is to be measured, in order. The check comes first. Shares
// allow for interpreters that start slowly, that of the check for a processor; what
// compiles gets all that is left.
func (s *session) tasks() []task {
	tasks := []task{
		{name: "PyTorch", share: 10, least: time.Second, run: s.findTorch},
		{name: "check of the network in PyTorch", share: 60, least: 5 * time.Second, must: true, run: s.checkTorch},
		{name: "ceilings", share: 6, least: 5 * time.Second, run: s.ceilings},
	}
	each := func(kind task, of []string, measure func(ctx context.Context, one string) error) {
		for _, one := range of {
			t := kind
			t.name += one
			t.run = func(ctx context.Context) error { return measure(ctx, one) }
			tasks = append(tasks, t)
		}
	}
	each(task{name: "ours in ", share: 16, least: 10 * time.Second, must: true}, precisions, s.ours)
	each(task{name: "PyTorch, ", share: 5, least: 10 * time.Second}, modes, s.baseline)
	tasks = append(tasks, task{name: "build of internal/fixture", share: 10, least: 5 * time.Second, must: true, run: s.build})
	each(task{name: "errors in ", share: 8, least: 5 * time.Second, must: true}, precisions, s.errors)
	each(task{name: "PyTorch, ", share: 12, least: 30 * time.Second}, compiledModes, s.baseline)
	if s.rehearse {
		for i := range tasks {
			tasks[i].least = time.Second
		}
	}
	return tasks
}
