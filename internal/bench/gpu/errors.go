package main

import (
	"math"

	"aeed/internal/nullable"
)

// A comparison is how far ours and PyTorch are from official results in float64, with
// products in the same precision.
type comparison struct {
	Fixture   string  `json:"fixture"`
	Precision string  `json:"precision"`
	Groups    []twins `json:"groups"`
}

// twins are the errors of a group.
type twins struct {
	Name  string         `json:"group"`
	Ours  nullable.Float `json:"ours"`  // null if something is not a number
	Torch nullable.Float `json:"torch"` // so too, and without PyTorch
	Pass  bool           `json:"pass"`  // ours is at most allowedRatio times PyTorch's
}

// allowedRatio is how many times PyTorch's error ours may be.
const allowedRatio = 1.5

// compareErrors puts the errors of ours beside PyTorch's of the same name.
func compareErrors(ours, torch []group) (groups []twins) {
	for _, o := range ours {
		t := twins{Name: o.Name, Ours: o.Error, Torch: nullable.Float(math.NaN())}
		for _, other := range torch {
			if other.Name == o.Name {
				t.Torch, t.Pass = other.Error, o.Error <= allowedRatio*other.Error
			}
		}
		groups = append(groups, t)
	}
	return groups
}

// passed returns how many of the groups pass.
func (c comparison) passed() (passed int) {
	for _, g := range c.Groups {
		if g.Pass {
			passed++
		}
	}
	return passed
}
