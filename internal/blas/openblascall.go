//go:build linux && (amd64 || arm64)

package blas

import (
	"runtime"
	"unsafe"

	"github.com/ebitengine/purego"
)

// A call holds the arguments of Fortran's SGEMM, which are all addresses. It lies on the
// heap, and so does all that it points to, none of which the garbage collector moves or,
// while the call is reachable, frees. The integers read the same as 32 bits, which most
// builds use, as they do as 64, for they are below 2³¹ and little-endian.
type call struct {
	m, n, k, lda, ldb, ldc int64
	alpha, beta            float32
	transA, transB         byte
	arguments              [13]unsafe.Pointer
}

// The places of the matrices among the arguments.
const argumentA, argumentB, argumentC = 6, 8, 11

func newCall() *call {
	c := new(call)
	for i, p := range []unsafe.Pointer{
		unsafe.Pointer(&c.transA), unsafe.Pointer(&c.transB),
		unsafe.Pointer(&c.m), unsafe.Pointer(&c.n), unsafe.Pointer(&c.k),
		unsafe.Pointer(&c.alpha), nil, unsafe.Pointer(&c.lda), nil, unsafe.Pointer(&c.ldb),
		unsafe.Pointer(&c.beta), nil, unsafe.Pointer(&c.ldc),
	} {
		c.arguments[i] = p
	}
	return c
}

// newFortranSgemm returns the product through sgemm_, OpenBLAS's Fortran routine.
// All its arguments are addresses, so it takes purego's plain call; cblas_sgemm, with
// floats among them, would take the call by reflection.
//
// A goroutine in C doesn't count as running, so without a limit each waiting product
// would get a thread, and from OpenBLAS a buffer of megabytes. The limit is the number
// of calls.
func newFortranSgemm(routine uintptr) sgemm {
	free := make(chan *call, runtime.NumCPU())
	for range cap(free) {
		free <- newCall()
	}
	return func(transA, transB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
		f := <-free
		// Fortran's matrices are column-major, ours transposed: Cᵀ = op(B)ᵀ·op(A)ᵀ.
		f.transA, f.transB = transpose(transB), transpose(transA)
		f.m, f.n, f.k = int64(n), int64(m), int64(k)
		f.lda, f.ldb, f.ldc = int64(ldb), int64(lda), int64(ldc)
		f.alpha, f.beta = alpha, beta
		f.arguments[argumentA], f.arguments[argumentB], f.arguments[argumentC] = unsafe.Pointer(&b[0]), unsafe.Pointer(&a[0]), unsafe.Pointer(&c[0])
		purego.SyscallN(routine, unsafe.Slice((*uintptr)(unsafe.Pointer(&f.arguments)), len(f.arguments))...)
		runtime.KeepAlive(f)
		f.arguments[argumentA], f.arguments[argumentB], f.arguments[argumentC] = nil, nil, nil
		free <- f
	}
}

// transpose returns Fortran's character for a transposed factor or a plain one.
func transpose(transposed bool) byte {
	if transposed {
		return 'T'
	}
	return 'N'
}
