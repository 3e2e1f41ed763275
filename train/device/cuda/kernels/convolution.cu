// Convolutions along time, as matrix products whose rows are gathered: forward, the
// gradient of the input, and that of the weights.
#include "matrix.h"
#include "tile.h"

// A Convolution makes the rows of `to` from those of `from`. Forward, frame t of `to`
// takes frame t·stride + (k − ⌊kernel/2⌋)·dilation of `from` for tap k; backward, where
// `to` is the gradient of x and `from` that of y, it takes the frames of y that its
// frame went to.
struct Convolution {
  Matrix from, to;
  const float *weight;             // (outputs, inputs, kernel)
  const float *bias;               // null for none
  const float *strength, *shared;  // of a topology, (1) and (period); null for none
  int sequences, joints, frames_from, frames_to, columns_from, columns_to;
  int kernel, stride, dilation;
  int weight_from, weight_to; // distance of the weights of neighbouring columns of `from` and of `to`
  int period;                 // rows after which shared starts again
  int backward, accumulate;

  // source returns the row of `from` that a row of `to` takes for a tap, or −1.
  MEMBER int source(int row, int tap) const {
    if (row >= sequences * frames_to * joints) return -1;
    const int joint = row % joints, t = row / joints % frames_to, sequence = row / joints / frames_to;
    const int shift = (tap - kernel / 2) * dilation;
    int frame = t * stride + shift;
    if (backward) {
      frame = t - shift;
      if (frame < 0 || frame % stride != 0) return -1;
      frame /= stride;
    }
    return frame < 0 || frame >= frames_from ? -1 : (sequence * frames_from + frame) * joints + joint;
  }
};

// A Load is what a thread brings of the next 16 terms of a tile while the last ones
// are multiplied.
struct Load {
  float a[4], b[4];
};

// Grid: tiles of 64 rows, tiles of 64 columns.
template <class Arithmetic> MEMBER void convolve(const Convolution &p) {
  SHARED(Tile, tile);
  const int first_row = blockIdx.x * tile_rows, first_column = blockIdx.y * tile_columns;
  const int steps_of_tap = (p.columns_from + tile_depth - 1) / tile_depth, steps = p.kernel * steps_of_tap;
  const int term = threadIdx.x % tile_depth, lane = threadIdx.x / tile_depth; // neighbours take neighbouring terms
  auto load = [&](int step, Load &l) {
    const int tap = step / steps_of_tap, from = step % steps_of_tap * tile_depth + term;
    UNROLL for (int i = 0; i < 4; i++) {
      const int row = p.source(first_row + lane + 16 * i, tap), column = first_column + lane + 16 * i;
      l.a[i] = row >= 0 && from < p.columns_from ? p.from(row, from) : 0;
      l.b[i] = column < p.columns_to && from < p.columns_from ? p.weight[from * p.weight_from + column * p.weight_to + tap] : 0;
    }
  };
  float sums[tile_sums] = {};
  Load next;
  load(0, next);
  for (int step = 0; step < steps; step++) {
    UNROLL for (int i = 0; i < 4; i++) {
      tile.a[lane + 16 * i][term] = next.a[i];
      tile.b[term][lane + 16 * i] = next.b[i];
    }
    barrier();
    if (step + 1 < steps) load(step + 1, next);
    Arithmetic::multiply(tile, sums);
    barrier();
  }
  UNROLL for (int i = 0; i < tile_sums; i++) {
    const int row = first_row + Arithmetic::row(i), column = first_column + Arithmetic::column(i);
    if (row >= p.sequences * p.frames_to * p.joints || column >= p.columns_to) continue;
    float y = p.bias ? sums[i] + p.bias[column] : sums[i];
    if (p.strength) y = *p.strength * y + p.shared[row % p.period];
    float &to = p.to(row, column);
    to = p.accumulate ? to + y : y;
  }
}

KERNEL(convolve_float32, Convolution, tile_threads) { convolve<Float32>(p); }
KERNEL(convolve_tf32, Convolution, tile_threads) { convolve<TensorFloat32>(p); }
KERNEL(convolve_bf16, Convolution, tile_threads) { convolve<BrainFloat16>(p); }

struct WeightGradient {
  Matrix x, dy;
  float *partial; // (slices, kernel, outputs, inputs)
  int sequences, joints, frames_x, frames_y, inputs, outputs;
  int kernel, stride, dilation;
  int slices; // into which the rows of y are divided

  // source returns the row of x that a row of y takes for a tap, or −1.
  MEMBER int source(int row, int tap) const {
    const int joint = row % joints, t = row / joints % frames_y, sequence = row / joints / frames_y;
    const int frame = t * stride + (tap - kernel / 2) * dilation;
    return frame < 0 || frame >= frames_x ? -1 : (sequence * frames_x + frame) * joints + joint;
  }
};

// Grid: tiles of 64 outputs × tiles of 64 inputs, taps, slices.
template <class Arithmetic> MEMBER void weight_gradient(const WeightGradient &p) {
  SHARED(Tile, tile);
  const int tiles = (p.inputs + tile_columns - 1) / tile_columns;
  const int first_output = blockIdx.x / tiles * tile_rows, first_input = blockIdx.x % tiles * tile_columns;
  const int tap = blockIdx.y, slice = blockIdx.z, rows = p.sequences * p.frames_y * p.joints;
  const int rows_of_slice = (rows + p.slices - 1) / p.slices, first = slice * rows_of_slice;
  const int end = first + rows_of_slice < rows ? first + rows_of_slice : rows;
  const int column = threadIdx.x % tile_columns, lane = threadIdx.x / tile_columns; // neighbours take neighbouring columns
  auto load = [&](int start, Load &l) {
    UNROLL for (int i = 0; i < 4; i++) {
      const int row = start + lane + 4 * i, output = first_output + column, input = first_input + column;
      const int source = row < end ? p.source(row, tap) : -1;
      l.a[i] = row < end && output < p.outputs ? p.dy(row, output) : 0;
      l.b[i] = source >= 0 && input < p.inputs ? p.x(source, input) : 0;
    }
  };
  float sums[tile_sums] = {};
  Load next;
  load(first, next);
  for (int start = first; start < end; start += tile_depth) {
    UNROLL for (int i = 0; i < 4; i++) {
      tile.a[column][lane + 4 * i] = next.a[i];
      tile.b[lane + 4 * i][column] = next.b[i];
    }
    barrier();
    load(start + tile_depth, next);
    Arithmetic::multiply(tile, sums);
    barrier();
  }
  UNROLL for (int i = 0; i < tile_sums; i++) {
    const int output = first_output + Arithmetic::row(i), input = first_input + Arithmetic::column(i);
    if (output >= p.outputs || input >= p.inputs) continue;
    p.partial[((static_cast<long long>(slice) * p.kernel + tap) * p.outputs + output) * p.inputs + input] = sums[i];
  }
}

KERNEL(weight_gradient_float32, WeightGradient, tile_threads) { weight_gradient<Float32>(p); }
KERNEL(weight_gradient_tf32, WeightGradient, tile_threads) { weight_gradient<TensorFloat32>(p); }
KERNEL(weight_gradient_bf16, WeightGradient, tile_threads) { weight_gradient<BrainFloat16>(p); }
