package sweep

import (
	"math"

	"aeed/internal/nullable"
	"aeed/sim"
)

// A Digest is what a sweep comes to. Add its rows one by one.
type Digest struct {
	Points   int64             `json:"points"`
	Design   Design            `json:"design"`
	Shard    string            `json:"shard,omitempty"`
	Axes     map[string]string `json:"axes"` // those that vary
	Columns  []Extremes        `json:"columns"`
	Theorems []Share           `json:"theorems"` // at how many points the hypotheses hold
	Events   []Share           `json:"events"`   // in how many runs they happen

	space *Space
	vary  []string
}

// A Share is a part of the points.
type Share struct {
	Name   string  `json:"name"`
	Count  int64   `json:"count"`
	Part   float64 `json:"part"` // of 1
	Help   string  `json:"help,omitempty"`
	counts func(*Row) bool
}

// Extremes are the least, mean and greatest finite values of a column, with the
// first points that have the extremes.
type Extremes struct {
	Name     string         `json:"name"`
	Finite   int64          `json:"finite"` // points with a finite value
	Mean     nullable.Float `json:"mean"`
	Least    *Extreme       `json:"least"` // nil without a finite value
	Greatest *Extreme       `json:"greatest"`

	column *column
	sum    float64
}

// An Extreme is a value and the point where it occurs.
type Extreme struct {
	Value float64          `json:"value"`
	Index int64            `json:"index"`
	At    map[string]Value `json:"at"` // on the axes that vary
}

// NewDigest returns the digest of no rows of a space.
func NewDigest(space *Space) *Digest {
	d := &Digest{Design: space.spec.design, Axes: map[string]string{}, space: space}
	if !space.spec.shard.isWhole() {
		d.Shard = space.spec.shard.String()
	}
	for i := range axes {
		if v := space.spec.axes[i]; varies(v) {
			d.vary = append(d.vary, axes[i].name)
			d.Axes[axes[i].name] = v.String()
		}
	}
	for i := range columns {
		d.Columns = append(d.Columns, Extremes{Name: columns[i].name, Mean: nullable.Float(math.NaN()), column: &columns[i]})
	}
	for _, t := range theorems {
		d.Theorems = append(d.Theorems, Share{Name: t.name, counts: func(r *Row) bool { return r.Summary.Applies&t.bit != 0 }})
	}
	for _, e := range events {
		d.Events = append(d.Events, Share{Name: e.name, Help: e.help, counts: func(r *Row) bool { return e.happens(r) }})
	}
	return d
}

// events are what runs are counted by.
var events = []struct {
	name, help string
	happens    func(*Row) bool
}{
	{"captured", "every class ends at the lower clip", func(r *Row) bool { return r.Summary.FinalMax <= r.Parameters.Clip.Low }},
	{"reached_low", "some class is ever at the lower clip", func(r *Row) bool { return r.Summary.EpochsToLow >= 0 }},
	{"reached_high", "some class is ever at the upper clip", func(r *Row) bool { return r.Summary.EpochsToHigh >= 0 }},
	{"oscillating", "a niche width turns at least twice in the second half", func(r *Row) bool { return !math.IsNaN(r.Summary.Period) }},
	{"diverged", "a niche width leaves the numbers", func(r *Row) bool { return !isFinite(&r.Summary) }},
}

func isFinite(s *sim.Summary) bool {
	return !math.IsNaN(s.FinalMean-s.FinalMean) && !math.IsNaN(s.WeightMax-s.WeightMin)
}

// Add counts a row.
func (d *Digest) Add(r *Row) {
	d.Points++
	for i := range d.Columns {
		d.Columns[i].add(r, d.vary)
	}
	for _, shares := range [][]Share{d.Theorems, d.Events} {
		for i := range shares {
			if s := &shares[i]; s.counts(r) {
				s.Count++
			}
			shares[i].Part = float64(shares[i].Count) / float64(d.Points)
		}
	}
}

func (e *Extremes) add(r *Row, vary []string) {
	x := e.column.get(&r.Summary)
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return
	}
	e.Finite++
	e.sum += x
	e.Mean = nullable.Float(e.sum / float64(e.Finite))
	if e.Least == nil || x < e.Least.Value {
		e.Least = extreme(x, r, vary)
	}
	if e.Greatest == nil || x > e.Greatest.Value {
		e.Greatest = extreme(x, r, vary)
	}
}

func extreme(x float64, r *Row, vary []string) *Extreme {
	at := map[string]Value{}
	for _, axis := range vary {
		if v := r.Value(axis); v.Word != "" || !math.IsNaN(v.Number) {
			at[axis] = v
		}
	}
	return &Extreme{x, r.Index, at}
}
