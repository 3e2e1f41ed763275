package kernels

import (
	"cmp"
	"slices"

	"aeed/train/program"
)

type normalised struct {
	x, y          matrix
	mean, inverse Pointer
	columns       int32
	_             int32
}

type normSums struct {
	partial Pointer
	stride  int64
	copies  Pointer
	of      [2]normalised
}

// A measured buffer is one of which batch norms need sums, since they normalise it by the
// statistics of the batch, or since it is the gradient of what they gave. The operations
// that write it leave the sums, so that nobody has to read it again for them.
type measured struct {
	norms   []measuring // that are still to come, in the order of their columns
	partial Pointer     // of sums, (parts, stride of the rows)
	parts   int         // into which the rows are divided; 0 without any sums
	has     []bool      // of each column: the sums are of what is there
}

// A measuring is a batch norm that needs sums of a view.
type measuring struct {
	program.View
	adjoint *program.BatchNormAdjoint // nil forward
}

// measuredBy returns the buffers of which the batch norms among operations need sums.
func measuredBy(operations []program.Operation) map[program.Buffer]*measured {
	buffers := map[program.Buffer]*measured{}
	for _, op := range operations {
		var n measuring
		switch op := op.(type) {
		case *program.BatchNorm:
			if !op.Training {
				continue
			}
			n.View = op.X
		case *program.BatchNormAdjoint:
			n = measuring{op.DY, op}
		default:
			continue
		}
		if buffers[n.Buffer] == nil {
			buffers[n.Buffer] = &measured{has: make([]bool, n.Stride)}
		}
		m := buffers[n.Buffer]
		m.norms = append(m.norms, n)
		slices.SortStableFunc(m.norms, func(a, b measuring) int { return cmp.Compare(a.Offset, b.Offset) })
	}
	return buffers
}

// sumsWait tells whether the scratch memory holds sums that a batch norm is to read.
func (t *translator) sumsWait() bool {
	for _, m := range t.measured {
		if m.parts > 0 {
			return true
		}
	}
	return false
}

// overwrite forgets the sums of what a run writes.
func (t *translator) overwrite(run []program.Operation) {
	for _, op := range run {
		_, writes, adds := op.Views()
		for _, v := range slices.Concat(writes, adds) {
			if m := t.measured[v.Buffer]; m != nil {
				m.mark(v, false)
			}
		}
	}
}

// of returns has of the columns of a view.
func (m *measured) of(v program.View) []bool { return m.has[v.Offset:][:v.Columns] }

func (m *measured) mark(v program.View, has bool) {
	for i := range m.of(v) {
		m.of(v)[i] = has
	}
}

// sumsFor returns where the operation that writes a view leaves its sums, of so many
// parts; nowhere if no batch norm wants them, or not all of them.
func (t *translator) sumsFor(v program.View, parts int) normSums {
	m := t.measured[v.Buffer]
	if m == nil || m.parts > 0 && m.parts != parts {
		return normSums{}
	}
	wanted := slices.DeleteFunc(slices.Clone(m.norms), func(n measuring) bool { return !overlap(t.program, n.View, v) })
	if len(wanted) == 0 || wanted[0].adjoint != nil && !covered(v, wanted) {
		return normSums{}
	}
	if m.parts == 0 {
		m.parts, m.partial = parts, t.sums(parts*v.Stride)
	}
	m.mark(v, true)
	return t.sumsAt(m, v, wanted)
}

// covered tells whether at most two batch norms share the columns of a view, each of which
// is one's.
func covered(v program.View, norms []measuring) bool {
	if len(norms) > 2 || norms[0].Offset > v.Offset {
		return false
	}
	end := norms[0].Offset + norms[0].Columns
	if len(norms) == 2 {
		if norms[1].Offset != end {
			return false
		}
		end += norms[1].Columns
	}
	return v.Offset+v.Columns <= end
}

// sumsAt returns where the sums of a view lie in a buffer's, with what batch norms of its
// columns make them of.
func (t *translator) sumsAt(m *measured, v program.View, norms []measuring) normSums {
	sums := normSums{partial: m.partial + Pointer(16*v.Offset), stride: int64(v.Stride), copies: t.Bodies.Copies}
	for i, n := range norms {
		if n.adjoint != nil {
			sums.of[i] = t.normalised(n, v)
		}
	}
	return sums
}

// normalised returns what a batch norm made of the columns of its own that a view has.
func (t *translator) normalised(n measuring, v program.View) normalised {
	from, to := max(n.Offset, v.Offset)-n.Offset, min(n.Offset+n.Columns, v.Offset+v.Columns)-n.Offset
	statistics := t.Buffers[n.adjoint.Statistics]
	k := normalised{x: t.matrix(n.adjoint.X.Slice(from, to-from)), mean: statistics.plus(from), inverse: statistics.plus(n.Columns + from), columns: int32(to - from)}
	if n.adjoint.Rectify {
		k.y = t.matrix(n.adjoint.Y.Slice(from, to-from))
	}
	return k
}

// sumsOf returns the sums that a batch norm needs of a view, the gradient of what it gave
// if it is an adjoint, and of how many parts they are. It measures the columns of which
// nobody has left any.
func (t *translator) sumsOf(v program.View, adjoint *program.BatchNormAdjoint) (sums normSums, parts int) {
	n := measuring{v, adjoint}
	m, parts := t.measured[v.Buffer], int(tiles(v.Rows(), tile))
	if m != nil {
		at := slices.Index(m.norms, n)
		m.norms = slices.Delete(m.norms, at, at+1)
		if len(m.norms) == 0 {
			delete(t.measured, v.Buffer)
		}
	}
	if m == nil || m.parts != parts && slices.Contains(m.of(v), false) {
		m = &measured{partial: t.sums(parts * v.Stride), parts: parts, has: make([]bool, v.Stride)}
	}
	has := m.of(v)
	for from := 0; from < len(has); from++ {
		to := from
		for to < len(has) && !has[to] {
			to++
		}
		if to > from {
			part := v.Slice(from, to-from)
			t.add(newLaunch("norm_measure", table(m.parts, part.Columns), rows, normMeasure{
				t.matrix(part), t.sumsAt(m, part, []measuring{n}), int32(v.Rows()), int32(v.RowsOf()), int32(part.Columns)}))
			from = to
		}
	}
	return t.sumsAt(m, v, nil), m.parts
}
