// Kernels as an emulator makes them, for the tests of the driver.
#include <cstddef>
#include <cstring>

#define KERNEL(name) extern "C" __attribute__((visibility("default"))) void emulated_##name(const unsigned grid[3], const unsigned block[3], size_t dynamic_shared, void **arguments)
#define PARAMETERS(name, ...)                                                               \
  extern "C" {                                                                              \
  extern __attribute__((visibility("default"))) const int emulated_##name##_parameters[];   \
  const int emulated_##name##_parameters[] = {__VA_ARGS__};                                 \
  }

template <class T> static T argument(void **arguments, int i) {
  T value;
  memcpy(&value, arguments[i], sizeof value);
  return value;
}

// z[i] = x[i] + y[i] for i < n
PARAMETERS(add, 4, sizeof(float *), sizeof(float *), sizeof(float *), sizeof(int))
KERNEL(add) {
  const auto *x = argument<const float *>(arguments, 0), *y = argument<const float *>(arguments, 1);
  auto *z = argument<float *>(arguments, 2);
  const int n = argument<int>(arguments, 3);
  for (unsigned b = 0; b < grid[0]; b++)
    for (unsigned t = 0; t < block[0]; t++) {
      const int i = b * block[0] + t;
      if (i < n) z[i] = x[i] + y[i];
    }
  (void)dynamic_shared;
}

// y[i] = factor[0]·x[i] + step for i < n; the factor lies in the card's memory
struct Scale {
  const float *x, *factor;
  float *y;
  long long n;
  float step;
};
PARAMETERS(scale, 1, sizeof(Scale))
KERNEL(scale) {
  const Scale p = argument<Scale>(arguments, 0);
  for (long long i = 0; i < p.n; i++) p.y[i] = p.factor[0] * p.x[i] + p.step;
  (void)grid, (void)block, (void)dynamic_shared;
}

// writes what it is launched with to p[0..6]
PARAMETERS(report, 1, sizeof(unsigned *))
KERNEL(report) {
  auto *p = argument<unsigned *>(arguments, 0);
  for (int i = 0; i < 3; i++) p[i] = grid[i], p[3 + i] = block[i];
  p[6] = dynamic_shared;
}

// p[i] = 1
PARAMETERS(poke, 2, sizeof(float *), sizeof(long long))
KERNEL(poke) {
  argument<float *>(arguments, 0)[argument<long long>(arguments, 1)] = 1;
  (void)grid, (void)block, (void)dynamic_shared;
}

PARAMETERS(nothing, 0)
KERNEL(nothing) { (void)grid, (void)block, (void)dynamic_shared, (void)arguments; }
