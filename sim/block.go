package sim

import "aeed/dynamics"

// maxBlock is the number of points whose lanes take 11 KB: they stay in the first
// cache of a processor, even where two threads share it.
const maxBlock = 64

// A block runs up to so many points at a time as lanes: one class after another,
// all epochs of the class, all lanes in each. One worker uses it again and again.
type block struct {
	scenario   *Scenario
	changes    changes // nil if no point can run as lanes
	kernels    *kernels
	head, tail int // classes, as ends returns them

	quads   []quad
	points  []int     // of the lanes
	initial []float64 // weights of the lanes
	ends    []headTail
}

// headTail are the final weights of a point's largest and smallest class.
type headTail struct{ head, tail float64 }

func newBlock(s *Scenario, shared changes, size int, k *kernels) *block {
	b := &block{scenario: s, changes: shared, kernels: k}
	b.head, b.tail = ends(s.Sizes)
	b.quads = make([]quad, (size+abreast-1)/abreast)
	b.points, b.initial, b.ends = make([]int, 0, size), make([]float64, abreast*len(b.quads)), make([]headTail, size)
	return b
}

// summarise sets dst[i] to the summary of points[i].
func (b *block) summarise(points []dynamics.Parameters, dst []Summary) {
	b.points = b.points[:0]
	for i := range points {
		if anchor, ok := anchorOf(&points[i]); ok && b.changes != nil {
			b.load(len(b.points), &points[i], anchor)
			b.points = append(b.points, i)
			dst[i] = newSummary()
		} else {
			dst[i] = summariseOne(b.scenario, &points[i])
		}
	}
	if len(b.points) == 0 {
		return
	}
	for class := range b.scenario.Sizes {
		b.run(class)
		for lane, i := range b.points {
			q, j := b.lane(lane)
			q.widen(j)
			dst[i].addClass(q.weight[j], q.half(j))
			if class == b.head {
				b.ends[lane].head = q.weight[j]
			}
			if class == b.tail {
				b.ends[lane].tail = q.weight[j]
			}
		}
	}
	for lane, i := range b.points {
		q, j := b.lane(lane)
		dst[i].finish(b.scenario, &points[i], q.extremes(j), b.ends[lane].head, b.ends[lane].tail)
	}
}

// load gives a lane the controller p. The lanes that its quad has left over run
// what they ran before, for nothing.
func (b *block) load(lane int, p *dynamics.Parameters, anchor float64) {
	q, j := b.lane(lane)
	q.set(j, p, anchor)
	q.setExtremes(j, newExtremes(p.InitialWeight))
	b.initial[lane] = p.InitialWeight
}

// run takes a class through all epochs on all lanes.
func (b *block) run(class int) {
	used := b.quads[:(len(b.points)+abreast-1)/abreast]
	for n := range used {
		used[n].restart(vector(b.initial[abreast*n:]))
	}
	changes, half := b.changes[class], b.scenario.Epochs/2
	for t, change := range changes {
		if epoch := t + 1; epoch < half {
			b.kernels.early(used, change, float64(epoch))
		} else {
			b.kernels.late(used, change, float64(epoch))
		}
	}
}

func (b *block) lane(lane int) (*quad, int) { return &b.quads[lane/abreast], lane % abreast }

// restart puts the lanes before a class's first epoch.
func (q *quad) restart(weights vector) {
	q.weight, q.flow = weights, vector{}
	empty := newHalf()
	for i := range abreast {
		q.lowest[i], q.highest[i], q.rising[i] = empty.lowest, empty.highest, empty.rising
		q.turns[i], q.firstTurn[i], q.lastTurn[i] = empty.turns, empty.firstTurn, empty.lastTurn
	}
}

// widen takes the range of the second half into that of the point.
func (q *quad) widen(i int) {
	q.least[i], q.most[i] = min(q.least[i], q.lowest[i]), max(q.most[i], q.highest[i])
}

func (q *quad) half(i int) half {
	return half{q.lowest[i], q.highest[i], q.rising[i], q.turns[i], q.firstTurn[i], q.lastTurn[i]}
}

func (q *quad) extremes(i int) extremes {
	return extremes{q.least[i], q.most[i], q.toLow[i], q.toHigh[i], q.lossy[i], q.gainful[i]}
}

func (q *quad) setExtremes(i int, e extremes) {
	q.least[i], q.most[i], q.toLow[i], q.toHigh[i], q.lossy[i], q.gainful[i] = e.least, e.most, e.toLow, e.toHigh, e.lossy, e.gainful
}
