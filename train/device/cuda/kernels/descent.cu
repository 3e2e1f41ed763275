// Stochastic gradient descent, and the setting of memory.
#include "port.h"

struct Descent {
  float *parameters;
  const float *gradients;
  float *momentum;
  const float *rates; // learning rate, momentum, weight decay
  long long size;
};

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
