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

template <int columns, int rows> struct BlockSums {
  Sum at[rows][columns];
};

// down_block adds up what the threads of a column hold, in the order of their rows;
// the thread of row 0 gets it. All threads of the block must call it, once in a kernel:
// nothing keeps a second call from writing what the first one still reads.
template <int columns = block_columns, int rows = block_rows> DEVICE Sum down_block(Sum mine) {
  typedef BlockSums<columns, rows> Sums;
  SHARED(Sums, sums);
  sums.at[threadIdx.y][threadIdx.x] = mine;
  barrier();
  Sum sum = {0, 0};
  if (threadIdx.y == 0) {
    for (int i = 0; i < rows; i++) {
      sum.first += sums.at[i][threadIdx.x].first;
      sum.second += sums.at[i][threadIdx.x].second;
    }
  }
  return sum;
}

// A Normalised is a batch norm whose gradient the result of an operation is, with what it
// has made of its input.
struct Normalised {
  Matrix x, y; // of the first column on; y's address is null if nothing was rectified
  const float *mean, *inverse;
  int columns;

  // add adds g and g·x̂ to the sums of a column.
  MEMBER void add(Sum &sum, float dy, int row, int column) const {
    if (y.at && !(y(row, column) > 0)) return;
    const double g = dy;
    sum.first += g;
    sum.second += g * ((x(row, column) - mean[column]) * inverse[column]);
  }
};

// NormSums are what batch norms have to know of the result of an operation, from parts of
// its rows. Forward, where it is what they normalise: Σ k·x and Σ k·x², where a row counts
// as often as its sequence has copies, k. Backward, where it is the gradient of what they
// gave: Σ g and Σ g·x̂, with g = 0 where they have rectified. Sums are in double precision,
// where products of floats are all but exact: what norm_combine loses by its subtraction
// is lost in x already.
struct NormSums {
  Sum *partial; // (parts, stride) from the first column of the result on; null if no norm wants them
  long long stride;
  const int *copies; // of each sequence
  Normalised of[2];  // backward: of neighbouring columns; the second may have none

  MEMBER void add(Sum &sum, float x, int row, int column, int sequence) const {
    if (of[0].columns > 0) return column < of[0].columns ? of[0].add(sum, x, row, column) : of[1].add(sum, x, row, column - of[0].columns);
    const double copies_of_x = static_cast<double>(copies[sequence]) * x;
    sum.first += copies_of_x;
    sum.second += copies_of_x * x;
  }
  MEMBER void put(int part, int column, Sum sum) const { partial[part * stride + column] = sum; }
};

const int part_rows = 64; // of x, where no tile of the operation that makes x says otherwise
