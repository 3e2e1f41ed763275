// Elementary functions, in plain arithmetic: the same on every compiler, with no
// library behind them.
#pragma once
#include "port.h"

const double log2_e = 1.4426950408889634;
const double ln2_high = 0.69314718036912382; // 32 bits, so that its multiples are exact
const double ln2_low = 1.9082149292705877e-10;

union DoubleBits {
  double value;
  unsigned long long bits;
};

union FloatBits {
  float value;
  unsigned bits;
};

// exponential is exp x, to 2⁻⁵¹ of it; below −708 it is 0, above 709 infinite.
DEVICE double exponential(double x) {
  if (x != x) return x;
  if (x < -708) return 0;
  DoubleBits scale;
  if (x > 709) {
    scale.bits = 0x7ffull << 52;
    return scale.value;
  }
  const int n = static_cast<int>(x * log2_e + (x < 0 ? -0.5 : 0.5));
  const double r = (x - n * ln2_high) - n * ln2_low; // |r| ≤ ½ ln 2
  double sum = 1;
  for (int k = 14; k > 0; k--) sum = 1 + sum * r / k; // Taylor's series, whose next term is below 2⁻⁶²
  scale.bits = static_cast<unsigned long long>(n + 1023) << 52;
  return sum * scale.value;
}

// logarithm is ln x of a normal x > 0: with x = 2ⁿ·m and s = (m − 1)/(m + 1), it is
// n·ln 2 + 2(s + s³/3 + s⁵/5 + …).
DEVICE double logarithm(double x) {
  DoubleBits number;
  number.value = x;
  int n = static_cast<int>(number.bits >> 52) - 1023;
  number.bits = (number.bits & 0xfffffffffffffull) | 0x3ffull << 52;
  double m = number.value;
  if (m > 1.4142135623730951) {
    m *= 0.5;
    n++;
  }
  const double s = (m - 1) / (m + 1), square = s * s; // |s| ≤ 0.1716
  double sum = 0;
  for (int k = 23; k > 0; k -= 2) sum = sum * square + 1.0 / k;
  return n * ln2_high + (2 * s * sum + n * ln2_low);
}

// logarithm_of_more is ln(1 + x) of x ≥ 0, to a few roundings of it however small x
// is (W. Kahan's correction).
DEVICE double logarithm_of_more(double x) {
  const double more = 1 + x;
  return more == 1 ? x : logarithm(more) * (x / (more - 1));
}

// hyperbolic_tangent is tanh x, to 2⁻²² of it: Lambert's continued fraction near 0,
// else 1 − 2/(exp 2|x| + 1).
DEVICE float hyperbolic_tangent(float x) {
  const float size = x < 0 ? -x : x;
  if (size != size) return x;
  if (size < 1) {
    const float q = x * x;
    return x * (135135 + q * (17325 + q * (378 + q))) / (135135 + q * (62370 + q * (3150 + q * 28)));
  }
  if (size > 10) return x < 0 ? -1.0f : 1.0f;
  const int n = static_cast<int>(size * 2.8853900817779268f + 0.5f); // exp 2|x| = 2ⁿ·exp r
  const float r = (2 * size - n * 0.693145752f) - n * 1.42860677e-6f;
  const float sum = 1 + r * (1 + r * (1 / 2.0f + r * (1 / 6.0f + r * (1 / 24.0f + r * (1 / 120.0f + r * (1 / 720.0f + r / 5040.0f))))));
  FloatBits scale;
  scale.bits = static_cast<unsigned>(n + 127) << 23;
  const float tangent = 1 - 2 / (sum * scale.value + 1);
  return x < 0 ? -tangent : tangent;
}

// sine_and_cosine are those of |x| ≤ 2π.
DEVICE void sine_and_cosine(double x, double &sine, double &cosine) {
  const int n = static_cast<int>(x * 0.63661977236758134 + (x < 0 ? -0.5 : 0.5)); // quarters of a turn
  const double r = (x - n * 1.5707963267341256) - n * 6.0771005065061922e-11;      // |r| ≤ π/4
  const double square = r * r;
  double s = 1, c = 1;
  for (int k = 20; k > 0; k -= 2) {
    s = 1 - s * square / (k * (k + 1));
    c = 1 - c * square / (k * (k - 1));
  }
  s *= r;
  const bool odd = n & 1;
  sine = (odd ? c : s) * (n & 2 ? -1 : 1);
  cosine = (odd ? s : c) * ((n + 1) & 2 ? -1 : 1);
}
