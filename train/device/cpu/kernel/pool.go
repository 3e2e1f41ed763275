package kernel

// A Pool is the largest of two or three neighbours, row by row: y = max(A, B, C),
// where C is nil if there are two.
type Pool struct {
	Rows, Columns int
	A, B, C       []float32
	Stride        int // of the neighbours
	Y             []float32
	YStride       int
	DA, DB, DC    []float32 // gradients of the neighbours
	DStride       int
	DY            []float32
	DYStride      int
}

// Run executes the pool.
func (p *Pool) Run() {
	p.check()
	fits("the output of a pool", p.Y, p.Rows, p.YStride, p.Columns)
	if p.Rows > 0 {
		pool(p)
	}
}

// Gradient adds dy to the gradient of the largest neighbour, the first of equal
// ones, or the first if it isn't a number. Neighbours may be the same row.
func (p *Pool) Gradient() {
	p.check()
	fits("dy of a pool", p.DY, p.Rows, p.DYStride, p.Columns)
	fits("the first gradient of a pool", p.DA, p.Rows, p.DStride, p.Columns)
	fits("the second gradient of a pool", p.DB, p.Rows, p.DStride, p.Columns)
	if p.C != nil {
		fits("the third gradient of a pool", p.DC, p.Rows, p.DStride, p.Columns)
	}
	if p.Rows > 0 {
		poolGradient(p)
	}
}

// check panics unless the neighbours are large enough.
func (p *Pool) check() {
	fits("the first neighbour of a pool", p.A, p.Rows, p.Stride, p.Columns)
	fits("the second neighbour of a pool", p.B, p.Rows, p.Stride, p.Columns)
	if p.C != nil {
		fits("the third neighbour of a pool", p.C, p.Rows, p.Stride, p.Columns)
	}
}

func (p *Pool) runGo() {
	for i := range p.Rows {
		for c := range p.Columns {
			at := i*p.Stride + c
			y := max(p.A[at], p.B[at])
			if p.C != nil {
				y = max(y, p.C[at])
			}
			p.Y[i*p.YStride+c] = y
		}
	}
}

func (p *Pool) gradientGo() {
	for i := range p.Rows {
		for c := range p.Columns {
			at, to := i*p.Stride+c, i*p.DStride+c
			best, d := p.A[at], p.DA
			if p.B[at] > best {
				best, d = p.B[at], p.DB
			}
			if p.C != nil && p.C[at] > best {
				d = p.DC
			}
			d[to] += p.DY[i*p.DYStride+c]
		}
	}
}
