// The words that kernels are written in, so that one source builds with nvcc,
// NVRTC, clang without the CUDA SDK, and as C++ for the emulator.
//
//	KERNEL(name, Parameters, threads) { … p.member … }   a kernel of one parameter p, in blocks of threads
//	DEVICE                                               a function that kernels call
//	SHARED(Type, name);                                  memory that a block shares; a type without constructors
//	barrier();                                           waits for all threads of the block
//	UNROLL for (…)                                       a short loop whose count is a constant, so that what it indexes
//	                                                     can stay in registers
//	across_warp(value, mask)                             the value of the lane whose number differs in the bits of mask
//	                                                     from that of this one; all 32 lanes must ask
//	multiply_add_tf32, multiply_add_bf16                 PTX's mma.m16n8k8 and mma.m16n8k16: D = A·B + D by all 32 lanes
#pragma once

#if defined(__CUDACC_RTC__) || defined(__NVCC__) || (defined(__clang__) && defined(__CUDA__))

#if !defined(__CUDACC_RTC__) && !defined(__NVCC__)
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __shared__ __attribute__((shared))
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))
#define __forceinline__ __inline__ __attribute__((always_inline))
#include <__clang_cuda_builtin_vars.h>
#endif

#define DEVICE static __device__ __forceinline__
#define MEMBER __device__ __forceinline__
#define SHARED(Type, name) __shared__ Type name
#define UNROLL _Pragma("unroll")
#define KERNEL(NAME, PARAMETERS, THREADS) extern "C" __global__ void __launch_bounds__(THREADS) NAME(const PARAMETERS p)

DEVICE void barrier() { __syncthreads(); }

DEVICE double across_warp(double value, int mask) {
  double other;
  asm volatile(
      "{\n\t.reg .b32 low, high;\n\tmov.b64 {low, high}, %1;\n\t"
      "shfl.sync.bfly.b32 low, low, %2, 0x1f, 0xffffffff;\n\tshfl.sync.bfly.b32 high, high, %2, 0x1f, 0xffffffff;\n\t"
      "mov.b64 %0, {low, high};\n\t}"
      : "=d"(other)
      : "d"(value), "r"(mask));
  return other;
}

DEVICE double square_root(double x) {
  double root;
  asm("sqrt.rn.f64 %0, %1;" : "=d"(root) : "d"(x));
  return root;
}

// rounded_product is x·y, never fused with an addition.
DEVICE double rounded_product(double x, double y) {
  double product;
  asm("mul.rn.f64 %0, %1, %2;" : "=d"(product) : "d"(x), "d"(y));
  return product;
}

// to_tf32 is x rounded to 11 bits, halves away from zero.
DEVICE unsigned to_tf32(float x) {
  unsigned y;
  asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(y) : "f"(x));
  return y;
}

// to_bf16 is a pair of numbers rounded to 8 bits, halves to the even neighbour.
DEVICE unsigned to_bf16(float low, float high) {
  unsigned both;
  asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(both) : "f"(high), "f"(low));
  return both;
}

DEVICE void multiply_add_tf32(float *d, const unsigned (&a)[4], const unsigned (&b)[2]) {
  asm volatile("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
               : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
               : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

DEVICE void multiply_add_bf16(float *d, const unsigned (&a)[4], const unsigned (&b)[2]) {
  asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
               : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
               : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

#else
#include "emulator.h"
#endif
