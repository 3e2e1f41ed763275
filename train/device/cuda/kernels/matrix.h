// How kernels see memory.
#pragma once
#include "port.h"

// A Matrix is rows of contiguous columns, stride numbers apart.
struct Matrix {
  float *at;
  long long stride;

  MEMBER float &operator()(int row, int column) const { return at[row * stride + column]; }
};

// A Sum is what is left of a column in one sequence: a sum, and one of squares or
// products.
struct Sum {
  double first, second;
};

// The blocks of kernels that take a column each to a thread: x counts columns, y
// divides the rows.
const int block_columns = 32, block_rows = 8;

struct BlockSums {
  Sum at[block_rows][block_columns];
};

// down_block adds up what the threads of a column hold, in the order of their rows;
// the thread of row 0 gets it. All threads of the block must call it, once in a kernel:
// nothing keeps a second call from writing what the first one still reads.
DEVICE Sum down_block(Sum mine) {
  SHARED(BlockSums, sums);
  sums.at[threadIdx.y][threadIdx.x] = mine;
  barrier();
  Sum sum = {0, 0};
  if (threadIdx.y == 0) {
    for (int i = 0; i < block_rows; i++) {
      sum.first += sums.at[i][threadIdx.x].first;
      sum.second += sums.at[i][threadIdx.x].second;
    }
  }
  return sum;
}
