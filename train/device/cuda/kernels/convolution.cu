// Convolutions along time, as matrix products whose rows are gathered: forward, the
// gradient of the input, and that of the weights.
#include "matrix.h"
#include "tile.h"

// A Source is one of the matrices whose rows a convolution takes, and what it multiplies
// them by.
struct Source {
  Matrix from;
  const float *weight; // (outputs, inputs, kernel)
  int frames, columns; // of from
  int kernel, stride, dilation;
  int weight_from, weight_to; // distance of the weights of neighbouring columns of `from` and of `to`
};

const int most_sources = 4;

// A Convolution makes the rows of `to`, the sum of what its sources give. Forward, frame
// t of `to` takes frame t·stride + (k − ⌊kernel/2⌋)·dilation of `from` for tap k; backward,
// where `to` is the gradient of x and `from` that of y, it takes the frames of y that its
// frame went to.
struct Convolution {
  Source sources[most_sources];
  Matrix to;
  const float *bias;              // null for none
  const float *strength, *shared; // of a topology, (1) and (period); null for none
  Matrix mean_gradient;           // a row for each (sequence, joint), of which every frame gets its share; may be null
  NormSums norm;                  // of to, in parts of 64 rows
  int count;                      // of sources
  int sequences, joints, frames, columns; // of to
  int period;                             // rows after which shared starts again
  int backward, accumulate;

  MEMBER int rows() const { return sequences * frames * joints; }

  // row_of returns the row of a source that a row of `to` takes for a tap, or −1.
  MEMBER int row_of(const Source &source, int row, int tap) const {
    if (row >= rows()) return -1;
    const int joint = row % joints, t = row / joints % frames, sequence = row / joints / frames;
    const int shift = (tap - source.kernel / 2) * source.dilation;
    int frame = t * source.stride + shift;
    if (backward) {
      frame = t - shift;
      if (frame < 0 || frame % source.stride != 0) return -1;
      frame /= source.stride;
    }
    return frame < 0 || frame >= source.frames ? -1 : (sequence * source.frames + frame) * joints + joint;
  }

  // put finishes a number of `to` of which its sources have given the sum, and returns it.
  MEMBER float put(int row, int column, float sum) const {
    float y = bias ? sum + bias[column] : sum;
    if (strength) y = *strength * y + shared[row % period];
    if (mean_gradient.at) y += mean_gradient(row / joints / frames * joints + row % joints, column) / frames;
    float &at = to(row, column);
    return at = accumulate ? at + y : y;
  }
};

// A Load is what a thread brings of the next 16 terms of a tile while the last ones
// are multiplied.
struct Load {
  float a[4], b[4];
};

// add_products adds what a source gives to the sums of a thread.
template <class Arithmetic> MEMBER void add_products(const Convolution &p, const Source &source, Tile &tile, float (&sums)[tile_sums]) {
  const int first_row = blockIdx.x * tile_rows, first_column = blockIdx.y * tile_columns;
  const int steps_of_tap = (source.columns + tile_depth - 1) / tile_depth, steps = source.kernel * steps_of_tap;
  const int term = threadIdx.x % tile_depth, lane = threadIdx.x / tile_depth; // neighbours take neighbouring terms
  auto load = [&](int step, Load &l) {
    const int tap = step / steps_of_tap, from = step % steps_of_tap * tile_depth + term;
    UNROLL for (int i = 0; i < 4; i++) {
      const int row = p.row_of(source, first_row + lane + 16 * i, tap), column = first_column + lane + 16 * i;
      l.a[i] = row >= 0 && from < source.columns ? source.from(row, from) : 0;
      l.b[i] = column < p.columns && from < source.columns ? source.weight[from * source.weight_from + column * source.weight_to + tap] : 0;
    }
  };
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
}

// A Result is a tile of `to`, and the sums of quarters of its rows.
struct Result {
  float at[tile_rows][tile_columns + 1];
  Sum quarters[4][tile_columns];
};

// The operands are no longer needed when the result is there.
union ConvolutionMemory {
  Tile tile;
  Result result;
};

// measure leaves the sums of a result, a quarter of its rows to a thread.
DEVICE void measure(const Convolution &p, Result &result) {
  static_assert(part_rows == tile_rows, "a tile is a part");
  const int column = threadIdx.x % tile_columns, quarter = threadIdx.x / tile_columns, place = blockIdx.y * tile_columns + column;
  barrier();
  Sum sum = {0, 0};
  for (int i = quarter * tile_rows / 4; i < (quarter + 1) * tile_rows / 4; i++) {
    const int row = blockIdx.x * tile_rows + i;
    if (row < p.rows() && place < p.columns) p.norm.add(sum, result.at[i][column], row, place, row / p.joints / p.frames);
  }
  result.quarters[quarter][column] = sum;
  barrier();
  if (quarter > 0 || place >= p.columns) return;
  for (int i = 1; i < 4; i++) {
    sum.first += result.quarters[i][column].first;
    sum.second += result.quarters[i][column].second;
  }
  p.norm.put(blockIdx.x, place, sum);
}

// Grid: tiles of 64 rows, tiles of 64 columns.
template <class Arithmetic> MEMBER void convolve(const Convolution &p) {
  SHARED(ConvolutionMemory, memory);
  float sums[tile_sums] = {};
  for (int i = 0; i < p.count; i++) add_products<Arithmetic>(p, p.sources[i], memory.tile, sums);
  UNROLL for (int i = 0; i < tile_sums; i++) {
    const int of_tile = Arithmetic::row(i), row = blockIdx.x * tile_rows + of_tile;
    const int place = Arithmetic::column(i), column = blockIdx.y * tile_columns + place;
    if (row >= p.rows() || column >= p.columns) continue;
    const float y = p.put(row, column, sums[i]);
    if (p.norm.partial) memory.result.at[of_tile][place] = y;
  }
  if (p.norm.partial) measure(p, memory.result);
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
