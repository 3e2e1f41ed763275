// Training batches, made on the device of the clips of a data set that lies there.
#include "batch.h"

struct Batch {
  const float *data; // of the data set: clips of shape (channels, frames, joints, bodies), each its own
  const StoredClip *stored;
  const int *place;
  View *views;
  const int *frames; // (clips, window), of UCLA
  const int *parent; // of each joint, for bones; null for joints
  float *x;          // (clips, channels, window, joints, bodies)
  int clips, stored_count, channels, window, joints, bodies;
  int motion; // changes from frame to frame
  int preparation;

  MEMBER StoredClip stored_clip(int clip) const { return stored[static_cast<unsigned>(place[clip]) % stored_count]; }

  // number is one of a stored clip.
  MEMBER float number(const StoredClip &of, int channel, int frame, int joint, int body) const {
    return data[of.at + static_cast<long long>(channel) * of.frames * joints * of.bodies + (frame * joints + joint) * of.bodies + body];
  }

  // present tells whether a frame of a stored clip shows a body.
  MEMBER bool present(const StoredClip &of, int frame, int body) const {
    for (int channel = 0; channel < channels; channel++)
      for (int joint = 0; joint < joints; joint++)
        if (number(of, channel, frame, joint, body) != 0) return true;
    return false;
  }

  // turned is a coordinate after the rotation of what has the given ones before it.
  template <class Coordinate> MEMBER double turned(const Rotation &rotation, int channel, Coordinate coordinate) const {
    double sum = 0;
    for (int c = 0; c < 3 && c < channels; c++) sum += rounded_product(rotation.row[channel][c], coordinate(c));
    return sum;
  }

  // turned_number is a turned coordinate of a stored clip.
  MEMBER double turned_number(const StoredClip &of, const Rotation &rotation, int channel, int frame, int joint, int body) const {
    return turned(rotation, channel, [&](int c) { return number(of, c, frame, joint, body); });
  }

  // stretched is a position of NTU: between two frames, then turned.
  MEMBER float stretched(const StoredClip &of, const View &view, int channel, int t, int joint, int body) const {
    double at = rounded_product(t + 0.5, view.length) / window - 0.5;
    if (at < 0) at = 0;
    int before = static_cast<int>(at);
    if (before > view.length - 1) before = view.length - 1;
    const int after = before + 1 < view.length ? before + 1 : view.length - 1;
    const double late = at - before;
    auto coordinate = [&](int c) {
      const float first = number(of, c, view.start + before, joint, body), second = number(of, c, view.start + after, joint, body);
      return static_cast<float>(rounded_product(1 - late, first) + rounded_product(late, second));
    };
    return channel < 3 ? static_cast<float>(turned(view.rotation, channel, coordinate)) : coordinate(channel);
  }

  // normalised is a position of UCLA: turned, then mapped so that the range becomes
  // [−1, 1]. Bodies that the frame doesn't show, and coordinates that never change, are 0.
  // Twice a number is exact, so nothing changes if the subtraction is fused with it.
  MEMBER float normalised(const StoredClip &of, const View &view, int channel, int frame, int joint, int body) const {
    const double low = view.range.low[channel], high = view.range.high[channel];
    if (!(high > low) || !present(of, frame, body)) return 0;
    return static_cast<float>((turned_number(of, view.rotation, channel, frame, joint, body) - low) / (high - low) * 2 - 1);
  }

  // position is a coordinate of a joint in frame t of a clip of the batch.
  MEMBER float position(int clip, int channel, int t, int joint, int body) const {
    const StoredClip of = stored_clip(clip);
    if (preparation == ucla) return normalised(of, views[clip], channel, frames[static_cast<long long>(clip) * window + t], joint, body);
    return stretched(of, views[clip], channel, t, joint, body);
  }

  // feature is a position, or the bone that ends there.
  MEMBER float feature(int clip, int channel, int t, int joint, int body) const {
    const float end = position(clip, channel, t, joint, body);
    return parent ? end - position(clip, channel, t, parent[joint], body) : end;
  }
};

const double beyond = 1e300; // of all positions, which float32 holds

struct BlockRanges {
  Range of[256]; // of each thread
};

// The ranges of UCLA, over the first shown frames of the bodies that are in them. Grid:
// clips.
KERNEL(measure_ranges, Batch, 256) {
  SHARED(BlockRanges, ranges);
  const StoredClip of = p.stored_clip(blockIdx.x);
  View &view = p.views[blockIdx.x];
  Range &mine = ranges.of[threadIdx.x];
  for (int c = 0; c < 3; c++) {
    mine.low[c] = beyond;
    mine.high[c] = -beyond;
  }
  const int bodies = of.bodies < p.bodies ? of.bodies : p.bodies;
  for (int i = threadIdx.x; i < of.shown * p.joints * bodies; i += blockDim.x) {
    const int body = i % bodies, joint = i / bodies % p.joints, frame = i / bodies / p.joints;
    if (!p.present(of, frame, body)) continue;
    for (int c = 0; c < 3; c++) {
      const double x = p.turned_number(of, view.rotation, c, frame, joint, body);
      mine.include(c, x, x);
    }
  }
  for (unsigned half = 128; half > 0; half /= 2) {
    barrier();
    if (threadIdx.x >= half) continue;
    const Range &other = ranges.of[threadIdx.x + half];
    for (int c = 0; c < 3; c++) mine.include(c, other.low[c], other.high[c]);
  }
  if (threadIdx.x == 0) view.range = mine;
}

// Grid: numbers of a clip of x, clips.
KERNEL(make_batch, Batch, 256) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x, clip = blockIdx.y;
  const int body = i % p.bodies, joint = i / p.bodies % p.joints, t = i / p.bodies / p.joints % p.window, channel = i / p.bodies / p.joints / p.window;
  if (channel >= p.channels) return;
  float x = 0;
  if (body < p.stored_clip(clip).bodies && !(p.motion && t == p.window - 1)) {
    x = p.feature(clip, channel, t, joint, body);
    if (p.motion) x = p.feature(clip, channel, t + 1, joint, body) - x;
  }
  p.x[(static_cast<long long>(clip) * p.channels * p.window * p.joints * p.bodies) + i] = x;
}
