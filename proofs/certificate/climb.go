package certificate

import "math"

// A climb searches in plain float64 for the least barrier on a grid. Nothing
// that it says is trusted: what it finds is rounded to decimals and proved.
type climb struct {
	lines   []line
	eta     []float64 // one, or the ends of a range
	gamma   float64
	weight  []float64 // the barrier at the nodes
	ceiling []float64 // where the barrier would let a weight turn non-positive
	rising  bool      // keep the barrier from falling with M
}

// A line is a segment in float64.
type line struct {
	from, into   int
	at, to, flow [2]float64
}

// newClimb starts from w₀ at all nodes.
func newClimb(l law, nodes []float64, all []segment, rising bool) *climb {
	c := &climb{gamma: l.gamma.Mid(), eta: []float64{l.eta[0].Mid()}, rising: rising}
	if l.eta[0] != l.eta[1] {
		c.eta = append(c.eta, l.eta[1].Mid())
	}
	for _, s := range all {
		n := line{from: s.from, into: s.into}
		for k, e := range s.ends {
			n.at[k], n.to[k], n.flow[k] = e.at.Mid(), e.to.Mid(), e.flow.Mid()
		}
		c.lines = append(c.lines, n)
	}
	for _, m := range nodes {
		c.weight = append(c.weight, l.start.Mid())
		c.ceiling = append(c.ceiling, (1/l.eta[1].Mid()-(1-l.beta.Mid())*m)/c.gamma)
	}
	return c
}

// settleSweeps bounds the sweeps, settleTolerance says when they may end.
const (
	settleSweeps    = 2000
	settleTolerance = 1e-9
)

// settle lifts the barrier until it holds, to within the tolerance. It reports
// false where the barrier meets the ceiling or does not settle.
//
// The lines to nodes come first: there is one way to lift a barrier at a node,
// so it does not rise above the least one. What the edges then ask for
// can be had from either of two nodes, and lifting the wrong one propagates.
func (c *climb) settle() bool {
	return c.sweep(func(l *line) bool { return l.to[0] == l.to[1] }) && c.sweep(func(*line) bool { return true })
}

func (c *climb) sweep(wanted func(*line) bool) bool {
	for range settleSweeps {
		lifted := 0.0
		for i := range c.lines {
			if l := &c.lines[i]; wanted(l) {
				lifted = max(lifted, c.lift(l))
			}
		}
		for i, w := range c.weight {
			if c.rising && i > 0 {
				w = max(w, c.weight[i-1])
				c.weight[i] = w
			}
			if !(w < c.ceiling[i]) {
				return false
			}
		}
		if lifted <= settleTolerance {
			return true
		}
	}
	return false
}

// lift raises the barrier where M′ lies by what it lacks on the line, and returns
// the largest relative rise.
func (c *climb) lift(l *line) (relative float64) {
	for _, eta := range c.eta {
		place, lack := c.lack(l, eta)
		if !(lack > 0) {
			continue
		}
		to := l.to[0] + (l.to[1]-l.to[0])*place
		low, high := &c.weight[l.into], &c.weight[l.into+1]
		relative = max(relative, lack/(*low*(1-to)+*high*to))
		// The least change of the two nodes.
		scale := lack / (to*to + (1-to)*(1-to))
		*low += scale * (1 - to)
		*high += scale * to
	}
	return relative
}

// lack returns where on the line, from 0 to 1, a weight crosses the barrier by
// most, and by how much. The barrier's own weight leads to a quadratic along
// the line; a smaller one leads higher where the law overshoots, and is worst
// in an end.
func (c *climb) lack(l *line, eta float64) (place, lack float64) {
	var weight, limit, factor [2]float64
	for k := range 2 {
		weight[k] = c.value(l.from, l.at[k])
		limit[k] = c.value(l.into, l.to[k])
		factor[k] = 1 + eta*(l.flow[k]-c.gamma*weight[k])
	}
	first := weight[0]*factor[0] - limit[0]
	final := weight[1]*factor[1] - limit[1]
	middle := (weight[0]*factor[1] + weight[1]*factor[0] - limit[0] - limit[1]) / 2
	place, lack = 0, first
	if final > lack {
		place, lack = 1, final
	}
	if bend := first - 2*middle + final; bend < 0 {
		if top := (first - middle) / bend; top > 0 && top < 1 {
			place, lack = top, first+(middle-first)*top
		}
	}
	for k := range 2 {
		drag := eta * c.gamma
		if r := 1 + eta*l.flow[k]; r > 0 && r < 2*drag*weight[k] {
			if over := r*r/(4*drag) - limit[k]; over > lack {
				place, lack = float64(k), over
			}
		}
	}
	return place, lack
}

func (c *climb) value(piece int, at float64) float64 {
	return c.weight[piece]*(1-at) + c.weight[piece+1]*at
}

// rounded returns the barrier, raised by a relative margin, to 8 digits, as
// decimals. The margin makes room for the rounding: where the barrier is 1+ε
// times as high, the drag −ηγφ² leaves room of about ε·ηγφ².
func (c *climb) rounded(margin float64) []string {
	texts := make([]string, len(c.weight))
	for i, w := range c.weight {
		scale := math.Pow(10, 7-math.Floor(math.Log10(w)))
		texts[i] = decimalOf(math.Ceil(w*(1+margin)*scale) / scale)
	}
	return texts
}
