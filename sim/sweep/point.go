package sweep

import (
	"aeed/dynamics"
	"aeed/sim"
)

// A Point is one point of a sweep.
type Point struct {
	Index      int64 // from 0, in the whole sweep
	Parameters dynamics.Parameters
	Scenario   *sim.Scenario // shared with other points; not to be changed
	setting    setting
}

// Value returns the value that the point has on an axis, NaN for a constant that
// its source doesn't have. A name that is no axis panics.
func (p *Point) Value(axis string) Value {
	i, ok := axisByName(axis)
	if !ok {
		panic("sweep: no such axis")
	}
	return axes[i].get(&p.setting)
}

// At returns a point, 0 ≤ i < Len.
func (p *Space) At(i int64) Point { return p.walk().at(i) }

// A walk goes through points and makes a scenario only where it changes.
type walk struct {
	space    *Space
	outer    []Value // values of the last point
	inner    []Value
	setting  setting // of the last point
	scenario *sim.Scenario
}

func (p *Space) walk() *walk {
	return &walk{space: p, outer: make([]Value, len(p.outer)), inner: make([]Value, len(p.inner))}
}

func (w *walk) at(i int64) Point {
	p := w.space
	if i < 0 || i >= p.count {
		panic("sweep: no such point")
	}
	rest, same := i, w.scenario != nil
	// The last axis changes fastest.
	for k := len(p.inner) - 1; k >= 0; k-- {
		w.inner[k], rest = p.value(&p.inner[k], i, rest)
	}
	for k := len(p.outer) - 1; k >= 0; k-- {
		var v Value
		if v, rest = p.value(&p.outer[k], i, rest); v != w.outer[k] {
			w.outer[k], same = v, false
		}
	}
	if !same {
		w.setting = p.base
		for k := range p.outer {
			p.outer[k].mustSet(&w.setting, w.outer[k])
		}
		for k := range p.fixed {
			p.fixed[k].mustSet(&w.setting, p.fixed[k].values.at(0))
		}
		w.scenario = w.setting.scenario()
	}
	for k := range p.inner {
		p.inner[k].mustSet(&w.setting, w.inner[k])
	}
	return Point{i, w.setting.parameters, w.scenario, w.setting}
}

// value returns the value of point i on a dimension, rest being the part of a
// grid's index that is not used up, and what is left of that.
func (p *Space) value(d *dimension, i, rest int64) (Value, int64) {
	switch p.spec.design {
	case LatinHypercube:
		return d.values.draw(latin(p.spec.seed, d.number, i, p.count)), rest
	case Sobol:
		return d.values.draw(sobol(d.number, uint32(i))), rest
	}
	n := d.values.len()
	return d.values.at(rest % n), rest / n
}

// mustSet sets a value that Space has found good.
func (d *dimension) mustSet(s *setting, v Value) {
	if err := d.axis.set(s, v); err != nil {
		panic("sweep: " + err.Error())
	}
}
