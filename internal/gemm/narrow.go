package gemm

// narrow says whether Cᵀ = op(B)ᵀ·op(A)ᵀ fills more of the vectors than C, which has
// few columns: the gradient of weights with few inputs. It takes an op(A)ᵀ that is
// read in place.
func (p *product) narrow() bool {
	const steps = 64 // that make up for the transposition of C
	return p.transA && p.k >= steps && p.n*vectors(p.m) < p.m*vectors(p.n)
}

// runTransposed computes a product that isn't trivial by its transpose.
func (p *product) runTransposed(b right, s *scratch) {
	s.c = grow(s.c, p.n*p.m)
	if p.beta != 0 {
		transpose(s.c, p.m, p.c, p.ldc, p.n, p.m)
	}
	q := product{transA: !b.transB, m: p.n, n: p.m, k: p.k, alpha: p.alpha, a: b.b, lda: b.ldb, beta: p.beta, c: s.c, ldc: p.m}
	q.run(right{b: p.a, ldb: p.lda}, s)
	transpose(p.c, p.ldc, s.c, p.m, p.m, p.n)
}
