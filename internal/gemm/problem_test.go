package gemm

import (
	"fmt"
	"math"
)

// A problem is a product with known factors, to be computed and checked.
type problem struct {
	transA, transB bool
	m, n, k        int
	alpha, beta    float32
	a, b, c, start []float32 // start is c before
	lda, ldb, ldc  int
	bias           []float32
}

// newProblem returns a problem with α = 1.5, β = −0.5, factors in [−1, 1) and gap
// elements, NaN, after each row.
func newProblem(transA, transB bool, m, n, k, gap int) *problem {
	p := &problem{transA: transA, transB: transB, m: m, n: n, k: k, alpha: 1.5, beta: -0.5}
	p.a, p.lda = filled(transA, m, k, gap, 1)
	p.b, p.ldb = filled(transB, k, n, gap, 2)
	p.start, p.ldc = filled(false, m, n, gap, 3)
	p.c = append([]float32(nil), p.start...)
	return p
}

// filled returns a matrix X, or Xᵀ if transposed, of rows×columns X, and its stride.
func filled(transposed bool, rows, columns, gap int, seed uint32) ([]float32, int) {
	if transposed {
		rows, columns = columns, rows
	}
	stride := max(1, columns+gap)
	x := make([]float32, rows*stride)
	for i := range x {
		seed = seed*1664525 + 1013904223 // Numerical Recipes' quick generator
		x[i] = float32(seed>>8)*0x1p-23 - 1
		if i%stride >= columns {
			x[i] = float32(math.NaN())
		}
	}
	return x, stride
}

type sgemm func(transA, transB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int)

func (p *problem) run(multiply sgemm) {
	multiply(p.transA, p.transB, p.m, p.n, p.k, p.alpha, p.a, p.lda, p.b, p.ldb, p.beta, p.c, p.ldc)
}

// runPacked computes the product, with the bias, by a Packed that had another matrix.
func (p *problem) runPacked() {
	var b Packed
	b.PackB(false, 3, 5, make([]float32, 15), 3)
	b.PackB(p.transB, p.n, p.k, p.b, p.ldb)
	b.Multiply(p.transA, p.m, p.alpha, p.a, p.lda, p.beta, p.c, p.ldc, p.bias)
}

// check returns an error if an element of C is off by more than float32 arithmetic
// explains in any order of summation, |error| ≤ (k+4)·2⁻²⁴·(|α|·Σ|a·b| + |bias| + |β·c|),
// or if the gaps between its rows were written to.
func (p *problem) check() error {
	alpha, beta := float64(p.alpha), float64(p.beta)
	for i, got := range p.c {
		row, column := i/p.ldc, i%p.ldc
		if column >= p.n {
			if math.Float32bits(got) != math.Float32bits(p.start[i]) {
				return fmt.Errorf("wrote behind row %d of C in %s", row, p)
			}
			continue
		}
		var sum, magnitude float64
		for l := range p.k {
			product := float64(at(p.transA, p.a, p.lda, row, l)) * float64(at(p.transB, p.b, p.ldb, l, column))
			sum += product
			magnitude += math.Abs(product)
		}
		want, bound := alpha*sum, math.Abs(alpha)*magnitude
		if p.bias != nil {
			want += float64(p.bias[column])
			bound += math.Abs(float64(p.bias[column]))
		}
		if beta != 0 {
			want += beta * float64(p.start[i])
			bound += math.Abs(beta * float64(p.start[i]))
		}
		bound *= float64(p.k+4) * 0x1p-24
		if !(math.Abs(float64(got)-want) <= bound) {
			return fmt.Errorf("C[%d,%d] = %g, want %g ± %.1g, in %s", row, column, got, want, bound, p)
		}
	}
	return nil
}

// at returns element (i, j) of X, or of Xᵀ if transposed.
func at(transposed bool, x []float32, stride, i, j int) float32 {
	if transposed {
		i, j = j, i
	}
	return x[i*stride+j]
}

func (p *problem) String() string {
	return fmt.Sprintf("C = %g·A·B + %g·C of %d×%d×%d, transposed %t and %t, strides %d, %d and %d",
		p.alpha, p.beta, p.m, p.n, p.k, p.transA, p.transB, p.lda, p.ldb, p.ldc)
}
