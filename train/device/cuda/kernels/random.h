// Random numbers on the device: the draws of package internal/philox.
#pragma once
#include "port.h"

const unsigned augmentation = 4; // the purpose of the draws of random views

// A Random is the stream of draws of Philox-4x32-10 for (seed, purpose, i, j).
//
// Source: J. K. Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011.
struct Random {
  unsigned key[2], counter[4], block[4];
  int used; // words of block

  MEMBER void next_block() {
    unsigned k0 = key[0], k1 = key[1], c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    for (int round = 0; round < 10; round++) {
      const unsigned long long first = 0xD2511F53ull * c0, second = 0xCD9E8D57ull * c2;
      c0 = static_cast<unsigned>(second >> 32) ^ c1 ^ k0;
      c1 = static_cast<unsigned>(second);
      c2 = static_cast<unsigned>(first >> 32) ^ c3 ^ k1;
      c3 = static_cast<unsigned>(first);
      k0 += 0x9E3779B9;
      k1 += 0xBB67AE85;
    }
    block[0] = c0;
    block[1] = c1;
    block[2] = c2;
    block[3] = c3;
    counter[3]++;
    used = 0;
  }

  MEMBER unsigned word() {
    if (used == 4) next_block();
    return block[used++];
  }

  // uniform is in [0, 1), a multiple of 2⁻⁵³.
  MEMBER double uniform() {
    const unsigned long long high = word(), low = word();
    return static_cast<double>(high << 21 | low >> 11) * 1.1102230246251565e-16;
  }

  MEMBER double between(double low, double high) { return low + rounded_product(high - low, uniform()); }

  // whole is in [0, n), each number equally likely (D. Lemire, ACM TOMACS 2019).
  MEMBER unsigned whole(unsigned n) {
    for (;;) {
      const unsigned long long product = static_cast<unsigned long long>(word()) * n;
      if ((product & 0xffffffff) >= (1ull << 32) % n) return static_cast<unsigned>(product >> 32);
    }
  }
};
