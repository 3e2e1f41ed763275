package sweep

import (
	"fmt"
	"math/bits"
	"slices"
	"strconv"
)

// A Space is the points of a valid, complete spec, computed one by one from
// their index. It is safe for concurrent use.
type Space struct {
	spec  *Spec
	outer []dimension // axes of the scenario that vary; with inner, the outermost first
	inner []dimension // axes of the controller that vary
	base  setting     // everything that doesn't, but for
	fixed []dimension // constants that don't, of a source that does
	count int64
	size  int64 // of a chunk
}

// A dimension is an axis that varies.
type dimension struct {
	axis   *axis
	values values
	number uint32 // of the dimension in a random design
}

const (
	mostPoints = int64(1e12)    // of a grid
	mostDrawn  = int64(1) << 32 // of a random design
)

// Space returns the points of the spec, or a *dynamics.ParameterError that says
// why there are none.
func (s *Spec) Space() (*Space, error) {
	c := s.complete()
	if c.design == Grid && c.points != 0 {
		return nil, fault("points", strconv.FormatInt(c.points, 10), "no number of points for a grid, whose axes say it", "add --design sobol, or leave points out")
	}
	if err := c.checkClip(); err != nil {
		return nil, err
	}
	if err := c.checkConstants(); err != nil {
		return nil, err
	}
	p := &Space{spec: c, base: standard(), count: c.points}
	var dimensions uint32
	for i := range axes {
		v := c.axes[i]
		switch {
		case v == nil:
		case !varies(v) && axes[i].isConstant() && len(p.outer) > 0 && p.outer[0].axis.name == "source":
			p.fixed = append(p.fixed, dimension{axis: &axes[i], values: v})
		case !varies(v):
			if err := axes[i].set(&p.base, v.at(0)); err != nil {
				return nil, err
			}
		default:
			if v.len() == 0 && c.design == Grid {
				return nil, fault(axes[i].name, strconv.Quote(v.String()), "steps, as in from:to:step or log:from:to:count, for a grid", "an interval is for --design sobol or latin-hypercube")
			}
			d := dimension{&axes[i], atHand(v), dimensions}
			dimensions++
			if axes[i].outer {
				p.outer = append(p.outer, d)
			} else {
				p.inner = append(p.inner, d)
			}
		}
	}
	if c.design == Sobol && int(dimensions) > sobolDimensions {
		return nil, fault("design", string(Sobol), fmt.Sprintf("at most %d axes that vary", sobolDimensions), "latin-hypercube has no such limit")
	}
	if c.design == Grid {
		if p.count = p.gridSize(); p.count > mostPoints {
			return nil, fault("design", string(Grid), "at most 10¹² points", "take longer steps, or --design sobol with as many points as you like")
		}
	}
	p.size = p.chunkPoints()
	return p, nil
}

// atHand returns the values as a list if they are few: a look-up is faster than
// a rung.
func atHand(v values) values {
	const few = 1 << 12
	n := v.len()
	if n == 0 || n > few {
		return v
	}
	l := make(list, n)
	for i := range l {
		l[i] = v.at(int64(i))
	}
	return l
}

// gridSize returns the number of combinations, at most mostPoints + 1.
func (p *Space) gridSize() int64 {
	count := uint64(1)
	for _, d := range slices.Concat(p.outer, p.inner) {
		high, low := bits.Mul64(count, uint64(d.values.len()))
		if high > 0 || low > uint64(mostPoints) {
			return mostPoints + 1
		}
		count = low
	}
	return int64(count)
}

// Spec returns the spec, complete.
func (p *Space) Spec() *Spec { return p.spec }

// Len returns the number of points of the whole sweep.
func (p *Space) Len() int64 { return p.count }
