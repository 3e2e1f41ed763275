// Means over the frames of a sequence and over all of a clip, and their gradients.
#include "matrix.h"

struct TimeMean {
  Matrix x, y; // (sequences, frames, joints) and (sequences, joints) rows
  int sequences, frames, joints, columns;
};

// Grid: tiles of 8 rows of y, tiles of 32 columns.
KERNEL(time_mean, TimeMean, 256) {
  const int row = blockIdx.x * block_rows + threadIdx.y, column = blockIdx.y * block_columns + threadIdx.x;
  if (row >= p.sequences * p.joints || column >= p.columns) return;
  double sum = 0;
  for (int t = 0; t < p.frames; t++) sum += p.x((row / p.joints * p.frames + t) * p.joints + row % p.joints, column);
  p.y(row, column) = static_cast<float>(sum / p.frames);
}

struct ClipMean {
  Matrix x, y;         // rows of each sequence; (clips) rows
  const int *sequence; // of body m of clip n, at n·bodies + m
  int rows, bodies, columns;
};

// Grid: clips, tiles of 32 columns.
KERNEL(clip_mean, ClipMean, 256) {
  const int clip = blockIdx.x, column = blockIdx.y * block_columns + threadIdx.x;
  Sum mine = {0, 0};
  if (column < p.columns) {
    for (int body = 0; body < p.bodies; body++) {
      const int first = p.sequence[clip * p.bodies + body] * p.rows;
      for (int row = threadIdx.y; row < p.rows; row += block_rows) mine.first += p.x(first + row, column);
    }
  }
  const Sum sum = down_block(mine);
  if (threadIdx.y == 0 && column < p.columns) p.y(clip, column) = static_cast<float>(sum.first / (static_cast<double>(p.bodies) * p.rows));
}

struct BodyGather {
  Matrix clips;        // a row for each clip
  float *sums;         // (sequences, columns)
  const int *sequence; // of each body
  int sequences, clip_count, bodies, columns;
};

// The sum, over the bodies that a sequence stands for, of the rows of their clips.
// Grid: tiles of 8 sequences, tiles of 32 columns.
KERNEL(body_gather, BodyGather, 256) {
  const int sequence = blockIdx.x * block_rows + threadIdx.y, column = blockIdx.y * block_columns + threadIdx.x;
  if (sequence >= p.sequences || column >= p.columns) return;
  double sum = 0;
  for (int i = 0; i < p.clip_count * p.bodies; i++)
    if (p.sequence[i] == sequence) sum += p.clips(i / p.bodies, column);
  p.sums[sequence * p.columns + column] = static_cast<float>(sum);
}

struct Spread {
  Matrix from, to; // (sequences, period) and (sequences, rows) rows
  int all_rows, rows, period, columns; // rows of a sequence, a multiple of period
  float divisor;
  int accumulate;
};

// The gradient of a mean: every row gets its share of the one that it went into.
// Grid: tiles of 8 rows, tiles of 32 columns.
KERNEL(spread, Spread, 256) {
  const int row = blockIdx.x * block_rows + threadIdx.y, column = blockIdx.y * block_columns + threadIdx.x;
  if (row >= p.all_rows || column >= p.columns) return;
  const float share = p.from(row / p.rows * p.period + row % p.period, column) / p.divisor;
  float &to = p.to(row, column);
  to = p.accumulate ? to + share : share;
}
