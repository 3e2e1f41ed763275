// The norm of the input: clips (N, C, T, V, M) are taken apart into sequences, and
// every coordinate of every joint of every body is a channel (m·V + v)·C + c.
#include "matrix.h"

struct Clips {
  const float *at; // (N, channels, frames, joints, bodies)
  int channels, frames, joints, bodies;

  MEMBER float operator()(int clip, int channel, int frame, int joint, int body) const {
    return at[(((static_cast<long long>(clip) * channels + channel) * frames + frame) * joints + joint) * bodies + body];
  }
  MEMBER int norm_channel(int body, int joint, int channel) const { return (body * joints + joint) * channels + channel; }
};

struct InputMeasure {
  Clips x;
  Sum *partial; // (N, bodies·joints·channels)
};

// Grid: clips, tiles of 32 of joints × bodies, channels.
KERNEL(input_measure, InputMeasure, 256) {
  const int clip = blockIdx.x, place = blockIdx.y * block_columns + threadIdx.x, channel = blockIdx.z;
  const int joint = place / p.x.bodies, body = place % p.x.bodies;
  Sum mine = {0, 0};
  if (joint < p.x.joints) {
    for (int frame = threadIdx.y; frame < p.x.frames; frame += block_rows) {
      const double x = p.x(clip, channel, frame, joint, body);
      mine.first += x;
      mine.second += x * x;
    }
  }
  const Sum sum = down_block(mine);
  if (threadIdx.y > 0 || joint >= p.x.joints) return;
  const int channels = p.x.bodies * p.x.joints * p.x.channels;
  p.partial[clip * channels + p.x.norm_channel(body, joint, channel)] = sum;
}

struct InputApply {
  Clips x;
  Matrix y;
  const float *statistics, *scale, *shift; // of each channel of the norm
  const int *clip, *body;                  // of each sequence
  int sequences;
};

// Grid: numbers of y.
KERNEL(input_apply, InputApply, 256) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const int channel = i % p.x.channels, row = i / p.x.channels;
  const int joint = row % p.x.joints, frame = row / p.x.joints % p.x.frames, sequence = row / p.x.joints / p.x.frames;
  if (sequence >= p.sequences) return;
  const int body = p.body[sequence], at = p.x.norm_channel(body, joint, channel), channels = p.x.bodies * p.x.joints * p.x.channels;
  const float x = p.x(p.clip[sequence], channel, frame, joint, body);
  p.y(row, channel) = p.scale[at] * ((x - p.statistics[at]) * p.statistics[channels + at]) + p.shift[at];
}

struct InputGradient {
  Clips x;
  Matrix dy;
  const float *statistics;
  const int *clip, *body; // of each sequence
  Sum *partial;           // (sequences, joints·channels): Σ dy and Σ dy·x̂
  float *dscale, *dshift;
  int sequences;
};

// Grid: numbers of partial.
KERNEL(input_gradient_measure, InputGradient, 256) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const int channel = i % p.x.channels, joint = i / p.x.channels % p.x.joints, sequence = i / p.x.channels / p.x.joints;
  if (sequence >= p.sequences) return;
  const int clip = p.clip[sequence], body = p.body[sequence], at = p.x.norm_channel(body, joint, channel);
  const float mean = p.statistics[at], inverse = p.statistics[p.x.bodies * p.x.joints * p.x.channels + at];
  Sum sum = {0, 0};
  for (int frame = 0; frame < p.x.frames; frame++) {
    const double g = p.dy((sequence * p.x.frames + frame) * p.x.joints + joint, channel);
    sum.first += g;
    sum.second += g * ((p.x(clip, channel, frame, joint, body) - mean) * inverse);
  }
  p.partial[i] = sum;
}

// Grid: channels of the norm.
KERNEL(input_gradient_combine, InputGradient, 256) {
  const int at = blockIdx.x * blockDim.x + threadIdx.x, columns = p.x.joints * p.x.channels;
  if (at >= p.x.bodies * columns) return;
  Sum sum = {0, 0};
  for (int s = 0; s < p.sequences; s++) {
    if (p.body[s] != at / columns) continue;
    const Sum part = p.partial[s * columns + at % columns];
    sum.first += part.first;
    sum.second += part.second;
  }
  p.dshift[at] += static_cast<float>(sum.first);
  p.dscale[at] += static_cast<float>(sum.second);
}
