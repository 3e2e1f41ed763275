package gemm

// A strip is a column of tiles of C, one above the other, with all that is needed
// to compute them. A tile has height rows and the columns of a panel of op(B). With
// depth columns of op(A) and rows of op(B),
//
//	C ← α·op(A)·op(B) + 1·biasᵀ + β·C
//
// where the products of an element are summed in their order, from the first.
type strip struct {
	a             []float32 // from the first element of op(A)
	aRow, aColumn int       // op(A)'s element (i, l) is a[i·aRow+l·aColumn]
	b             []float32 // from the first element of op(B)
	bRow          int       // its element (l, j) is b[l·bRow+j], in whole vectors
	c             []float32 // from the first element of C
	cRow          int
	depth         int // at least 1
	height        int // from 1 to the kernels' height for the width
	count         int // tiles, at least 1
	columns       int // of the last vector of a tile, at least 1
	alpha, beta   float32
	bias          []float32 // nil if there is none
	scaled, added bool      // α isn't 1 or there is a bias; β isn't 0

	// The vector forms fetch a number into the cache in each step, which needn't exist:
	// in the first, ahead of the tile's first of op(A), then aheadStep farther each time.
	ahead, aheadStep int
}

// goLanes is how wide the tiles of the Go form are, which are one row high.
const goLanes = 4

// runGo computes a strip of such tiles. The vector forms round otherwise, for they fuse
// multiply-adds.
func (s *strip) runGo() {
	for i := range s.count * s.height {
		tile := s.rowGo(s.a[i*s.aRow:])
		for j, sum := range tile[:s.columns] {
			if s.scaled {
				sum *= s.alpha
			}
			if s.bias != nil {
				sum += s.bias[j]
			}
			c := &s.c[i*s.cRow+j]
			if s.added {
				sum += s.beta * *c
			}
			*c = sum
		}
	}
}

// rowGo returns the product of a row of op(A).
func (s *strip) rowGo(a []float32) [goLanes]float32 {
	var c0, c1, c2, c3 float32 // arrays aren't kept in registers
	for l := range s.depth {
		v, b := a[l*s.aColumn], s.b[l*s.bRow:][:goLanes]
		c0 += v * b[0]
		c1 += v * b[1]
		c2 += v * b[2]
		c3 += v * b[3]
	}
	return [goLanes]float32{c0, c1, c2, c3}
}
