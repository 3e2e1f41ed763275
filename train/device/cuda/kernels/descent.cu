// Stochastic gradient descent, and the setting of memory.
#include "port.h"

const unsigned line_threads = 256;
const int numbers_of_tile = 4096;

struct LineTotals {
  double at[line_threads];
};

// total_of_line is the sum of what the threads of a block hold, in an order that is
// always the same; every thread gets it. All must call it, once in a kernel.
DEVICE double total_of_line(double mine) {
  SHARED(LineTotals, totals);
  totals.at[threadIdx.x] = mine;
  barrier();
  for (unsigned half = line_threads / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) totals.at[threadIdx.x] += totals.at[threadIdx.x + half];
    barrier();
  }
  return totals.at[0];
}

struct Descent {
  float *parameters, *gradients, *momentum;
  const float *rates; // learning rate, momentum, weight decay, largest norm of the gradient or 0
  double *squares;    // of each tile of the gradient: Σ g²
  long long size;
  int tiles;
};

// Grid: tiles of 4096 numbers.
KERNEL(gradient_squares, Descent, line_threads) {
  if (p.rates[3] == 0) return;
  double squares = 0;
  for (int k = threadIdx.x; k < numbers_of_tile; k += line_threads) {
    const long long i = static_cast<long long>(blockIdx.x) * numbers_of_tile + k;
    if (i < p.size) squares += static_cast<double>(p.gradients[i]) * p.gradients[i];
  }
  squares = total_of_line(squares);
  if (threadIdx.x == 0) p.squares[blockIdx.x] = squares;
}

// Scales a gradient whose norm is above the largest one to that. Grid: numbers.
KERNEL(shorten, Descent, line_threads) {
  if (p.rates[3] == 0) return;
  double squares = 0;
  for (int k = threadIdx.x; k < p.tiles; k += line_threads) squares += p.squares[k];
  const double length = square_root(total_of_line(squares));
  const long long i = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (length > p.rates[3] && i < p.size) p.gradients[i] = static_cast<float>(p.gradients[i] * (p.rates[3] / length));
}

// Nesterov's momentum as PyTorch defines it:
//
//	g' = g + decay·w,  m = momentum·m + g',  w = w − rate·(g' + momentum·m)
//
// Grid: numbers.
KERNEL(descend, Descent, 256) {
  const long long i = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (i >= p.size) return;
  const float rate = p.rates[0], momentum = p.rates[1], decay = p.rates[2];
  const float g = p.gradients[i] + decay * p.parameters[i], m = momentum * p.momentum[i] + g;
  p.momentum[i] = m;
  p.parameters[i] -= rate * (g + momentum * m);
}

struct Clear {
  float *at;
  long long size;
};

// Grid: numbers.
KERNEL(clear, Clear, 256) {
  const long long i = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (i < p.size) p.at[i] = 0;
}
