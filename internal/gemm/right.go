package gemm

// A right is op(B), read in panels: all rows of the columns of a tile. A panel is
// packed, or lies in B as it was given if its columns are side by side there and fill
// whole vectors. The rows of a packed panel are whole vectors, too; what they hold
// beyond the columns of op(B) is undefined.
type right struct {
	packed []float32 // every panel, that of column j from j·k on; nil if B is as given
	b      []float32
	transB bool
	ldb    int

	panels []float32 // of some rows of op(B), to be packed as they are first used
	keeps  bool      // all panels, rather than one in the place of the other
}

// vectors returns how many vectors the columns fill.
func vectors(columns int) int { return split(columns, active.lanes) }

// panelAt returns how many vectors wide the panel at column j of n is, and how many
// columns it has.
func panelAt(j, n int) (width, columns int) {
	width = active.width(vectors(n - j))
	return width, min(width*active.lanes, n-j)
}

// begin makes room for panels of depth rows, which are kept for other rows of op(A) or
// used only once.
func (r *right) begin(s *scratch, n, depth int, keeps bool) {
	if r.packed != nil || !r.transB && n%active.lanes == 0 {
		return
	}
	r.keeps = keeps
	columns := (len(active.heights) - 1) * active.lanes
	if keeps && r.transB {
		columns = vectors(n) * active.lanes
	}
	s.panels = grow(s.panels, columns*depth)
	r.panels = s.panels
}

// panel gives a strip its rows, from l of k on, of the panel at column j. Packed ones
// are at a place in panels, where they are packed first if they are fresh. It returns
// the next panel's place.
func (r *right) panel(t *strip, at, width, columns, j, l, k int, fresh bool) int {
	row := width * active.lanes
	switch {
	case r.packed != nil:
		t.b, t.bRow = r.packed[j*k+l*row:], row
	case !r.transB && columns == row:
		t.b, t.bRow = r.b[l*r.ldb+j:], r.ldb
	default:
		t.b, t.bRow = r.panels[at:], row
		if fresh {
			r.pack(t.b, row, l, t.depth, j, columns)
		}
		if r.keeps {
			at += row * t.depth
		}
	}
	return at
}

// pack sets to[i·row+c] to op(B)'s element (l+i, j+c) for i < depth and c < columns.
func (r *right) pack(to []float32, row, l, depth, j, columns int) {
	if r.transB {
		transpose(to, row, r.b[j*r.ldb+l:], r.ldb, depth, columns)
		return
	}
	for i := range depth {
		copy(to[i*row:], r.b[(l+i)*r.ldb+j:][:columns])
	}
}
