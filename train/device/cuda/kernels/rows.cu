// Rows of a plan that the host has made for many steps, and of the ledger of what came
// of them: a step that is replayed takes the row of its number.
#include "port.h"

struct Segment {
  const unsigned *from;
  unsigned *to;
  long long from_step, to_step; // words from one step to the next, 0 where all steps have the same place
  int words, reserved;
};

const int most_segments = 8;

struct MoveRows {
  Segment segments[most_segments];
  const int *step; // the number of the step, from 0
};

// Grid: words of the longest segment, segments.
KERNEL(move_rows, MoveRows, 256) {
  const Segment &s = p.segments[blockIdx.y];
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < s.words) s.to[*p.step * s.to_step + i] = s.from[*p.step * s.from_step + i];
}

struct CountStep {
  int *step;
};

// Grid: one block.
KERNEL(count_step, CountStep, 32) {
  if (threadIdx.x == 0) ++*p.step;
}
