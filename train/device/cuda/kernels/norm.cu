// Batch norms, of activations and of the input.
#include "matrix.h"

const double epsilon = 1e-5; // what is added to a variance

struct NormMeasure {
  Matrix x;
  Sum *partial; // (sequences, columns): Σ x and Σ x²
  int rows, columns; // rows of a sequence
};

// Sums are in double precision, where a square of a float is exact: what is lost by
// the subtraction in norm_combine is lost in x already.
// Grid: sequences, tiles of 32 columns.
KERNEL(norm_measure, NormMeasure, 256) {
  const int column = blockIdx.y * block_columns + threadIdx.x, sequence = blockIdx.x;
  Sum mine = {0, 0};
  if (column < p.columns) {
    for (int row = threadIdx.y; row < p.rows; row += block_rows) {
      const double x = p.x(sequence * p.rows + row, column);
      mine.first += x;
      mine.second += x * x;
    }
  }
  const Sum sum = down_block(mine);
  if (threadIdx.y == 0 && column < p.columns) p.partial[sequence * p.columns + column] = sum;
}

struct NormCombine {
  const Sum *partial; // (sequences, columns)
  const int *copies;  // of each sequence; null if all count once
  float *statistics;  // columns means, then columns times 1/√(variance + ε)
  float *mean, *variance; // running
  double momentum;
  int sequences, rows, columns;
};

// Grid: tiles of 32 columns.
KERNEL(norm_combine, NormCombine, 256) {
  const int column = blockIdx.x * block_columns + threadIdx.x;
  Sum mine = {0, 0};
  double count = 0;
  if (column < p.columns) {
    for (int s = threadIdx.y; s < p.sequences; s += block_rows) {
      const Sum sum = p.partial[s * p.columns + column];
      const double copies = p.copies ? p.copies[s] : 1;
      mine.first += copies * sum.first;
      mine.second += copies * sum.second;
    }
    for (int s = 0; s < p.sequences; s++) count += p.copies ? p.copies[s] : 1;
  }
  const Sum sum = down_block(mine);
  if (threadIdx.y > 0 || column >= p.columns) return;
  count *= p.rows;
  const double mean = sum.first / count;
  double variance = (sum.second - sum.first * mean) / count;
  if (variance < 0) variance = 0;
  p.statistics[column] = static_cast<float>(mean);
  p.statistics[p.columns + column] = static_cast<float>(1 / square_root(variance + epsilon));
  if (count > 1) variance *= count / (count - 1);
  p.mean[column] += static_cast<float>(p.momentum * (mean - p.mean[column]));
  p.variance[column] += static_cast<float>(p.momentum * (variance - p.variance[column]));
}

struct NormRunning {
  const float *mean, *variance;
  float *statistics;
  int columns;
};

// The statistics of inference. Grid: columns.
KERNEL(norm_running, NormRunning, 256) {
  const int column = blockIdx.x * blockDim.x + threadIdx.x;
  if (column >= p.columns) return;
  p.statistics[column] = p.mean[column];
  p.statistics[p.columns + column] = static_cast<float>(1 / square_root(p.variance[column] + epsilon));
}

struct NormApply {
  Matrix x, y, residual; // the residual's address may be null
  const float *statistics, *scale, *shift;
  int rows, columns, rectify; // all rows
};

// Grid: tiles of 32 rows, tiles of 32 columns.
KERNEL(norm_apply, NormApply, 256) {
  const int column = blockIdx.y * block_columns + threadIdx.x;
  if (column >= p.columns) return;
  const float mean = p.statistics[column], scale = p.scale[column] * p.statistics[p.columns + column], shift = p.shift[column];
  UNROLL for (int i = 0; i < 4; i++) {
    const int row = (blockIdx.x * 4 + i) * block_rows + threadIdx.y;
    if (row >= p.rows) return;
    float y = scale * (p.x(row, column) - mean) + shift;
    if (p.residual.at) y += p.residual(row, column);
    p.y(row, column) = p.rectify && y < 0 ? 0 : y;
  }
}

struct NormGradient {
  Matrix dy, x, y; // y's address is null if nothing was rectified
  const float *statistics;
  Sum *partial; // (sequences, columns): Σ g and Σ g·x̂
  int rows, columns; // rows of a sequence
};

// Grid: sequences, tiles of 32 columns.
KERNEL(norm_gradient_measure, NormGradient, 256) {
  const int column = blockIdx.y * block_columns + threadIdx.x, sequence = blockIdx.x;
  Sum mine = {0, 0};
  if (column < p.columns) {
    const float mean = p.statistics[column], inverse = p.statistics[p.columns + column];
    for (int i = threadIdx.y; i < p.rows; i += block_rows) {
      const int row = sequence * p.rows + i;
      if (p.y.at && !(p.y(row, column) > 0)) continue;
      const double g = p.dy(row, column);
      mine.first += g;
      mine.second += g * ((p.x(row, column) - mean) * inverse);
    }
  }
  const Sum sum = down_block(mine);
  if (threadIdx.y == 0 && column < p.columns) p.partial[sequence * p.columns + column] = sum;
}

struct NormGradientCombine {
  const Sum *partial; // (sequences, columns)
  const int *copies;  // of each sequence
  Sum *means;         // of each column: Σ g / n and Σ g·x̂ / n
  float *dscale, *dshift;
  int sequences, rows, columns;
};

// Grid: tiles of 32 columns.
KERNEL(norm_gradient_combine, NormGradientCombine, 256) {
  const int column = blockIdx.x * block_columns + threadIdx.x;
  Sum mine = {0, 0};
  double count = 0;
  if (column < p.columns) {
    for (int s = threadIdx.y; s < p.sequences; s += block_rows) {
      const Sum sum = p.partial[s * p.columns + column];
      mine.first += sum.first;
      mine.second += sum.second;
    }
    for (int s = 0; s < p.sequences; s++) count += p.copies[s];
  }
  const Sum sum = down_block(mine);
  if (threadIdx.y > 0 || column >= p.columns) return;
  count *= p.rows;
  p.means[column].first = sum.first / count;
  p.means[column].second = sum.second / count;
  p.dshift[column] += static_cast<float>(sum.first);
  p.dscale[column] += static_cast<float>(sum.second);
}

struct NormGradientApply {
  Matrix dy, x, y, dx, dresidual; // addresses of y and dresidual may be null
  const float *statistics, *scale;
  const Sum *means;
  const int *copies;
  int all_rows, rows, columns; // rows of a sequence
  int accumulate, accumulate_residual;
};

// Grid: tiles of 32 rows, tiles of 32 columns.
KERNEL(norm_gradient_apply, NormGradientApply, 256) {
  const int column = blockIdx.y * block_columns + threadIdx.x;
  if (column >= p.columns) return;
  const float mean = p.statistics[column], inverse = p.statistics[p.columns + column], scale = p.scale[column] * inverse;
  const float sum = static_cast<float>(p.means[column].first), product = static_cast<float>(p.means[column].second);
  UNROLL for (int i = 0; i < 4; i++) {
    const int row = (blockIdx.x * 4 + i) * block_rows + threadIdx.y;
    if (row >= p.all_rows) return;
    const float g = p.y.at && !(p.y(row, column) > 0) ? 0 : p.dy(row, column);
    if (p.dresidual.at) {
      float &to = p.dresidual(row, column);
      to = p.accumulate_residual ? to + g : g;
    }
    const float copies = static_cast<float>(p.copies[row / p.rows]), normalised = (p.x(row, column) - mean) * inverse;
    const float dx = scale * (g - copies * (sum + normalised * product));
    float &to = p.dx(row, column);
    to = p.accumulate ? to + dx : dx;
  }
}
