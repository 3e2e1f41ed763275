package gemm

// Packed is a right factor op(B) in the order in which products read it, for use in
// many products: the weights of a layer, packed once a step and multiplied with the
// rows of every clip. The zero value is a 0×0 matrix. Products with one Packed may run
// at the same time.
type Packed struct {
	n, k   int
	panels []float32
}

// PackB makes p the k×n matrix op(B): B or, if transB, the transpose of the n×k matrix
// B, stored with the row stride ldb. It copies B, to the memory that p has if that
// suffices. It panics as Multiply does.
func (p *Packed) PackB(transB bool, n, k int, b []float32, ldb int) {
	checkSizes(0, n, k, 0, ldb, 0)
	check("B", transB, k, n, ldb, len(b))
	p.n, p.k = n, k
	p.panels = grow(p.panels, vectors(n)*active.lanes*k)
	from := right{b: b, transB: transB, ldb: ldb}
	for j := 0; j < n; {
		width, columns := panelAt(j, n)
		from.pack(p.panels[j*k:], width*active.lanes, 0, k, j, columns)
		j += columns
	}
}

// Multiply computes
//
//	C ← α·op(A)·op(B) + 1·biasᵀ + β·C
//
// as the function Multiply does, where op(B) is the k×n matrix p, op(A) is m×k, and
// bias has a number for each column of C or is nil. It panics as Multiply does, and if
// there is a bias of another length than n.
func (p *Packed) Multiply(transA bool, m int, alpha float32, a []float32, lda int, beta float32, c []float32, ldc int, bias []float32) {
	checkSizes(m, p.n, p.k, lda, 0, ldc)
	check("A", transA, m, p.k, lda, len(a))
	check("C", false, m, p.n, ldc, len(c))
	if bias != nil && len(bias) != p.n {
		panic("gemm: bias has not a number for each column")
	}
	q := product{transA: transA, m: m, n: p.n, k: p.k, alpha: alpha, a: a, lda: lda, beta: beta, c: c, ldc: ldc, bias: bias}
	q.multiply(right{packed: p.panels})
}
