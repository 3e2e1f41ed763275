// Products of tiles in shared memory, by three kinds of arithmetic.
//
// A block of 256 threads makes a tile of 64 × 64 numbers of a product, 16 terms at a
// time. Each thread keeps 16 of its sums; which ones, row and column say.
#pragma once
#include "port.h"

const int tile_rows = 64, tile_columns = 64, tile_depth = 16, tile_threads = 256, tile_sums = 16;

// The rows of the operands are longer than they need be, so that lanes that read at
// the same time read from different banks.
struct Tile {
  float a[tile_rows][tile_depth + 4];    // (row, term)
  float b[tile_depth][tile_columns + 8]; // (term, column)
};

// Float32 multiplies and adds floats.
struct Float32 {
  static MEMBER int row(int i) { return threadIdx.x / 16 * 4 + i / 4; }
  static MEMBER int column(int i) { return threadIdx.x % 16 * 4 + i % 4; }

  static MEMBER void multiply(const Tile &tile, float (&sums)[tile_sums]) {
    UNROLL for (int k = 0; k < tile_depth; k++)
      UNROLL for (int i = 0; i < tile_sums; i++) sums[i] += tile.a[row(i)][k] * tile.b[k][column(i)];
  }
};

// The tensor cores' arithmetic: each of 8 warps makes 32 × 16 numbers of the tile, as
// 2 × 2 products of 16 × 8, whose sums lie in the lanes as PTX's mma.m16n8 has them.
struct WarpTile {
  static MEMBER int lane() { return threadIdx.x % 32; }
  static MEMBER int first_row(int m) { return threadIdx.x / 32 / 4 * 32 + m * 16; }
  static MEMBER int first_column(int n) { return threadIdx.x / 32 % 4 * 16 + n * 8; }
  static MEMBER int row(int i) { return first_row(i / 8) + lane() / 4 + i / 2 % 2 * 8; }
  static MEMBER int column(int i) { return first_column(i / 4 % 2) + lane() % 4 * 2 + i % 2; }
};

// TensorFloat32 rounds operands to 11 bits.
struct TensorFloat32 : WarpTile {
  static MEMBER void multiply(const Tile &tile, float (&sums)[tile_sums]) {
    const int group = lane() / 4, place = lane() % 4;
    UNROLL for (int step = 0; step < tile_depth; step += 8) {
      const int k = step + place;
      UNROLL for (int m = 0; m < 2; m++) {
        const int r = first_row(m) + group;
        const unsigned a[4] = {to_tf32(tile.a[r][k]), to_tf32(tile.a[r + 8][k]), to_tf32(tile.a[r][k + 4]), to_tf32(tile.a[r + 8][k + 4])};
        UNROLL for (int n = 0; n < 2; n++) {
          const int c = first_column(n) + group;
          const unsigned b[2] = {to_tf32(tile.b[k][c]), to_tf32(tile.b[k + 4][c])};
          multiply_add_tf32(&sums[m * 8 + n * 4], a, b);
        }
      }
    }
  }
};

// BrainFloat16 rounds operands to 8 bits.
struct BrainFloat16 : WarpTile {
  static MEMBER void multiply(const Tile &tile, float (&sums)[tile_sums]) {
    const int group = lane() / 4, k = lane() % 4 * 2;
    UNROLL for (int m = 0; m < 2; m++) {
      const float(&upper)[tile_depth + 4] = tile.a[first_row(m) + group], (&lower)[tile_depth + 4] = tile.a[first_row(m) + group + 8];
      const unsigned a[4] = {to_bf16(upper[k], upper[k + 1]), to_bf16(lower[k], lower[k + 1]), to_bf16(upper[k + 8], upper[k + 9]),
                             to_bf16(lower[k + 8], lower[k + 9])};
      UNROLL for (int n = 0; n < 2; n++) {
        const int c = first_column(n) + group;
        const unsigned b[2] = {to_bf16(tile.b[k][c], tile.b[k + 1][c]), to_bf16(tile.b[k + 8][c], tile.b[k + 9][c])};
        multiply_add_bf16(&sums[m * 8 + n * 4], a, b);
      }
    }
  }
};
