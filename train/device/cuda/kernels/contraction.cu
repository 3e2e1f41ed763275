// The aggregation along topologies and its gradients, which are one contraction,
// channel by channel:
//
//	out[s,i,j,c] (+)= Σ_k Σ_r a[s,i,r,k·columns + c]·b[s,j,r,k·columns + c]
//
// over the subsets k, which lie side by side. Where all of them share one a, its columns
// begin again after so many.
#include "matrix.h"

// A Factor is an operand, channels contiguous, with the distances of its other
// indices.
struct Factor {
  float *at;
  long long sequence, outer, inner; // distance of neighbouring s; of i or j; of r, or of j in out
};

struct Contraction {
  Factor out, a, b; // out: i is outer, j is inner
  NormSums norm;    // of out, a part for each block of a column
  int i_count, j_count, r_count, subsets, columns, columns_of_a, accumulate;
};

const int side = 4; // a thread makes side × side numbers of out

// Grid: tiles of 4 of i, tiles of 4·8 of j × tiles of 32 columns, sequences.
KERNEL(contraction, Contraction, 256) {
  const int tiles = (p.columns + block_columns - 1) / block_columns;
  const int column = blockIdx.y % tiles * block_columns + threadIdx.x;
  const int i = blockIdx.x * side, j = (blockIdx.y / tiles * block_rows + threadIdx.y) * side;
  const bool inside = column < p.columns && j < p.j_count;
  float sums[side][side] = {};
  for (int subset = 0; inside && subset < p.subsets; subset++) {
    const int place = subset * p.columns + column;
    const float *a = p.a.at + blockIdx.z * p.a.sequence + place % p.columns_of_a, *b = p.b.at + blockIdx.z * p.b.sequence + place;
    for (int r = 0; r < p.r_count; r++) {
      float of_a[side], of_b[side];
      UNROLL for (int k = 0; k < side; k++) {
        of_a[k] = i + k < p.i_count ? a[(i + k) * p.a.outer + r * p.a.inner] : 0;
        of_b[k] = j + k < p.j_count ? b[(j + k) * p.b.outer + r * p.b.inner] : 0;
      }
      UNROLL for (int k = 0; k < side; k++)
        UNROLL for (int l = 0; l < side; l++) sums[k][l] += of_a[k] * of_b[l];
    }
  }
  float *out = p.out.at + blockIdx.z * p.out.sequence + column;
  Sum mine = {0, 0};
  UNROLL for (int k = 0; k < side; k++) {
    UNROLL for (int l = 0; l < side; l++) {
      if (!inside || i + k >= p.i_count || j + l >= p.j_count) continue;
      float &to = out[(i + k) * p.out.outer + (j + l) * p.out.inner];
      to = p.accumulate ? to + sums[k][l] : sums[k][l];
      if (p.norm.partial) p.norm.add(mine, to, (blockIdx.z * p.i_count + i + k) * p.j_count + j + l, column, blockIdx.z);
    }
  }
  if (!p.norm.partial) return;
  const Sum sum = down_block(mine);
  if (threadIdx.y == 0 && column < p.columns)
    p.norm.put((blockIdx.z * gridDim.x + blockIdx.x) * (gridDim.y / tiles) + blockIdx.y / tiles, column, sum);
}
