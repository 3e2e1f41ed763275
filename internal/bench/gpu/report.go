package main

import (
	"encoding/json"
	"slices"

	"aeed/internal/nullable"
	"aeed/internal/wholefile"
)

// format names the layout of the document.
const format = "aeed-gpu-measurements/1"

// A report is the document: what was measured, and what became of every task.
type report struct {
	Format    string        `json:"format"`
	Rehearsal bool          `json:"rehearsal"` // its figures mean nothing
	Card      string        `json:"card"`      // as the driver says it
	Torch     *torch        `json:"torch"`     // null without PyTorch
	Workload  size          `json:"workload"`
	Minutes   float64       `json:"minutes"` // the budget
	Tasks     []outcome     `json:"tasks"`
	Checks    []check       `json:"checks"`
	Ceilings  *ceilings     `json:"ceilings"` // null if they weren't measured
	Baselines []measurement `json:"baselines"`
	Ours      []result      `json:"ours"`
	Errors    []comparison  `json:"errors"`
}

// torch is the PyTorch of an interpreter.
type torch struct {
	Version string `json:"version"`
	CUDA    string `json:"cuda"` // the version that it is built with, "" for none
	Card    string `json:"card"` // "" if it can use none
}

// A check is of the network in PyTorch, in float64.
type check struct {
	Fixture string  `json:"fixture"`
	Device  string  `json:"device"` // cuda or cpu
	Pass    bool    `json:"pass"`
	Groups  []group `json:"groups"`
}

// A group is numbers of a fixture, and how far off PyTorch is.
type group struct {
	Name  string         `json:"group"`
	Error nullable.Float `json:"error"` // null if something is not a number
	Limit float64        `json:"limit"` // of the check
}

// pass tells whether all groups are within their limits.
func pass(groups []group) bool {
	return len(groups) > 0 && !slices.ContainsFunc(groups, func(g group) bool { return !(float64(g.Error) <= g.Limit) })
}

// ceilings are what the card's memory and its matrix products can do.
type ceilings struct {
	CopyBytesPerS float64 `json:"copy_bytes_per_s"` // read and written, within the card
	GEMM          []gemm  `json:"gemm"`
}

// A gemm is the rate of (rows, inner)·(inner, columns).
type gemm struct {
	Precision string  `json:"precision"`
	Rows      int     `json:"rows"`
	Inner     int     `json:"inner"`
	Columns   int     `json:"columns"`
	FLOPPerS  float64 `json:"flop_per_s"`
}

// rate returns the highest rate of a precision, 0 if there is none.
func (c ceilings) rate(precision string) (highest float64) {
	for _, g := range c.GEMM {
		if g.Precision == precision {
			highest = max(highest, g.FLOPPerS)
		}
	}
	return highest
}

// A result is ours in one arithmetic, with kernels and operations in the order of their
// time.
type result struct {
	Arithmetic string          `json:"arithmetic"`
	Device     string          `json:"device"`
	Steps      []measurement   `json:"steps"`
	Kernels    []kernelTime    `json:"kernels"`
	Operations []operationTime `json:"operations"`
}

// right tells whether no task has failed that must not.
func (r *report) right() bool {
	return !slices.ContainsFunc(r.Tasks, func(o outcome) bool { return o.must && o.State == failed })
}

// save writes the document to a file, as a whole.
func (r *report) save(path string) error {
	content, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return wholefile.WriteBytes(path, append(content, '\n'))
}
