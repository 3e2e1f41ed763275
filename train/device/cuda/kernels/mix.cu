// The mixtures of a batch, as package train/mixing draws them.
#include "port.h"

struct Mix {
  const float *x; // (clips, channels, frames, joints, bodies)
  float *mixed;
  const int *partner;  // of each clip
  const double *ratio; // one: the share of the clip itself
  const int *window;   // first frame and number of frames that are the partner's
  const unsigned char *joint_cut; // of each joint, whether it is cut; null for all
  int channels, frames, joints, bodies;
};

// λ·a + (1 − λ)·b. Grid: numbers of a clip, clips.
KERNEL(mix_blend, Mix, 256) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x, size = p.channels * p.frames * p.joints * p.bodies;
  if (i >= size) return;
  const long long a = static_cast<long long>(blockIdx.y) * size + i, b = static_cast<long long>(p.partner[blockIdx.y]) * size + i;
  p.mixed[a] = static_cast<float>(rounded_product(*p.ratio, p.x[a]) + rounded_product(1 - *p.ratio, p.x[b]));
}

// A clip with a window of its partner's frames. Grid: numbers of a clip, clips.
KERNEL(mix_cut, Mix, 256) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x, size = p.channels * p.frames * p.joints * p.bodies;
  if (i >= size) return;
  const int joint = i / p.bodies % p.joints, frame = i / p.bodies / p.joints % p.frames;
  const bool cut = frame >= p.window[0] && frame < p.window[0] + p.window[1] && (!p.joint_cut || p.joint_cut[joint]);
  const long long from = cut ? p.partner[blockIdx.y] : blockIdx.y;
  p.mixed[static_cast<long long>(blockIdx.y) * size + i] = p.x[from * size + i];
}
