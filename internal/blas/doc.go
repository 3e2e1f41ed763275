// Package blas multiplies single-precision matrices as fast as the machine's
// libraries allow: through OpenBLAS where the system has it, opened at run time
// so that a build needs neither a C compiler nor its headers, and through gonum,
// in Go, everywhere else.
//
//	library := blas.Open()
//	fmt.Println(library.Name()) // OpenBLAS 0.3.21, SkylakeX
//	library.Sgemm(false, false, m, n, k, 1, a, k, b, n, 0, c, n) // C = A·B
//
// # Matrices
//
// A matrix is a slice in row-major order with a row stride, the distance of one
// row's start from the next one's, of at least its columns: element (i, j) of A
// is a[i·lda+j]. What lies between the rows' ends and the next starts is neither
// used nor changed.
//
// # Parallelism
//
// A product runs on the thread of the goroutine that asks for it and on no other.
// The network's products are small, and one is faster on one core than shared out:
// a caller parallelises over clips, one goroutine each, and calls Sgemm from all of
// them at once. No more products are in OpenBLAS at a time than the machine has
// cores; others wait.
//
// # Which library
//
// Open looks for OpenBLAS by the names that dynamic linkers know and in the folders
// where distributions put it (Debian: libopenblas0-pthread). The environment
// variable AEED_OPENBLAS names the one to use, or is "off" for gonum. A build of
// OpenBLAS is used only if it has POSIX threads, for the sequential and the OpenMP
// builds don't keep concurrent calls apart or on their callers' threads, and if it
// multiplies some matrices right: older builds are known to err on processors that
// are younger than they. Library.Fallback says why OpenBLAS is not used.
//
// OpenBLAS before 0.3.25 takes an Intel processor that it doesn't know for a
// Prescott, of 2004, at a fifth of the speed. Open then has it use the kernels of
// the vector instructions that the processor has, unless OPENBLAS_CORETYPE is set.
//
// The libraries sum in different orders, so their results differ in the last bits;
// each one's own are the same in every run on one machine.
package blas
