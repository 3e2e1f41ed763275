// Sums over the rows of a matrix, in two stages and in an order that the shapes
// alone decide: of each sequence, then of all sequences.
#include "matrix.h"

struct ColumnSums {
  Matrix x; // sequences × rows
  Sum *partial; // (sequences, columns)
  int rows, columns;
};

// Grid: sequences, tiles of 32 columns.
KERNEL(column_sums, ColumnSums, 256) {
  const int column = blockIdx.y * block_columns + threadIdx.x, sequence = blockIdx.x;
  Sum mine = {0, 0};
  if (column < p.columns)
    for (int row = threadIdx.y; row < p.rows; row += block_rows) mine.first += p.x(sequence * p.rows + row, column);
  const Sum sum = down_block(mine);
  if (threadIdx.y == 0 && column < p.columns) p.partial[sequence * p.columns + column] = sum;
}

struct ColumnTotals {
  const Sum *partial; // (sequences, columns)
  float *total;
  int sequences, columns, accumulate;
};

// Grid: tiles of 32 columns.
KERNEL(column_totals, ColumnTotals, 256) {
  const int column = blockIdx.x * block_columns + threadIdx.x;
  Sum mine = {0, 0};
  if (column < p.columns)
    for (int s = threadIdx.y; s < p.sequences; s += block_rows) mine.first += p.partial[s * p.columns + column].first;
  const double total = down_block(mine).first;
  if (threadIdx.y > 0 || column >= p.columns) return;
  p.total[column] = static_cast<float>(p.accumulate ? p.total[column] + total : total);
}

struct SliceTotals {
  const float *partial; // (slices, kernel, size)
  float *total;         // (size, kernel)
  int slices, kernel, size, accumulate;
};

// The sums of slices of a weight's gradient, brought into the order of parameters.
// Grid: numbers of the total.
KERNEL(slice_totals, SliceTotals, 256) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x, all = p.kernel * p.size;
  if (i >= all) return;
  double total = 0;
  for (int slice = 0; slice < p.slices; slice++) total += p.partial[static_cast<long long>(slice) * all + i];
  float &to = p.total[i % p.size * p.kernel + i / p.size];
  to = static_cast<float>(p.accumulate ? to + total : total);
}
