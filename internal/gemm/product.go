package gemm

// A product is one that was asked for, but for its right factor.
type product struct {
	transA  bool
	m, n, k int
	alpha   float32
	a       []float32
	lda     int
	beta    float32
	c       []float32
	ldc     int
	bias    []float32 // nil if there is none
}

// multiply computes the product with a right factor.
func (p *product) multiply(b right) {
	if p.trivial() {
		return
	}
	s := scratches.Get().(*scratch)
	if b.packed == nil && p.narrow() {
		p.runTransposed(b, s)
	} else {
		p.run(b, s)
	}
	s.strip = strip{} // lets go of the matrices
	scratches.Put(s)
}

// trivial says whether there is nothing to multiply, and then does what remains.
func (p *product) trivial() bool {
	if p.m > 0 && p.n > 0 && p.k > 0 && p.alpha != 0 {
		return false
	}
	for i := range p.m {
		row := p.c[i*p.ldc:][:p.n]
		if p.beta == 0 {
			clear(row)
		}
		for j := range row {
			row[j] *= p.beta
			if p.bias != nil {
				row[j] += p.bias[j]
			}
		}
	}
	return true
}

// The blocks of a product. At most depthBlock columns of op(A) are multiplied at a time,
// with all panels of as many rows of op(B), and of each of those columns so many rows
// that they, at most blockSize numbers, stay in the second cache from one panel to the
// next. The bits of C depend on depthBlock, but on nothing else here.
const (
	depthBlock = 640
	blockSize  = 128 << 10
)

// run computes a product that isn't trivial.
func (p *product) run(b right, s *scratch) {
	t := &s.strip
	*t = strip{cRow: p.ldc, aRow: p.lda, aColumn: 1, alpha: p.alpha, beta: p.beta, added: p.beta != 0}
	if p.transA {
		t.aRow, t.aColumn = 1, p.lda
	}
	depths := split(p.k, depthBlock)
	for d := range depths {
		l := p.k * d / depths
		t.depth = p.k*(d+1)/depths - l
		if d > 0 {
			t.beta, t.added, p.bias = 1, true, nil
		}
		t.scaled = p.alpha != 1 || p.bias != nil
		blocks := split(p.m, blockSize/t.depth)
		b.begin(s, p.n, t.depth, blocks > 1)
		for i := range blocks {
			first := p.m * i / blocks
			p.block(t, &b, first, p.m*(i+1)/blocks-first, l)
		}
	}
}

// split returns into how many parts of at most so many of them n things are split.
func split(n, most int) int { return (n + most - 1) / most }

// block computes rows of C as far as the steps of the common dimension from l on make
// them, as many as the strip has.
func (p *product) block(t *strip, b *right, first, rows, l int) {
	at := 0
	for j := 0; j < p.n; {
		width, columns := panelAt(j, p.n)
		at = b.panel(t, at, width, columns, j, l, p.k, first == 0)
		t.columns = columns - (width-1)*active.lanes
		if p.bias == nil {
			t.bias = nil
		} else {
			t.bias = p.bias[j:]
		}
		p.strips(t, width, first, rows, l, j)
		j += columns
	}
}

// strips computes rows of the columns of a panel, in tiles of nearly the same height: a
// low one, left over, would be slow.
func (p *product) strips(t *strip, width, first, rows, l, j int) {
	tiles := split(rows, active.heights[width])
	low := rows / tiles
	higher := rows - low*tiles
	for _, s := range [2]struct{ height, count int }{{low + 1, higher}, {low, tiles - higher}} {
		if s.count == 0 {
			continue
		}
		t.height, t.count = s.height, s.count
		t.a, t.c = p.a[first*t.aRow+l*t.aColumn:], p.c[first*p.ldc+j:]
		t.ahead, t.aheadStep = p.ahead(t.height)
		active.run(t, width)
		first += s.height * s.count
	}
}

// ahead returns what a strip's tiles of a height fetch into the cache: of a transposed
// A, the columns some steps ahead; else the rows of the next tile, line by line, if they
// are small enough to stay there; else nothing new.
func (p *product) ahead(height int) (distance, step int) {
	const columns, most, line = 8, 4096, 16
	switch {
	case p.transA:
		return columns * p.lda, p.lda
	case height*p.lda <= most:
		return height * p.lda, line
	}
	return 0, 0
}
