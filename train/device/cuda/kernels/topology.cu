// The parts of a topology that are not matrix products: the products are those of
// convolution.cu, whose rows are the pairs (s, u, v).
#include "functions.h"
#include "matrix.h"

struct Relation {
  Matrix left, right, relation; // (s, u), (s, v) and (s, u, v) rows
  int sequences, joints, columns;
};

// relation = tanh(left − right). Grid: tiles of 8 rows of relation, tiles of 32
// columns.
KERNEL(topology_relation, Relation, 256) {
  const int row = blockIdx.x * block_rows + threadIdx.y, column = blockIdx.y * block_columns + threadIdx.x;
  const int v = row % p.joints, u = row / p.joints % p.joints, sequence = row / p.joints / p.joints;
  if (sequence >= p.sequences || column >= p.columns) return;
  p.relation(row, column) = hyperbolic_tangent(p.left(sequence * p.joints + u, column) - p.right(sequence * p.joints + v, column));
}

struct RelationGradient {
  Matrix relation, dleft, dright;
  const float *products; // (s, u, v, columns): Σ_c dy·W
  const float *strength;
  int sequences, joints, columns;
};

// Grid: tiles of 8 of (sequence, joint), tiles of 32 columns.
KERNEL(topology_relation_gradient, RelationGradient, 256) {
  const int row = blockIdx.x * block_rows + threadIdx.y, column = blockIdx.y * block_columns + threadIdx.x;
  const int joint = row % p.joints, sequence = row / p.joints;
  if (sequence >= p.sequences || column >= p.columns) return;
  double left = 0, right = 0;
  for (int other = 0; other < p.joints; other++) {
    const int as_left = (sequence * p.joints + joint) * p.joints + other, as_right = (sequence * p.joints + other) * p.joints + joint;
    const float out = p.relation(as_left, column), in = p.relation(as_right, column);
    left += (1 - out * out) * p.products[static_cast<long long>(as_left) * p.columns + column];
    right += (1 - in * in) * p.products[static_cast<long long>(as_right) * p.columns + column];
  }
  p.dleft(row, column) = static_cast<float>(*p.strength * left);
  p.dright(row, column) = static_cast<float>(-*p.strength * right);
}

struct SharedGradient {
  Matrix dy;
  float *dshared; // (joints, joints)
  int sequences, pairs, columns;
};

// Grid: pairs of joints.
KERNEL(topology_shared_gradient, SharedGradient, 256) {
  Sum mine = {0, 0};
  const int pair = blockIdx.x, lane = threadIdx.y * block_columns + threadIdx.x;
  for (int i = lane; i < p.sequences * p.columns; i += block_columns * block_rows)
    mine.first += p.dy(i / p.columns * p.pairs + pair, i % p.columns);
  double sum = down_block(mine).first;
  if (threadIdx.y > 0) return;
  for (int mask = 1; mask < block_columns; mask *= 2) sum += across_warp(sum, mask);
  if (threadIdx.x == 0) p.dshared[pair] += static_cast<float>(sum);
}

struct StrengthGradient {
  const float *dweight, *weight; // (columns, relations), without the strength
  const float *dbias, *bias;     // columns, likewise
  const float *strength;
  float *into_weight, *into_bias, *dstrength;
  int weights, biases;
};

// The gradients of weight and bias are the strength times what they would be without
// it; that of the strength is what they would be, weighted by them. One block.
KERNEL(topology_strength_gradient, StrengthGradient, 256) {
  Sum mine = {0, 0};
  const int lane = threadIdx.y * block_columns + threadIdx.x;
  for (int i = lane; i < p.weights; i += block_columns * block_rows) {
    mine.first += static_cast<double>(p.dweight[i]) * p.weight[i];
    p.into_weight[i] += *p.strength * p.dweight[i];
  }
  for (int i = lane; i < p.biases; i += block_columns * block_rows) {
    mine.first += static_cast<double>(p.dbias[i]) * p.bias[i];
    p.into_bias[i] += *p.strength * p.dbias[i];
  }
  double sum = down_block(mine).first;
  if (threadIdx.y > 0) return;
  for (int mask = 1; mask < block_columns; mask *= 2) sum += across_warp(sum, mask);
  if (threadIdx.x == 0) *p.dstrength += static_cast<float>(sum);
}
