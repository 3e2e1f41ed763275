package sim

import "aeed/dynamics"

// kernels are the inner loops of the engine in one implementation. All
// implementations return the same bits, NaN patterns aside.
type kernels struct {
	name string
	// early and late advance every lane by one epoch, whose entropy differs by
	// change from the one before. late, in the second half of a run, follows the
	// turns of the weight and its range there, which is not in least and most.
	early, late func(quads []quad, change, epoch float64)
	// decay advances every lane by epochs. The number of quads is a multiple of
	// gang.
	decay func(quads []decayingQuad, epochs int)
}

// gang is the number of quads whose epochs the assembly interleaves, so that one
// computes while another waits for its last result.
const gang = 4

// goKernels are the plain loops: what the assembly must equal, and what machines
// without it run.
var goKernels = kernels{name: "go", early: advanceEarly, late: advanceLate, decay: advanceDecaying}

// Every product below is rounded by a conversion, so that no compiler fuses it
// with a sum. An extreme takes a number only if it compares as further out,
// which NaN never does.

func advanceEarly(quads []quad, change, epoch float64) {
	for n := range quads {
		q := &quads[n]
		for i := range abreast {
			q.advance(i, change, epoch)
			q.reach(i)
		}
	}
}

func advanceLate(quads []quad, change, epoch float64) {
	for n := range quads {
		q := &quads[n]
		for i := range abreast {
			before := q.weight[i]
			q.advance(i, change, epoch)
			q.turn(i, before, epoch)
		}
	}
}

// advance moves lane i by one epoch and notes its extremes, but for those of the
// weight.
func (q *quad) advance(i int, change, epoch float64) {
	w := q.weight[i]
	flow := float64(q.fresh[i]*change) + float64(q.beta[i]*q.flow[i])
	rate := flow - float64(q.gamma[i]*(w-q.anchor[i]))
	next := clip(w+float64(float64(q.eta[i]*w)*rate), q.low[i], q.high[i])
	q.flow[i], q.weight[i] = flow, next

	if w > 0 {
		if rate < 0 && rate > q.lossy[i] {
			q.lossy[i] = rate
		}
		if rate >= 0 && rate < q.gainful[i] {
			q.gainful[i] = rate
		}
	}
	if next <= q.low[i] && epoch < q.toLow[i] {
		q.toLow[i] = epoch
	}
	if next >= q.high[i] && epoch < q.toHigh[i] {
		q.toHigh[i] = epoch
	}
}

// reach notes how far the weight of lane i has gone.
func (q *quad) reach(i int) {
	next := q.weight[i]
	if next < q.least[i] {
		q.least[i] = next
	}
	if next > q.most[i] {
		q.most[i] = next
	}
}

// turn notes what the weight of lane i did when it moved in the second half.
func (q *quad) turn(i int, before, epoch float64) {
	next := q.weight[i]
	if next < q.lowest[i] {
		q.lowest[i] = next
	}
	if next > q.highest[i] {
		q.highest[i] = next
	}
	change := next - before
	if float64(change*q.rising[i]) < 0 {
		q.turns[i]++
		if epoch < q.firstTurn[i] {
			q.firstTurn[i] = epoch
		}
		if epoch > q.lastTurn[i] {
			q.lastTurn[i] = epoch
		}
	}
	if change != 0 {
		q.rising[i] = change
	}
}

func advanceDecaying(quads []decayingQuad, epochs int) {
	for n := range quads {
		q := &quads[n]
		for i := range abreast {
			w, flow, excess := q.weight[i], q.flow[i], q.excess[i]
			for range epochs {
				left := float64(excess * q.ratio[i])
				flow = float64(q.fresh[i]*(left-excess)) + float64(q.beta[i]*flow)
				rate := flow - float64(q.gamma[i]*(w-q.anchor[i]))
				w = clip(w+float64(float64(q.eta[i]*w)*rate), q.low[i], q.high[i])
				excess = left
			}
			q.weight[i], q.flow[i], q.excess[i] = w, flow, excess
		}
	}
}

func clip(weight, low, high float64) float64 {
	return dynamics.Clip{Low: low, High: high}.Apply(weight)
}
