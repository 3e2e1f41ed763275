// Batch norms, of activations and of the input.
#include "matrix.h"

const double epsilon = 1e-5; // what is added to a variance

struct NormMeasure {
  Matrix x; // or dy
  NormSums sums;
  int all_rows, rows, columns; // rows of a sequence
};

// Grid: parts of 64 rows, tiles of 32 columns.
KERNEL(norm_measure, NormMeasure, 256) {
  const int column = blockIdx.y * block_columns + threadIdx.x, first = blockIdx.x * part_rows;
  Sum mine = {0, 0};
  if (column < p.columns)
    for (int row = first + threadIdx.y; row < first + part_rows && row < p.all_rows; row += block_rows)
      p.sums.add(mine, p.x(row, column), row, column, row / p.rows);
  const Sum sum = down_block(mine);
  if (threadIdx.y == 0 && column < p.columns) p.sums.put(blockIdx.x, column, sum);
}

struct NormCombine {
  const Sum *partial; // (parts, stride)
  long long stride;
  const int *copies;  // of each sequence; null if all count once
  float *statistics;  // columns means, then columns times 1/√(variance + ε)
  float *mean, *variance; // running
  double momentum;
  int parts, sequences, rows, columns; // rows of a sequence
};

// Parts are many and columns few, so blocks are 32 rows of 8 threads.
const int combine_columns = 8, combine_rows = 32;

// column_of_parts adds up the parts of a column, if there is one.
DEVICE Sum column_of_parts(const Sum *partial, long long stride, int parts, int column, bool there) {
  Sum mine = {0, 0};
  for (int part = threadIdx.y; there && part < parts; part += combine_rows) {
    const Sum sum = partial[part * stride + column];
    mine.first += sum.first;
    mine.second += sum.second;
  }
  return down_block<combine_columns, combine_rows>(mine);
}

// Grid: tiles of 8 columns.
KERNEL(norm_combine, NormCombine, 256) {
  const int column = blockIdx.x * combine_columns + threadIdx.x;
  const Sum sum = column_of_parts(p.partial, p.stride, p.parts, column, column < p.columns);
  if (threadIdx.y > 0 || column >= p.columns) return;
  double count = 0;
  for (int s = 0; s < p.sequences; s++) count += p.copies ? p.copies[s] : 1;
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

struct NormGradientCombine {
  const Sum *partial; // (parts, stride)
  long long stride;
  const int *copies;  // of each sequence
  Sum *means;         // of each column: Σ g / n and Σ g·x̂ / n
  float *dscale, *dshift;
  int parts, sequences, rows, columns; // rows of a sequence
};

// Grid: tiles of 8 columns.
KERNEL(norm_gradient_combine, NormGradientCombine, 256) {
  const int column = blockIdx.x * combine_columns + threadIdx.x;
  const Sum sum = column_of_parts(p.partial, p.stride, p.parts, column, column < p.columns);
  if (threadIdx.y > 0 || column >= p.columns) return;
  double count = 0;
  for (int s = 0; s < p.sequences; s++) count += p.copies[s];
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
