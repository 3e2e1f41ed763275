package blas

import (
	"runtime/debug"
	"strings"
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

const gonumModule = "gonum.org/v1/gonum"

func openGonum() Library {
	name := "gonum"
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, module := range build.Deps {
			if module.Path == gonumModule {
				name += " " + strings.TrimPrefix(module.Version, "v")
			}
		}
	}
	return Library{name: name, multiply: gonumSgemm}
}

// The tiles of a product: tileSide rows of op(A) times tileSide columns of op(B), over
// tileDepth of their common dimension. Gonum multiplies a tile of one of its blocks,
// 64×64, on the caller's thread.
const (
	tileSide  = 64
	tileDepth = 256
)

// panels holds a tile of op(A) and one of op(B)ᵀ, row by row.
type panels struct {
	a, b [tileSide * tileDepth]float32
}

var panelPool = sync.Pool{New: func() any { return new(panels) }}

// gonumSgemm multiplies tile by tile. Gonum is fastest, 2 to 10 times, where the
// common dimension is contiguous in both factors, and so is every tile given to it,
// copied first where it isn't. That form also keeps 0·∞ = NaN, which the others skip.
func gonumSgemm(transA, transB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
	p := panelPool.Get().(*panels)
	defer panelPool.Put(p)
	for j := 0; j < n; j += tileSide {
		columns := min(tileSide, n-j)
		beta := beta
		for l := 0; l < k; l += tileDepth {
			depth := min(tileDepth, k-l)
			bTile, bStride := contiguous(!transB, p.b[:], b, ldb, j, l, columns, depth)
			for i := 0; i < m; i += tileSide {
				rows := min(tileSide, m-i)
				aTile, aStride := contiguous(transA, p.a[:], a, lda, i, l, rows, depth)
				gonum.Implementation{}.Sgemm(blas.NoTrans, blas.Trans, rows, columns, depth,
					alpha, aTile, aStride, bTile, bStride, beta, c[i*ldc+j:], ldc)
			}
			beta = 1
		}
	}
}

// contiguous returns the rows×depth tile at (i, l) of X, or of Xᵀ if transposed, with
// its row stride: in place, or the transposed one copied to panel.
func contiguous(transposed bool, panel, x []float32, stride, i, l, rows, depth int) ([]float32, int) {
	if !transposed {
		return x[i*stride+l:], stride
	}
	for d := range depth {
		for r, v := range x[(l+d)*stride+i:][:rows] {
			panel[r*depth+d] = v
		}
	}
	return panel, depth
}
