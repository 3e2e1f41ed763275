// The max pool over three neighbouring frames.
#include "matrix.h"

struct Pool {
  Matrix x, y, dx, dy;
  int sequences, joints, columns, frames_x, frames_y, stride;

  // largest returns the frame of x from which frame t of y is taken: the first of
  // those that are largest.
  MEMBER int largest(int sequence, int t, int joint, int column) const {
    int best = -1;
    float top = 0;
    for (int from = t * stride - 1; from <= t * stride + 1; from++) {
      if (from < 0 || from >= frames_x) continue;
      const float value = x((sequence * frames_x + from) * joints + joint, column);
      if (best < 0 || value > top) {
        best = from;
        top = value;
      }
    }
    return best;
  }
};

// Grid: tiles of 8 rows of y, tiles of 32 columns.
KERNEL(max_pool, Pool, 256) {
  const int row = blockIdx.x * block_rows + threadIdx.y, column = blockIdx.y * block_columns + threadIdx.x;
  if (row >= p.sequences * p.frames_y * p.joints || column >= p.columns) return;
  const int joint = row % p.joints, t = row / p.joints % p.frames_y, sequence = row / p.joints / p.frames_y;
  p.y(row, column) = p.x((sequence * p.frames_x + p.largest(sequence, t, joint, column)) * p.joints + joint, column);
}

// A frame of x asks each window that it is in whether it was the largest, so nobody
// writes to the same place.
// Grid: tiles of 8 rows of x, tiles of 32 columns.
KERNEL(max_pool_gradient, Pool, 256) {
  const int row = blockIdx.x * block_rows + threadIdx.y, column = blockIdx.y * block_columns + threadIdx.x;
  if (row >= p.sequences * p.frames_x * p.joints || column >= p.columns) return;
  const int joint = row % p.joints, frame = row / p.joints % p.frames_x, sequence = row / p.joints / p.frames_x;
  float sum = 0;
  for (int at = frame > 0 ? frame - 1 : 0; at <= frame + 1; at++) {
    const int t = at / p.stride;
    if (at % p.stride == 0 && t < p.frames_y && p.largest(sequence, t, joint, column) == frame)
      sum += p.dy((sequence * p.frames_y + t) * p.joints + joint, column);
  }
  p.dx(row, column) = sum;
}
