// Package gemm multiplies single-precision matrices in Go and its assembly, for the
// network's products: many rows times small weights, and the gradients of these.
// It needs no library, makes no call into C, and allocates nothing from call to call.
//
//	gemm.Multiply(false, true, m, n, k, 1, x, k, weights, k, 0, y, n) // Y = X·Wᵀ
//
// Weights that many products share are packed once:
//
//	var layer gemm.Packed
//	layer.PackB(true, n, k, weights, k)
//	layer.Multiply(false, m, 1, x, k, 0, y, n, bias) // Y = X·Wᵀ + 1·biasᵀ
//
// Matrices are as in package blas: slices in row-major order with a row stride, and
// nothing beyond a row's columns is read or changed. A product runs on the caller's
// goroutine alone; any number of them may run at the same time.
//
// # Tiles
//
// C is computed tile by tile. A tile's sums stay in the vector registers, 9×48, 14×32 or
// 28×16 numbers with AVX-512 and 6×16 or 12×8 with AVX2, while a step takes a row of op(B)
// and a column of op(A): vectors of the one, and each number of the other spread over a
// vector. Either order of A's elements is read where it lies. Op(B) is read in panels as
// wide as a tile, in place if it isn't transposed and fills whole vectors, else packed.
// Masks cut the last vector of a row. If C has so few columns that they fill vectors badly,
// and op(A) is a transpose, C's transpose is computed instead. Processors without these
// vectors use plain Go.
//
// # Bits
//
// An element is the sum of its products in their order, by fused multiply-adds, in equal
// blocks of at most 640 products whose sums, scaled by α, are then added up. So its bits
// depend on its row of op(A), its column of op(B), α, β and the bias, and not on m, n, the
// strides, the transposes, the packing, the vectors' width or the caller: the rows of a
// clip give the same alone and in a batch. Plain Go rounds otherwise.
package gemm
