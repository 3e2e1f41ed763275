// Training batches, made on the device: random views of the clips of a data set that
// lies there, and the mixtures of a batch. The views and draws are those of package
// train/skeleton/feed, preparation NTU.
#include "functions.h"

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

// A StoredClip is one of the data set.
struct StoredClip {
  long long at; // of its first number
  int frames, bodies;
  int shown; // frames that show one of the first bodies of a batch's clips, at least 1
  int label;
};

// A View is what is random in the view of a clip.
struct View {
  double rotation[3][3]; // the identity without one
  int start, length;     // the frames that are kept
};

static_assert(sizeof(StoredClip) == 24 && sizeof(View) == 80, "the Go package lays them out likewise");

const unsigned augmentation = 4; // the purpose of the draws

struct Views {
  const StoredClip *stored;
  const int *place; // of each clip of the batch, as feed.Epoch takes it
  const unsigned *epoch; // one
  View *views;           // of each clip of the batch
  int *labels;           // likewise
  unsigned long long seed;
  double crop_low, crop_high, greatest_angle;
  int clips, stored_count, window;
  int planar; // the clips are key points in the image
  int train;
};

// times sets c to a·b.
DEVICE void times(const double (&a)[3][3], const double (&b)[3][3], double (&c)[3][3]) {
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) c[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j];
}

// Grid: clips of the batch.
KERNEL(draw_views, Views, 64) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= p.clips) return;
  const unsigned place = static_cast<unsigned>(p.place[i]);
  const StoredClip stored = p.stored[place % p.stored_count];
  View view = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, 0, stored.shown};
  p.labels[i] = stored.label;
  if (!p.train) {
    int cut = static_cast<int>(rounded_product(1 - p.crop_high, stored.shown) / 2);
    if (cut > (stored.shown - 1) / 2) cut = (stored.shown - 1) / 2;
    view.start = cut;
    view.length = stored.shown - 2 * cut;
    p.views[i] = view;
    return;
  }
  Random random = {{static_cast<unsigned>(p.seed), static_cast<unsigned>(p.seed >> 32)}, {*p.epoch, place, augmentation, 0}, {}, 4};
  double angle[3] = {0, 0, 0};
  for (int axis = p.planar ? 2 : 0; axis < 3; axis++) angle[axis] = random.between(-p.greatest_angle, p.greatest_angle);
  double s[3], c[3];
  for (int axis = 0; axis < 3; axis++) sine_and_cosine(angle[axis], s[axis], c[axis]);
  const double x[3][3] = {{1, 0, 0}, {0, c[0], s[0]}, {0, -s[0], c[0]}};
  const double y[3][3] = {{c[1], 0, -s[1]}, {0, 1, 0}, {s[1], 0, c[1]}};
  const double z[3][3] = {{c[2], s[2], 0}, {-s[2], c[2], 0}, {0, 0, 1}};
  double zy[3][3];
  times(z, y, zy);
  times(zy, x, view.rotation);
  const double share = random.between(p.crop_low, p.crop_high);
  int length = static_cast<int>(rounded_product(share, stored.shown));
  if (length < p.window) length = p.window;
  if (length > stored.shown) length = stored.shown;
  view.length = length;
  view.start = static_cast<int>(random.whole(stored.shown - length + 1));
  p.views[i] = view;
}

struct Batch {
  const float *data; // of the data set: clips of shape (channels, frames, joints, bodies), each its own
  const StoredClip *stored;
  const int *place;
  const View *views;
  const int *parent; // of each joint, for bones; null for joints
  float *x;          // (clips, channels, window, joints, bodies)
  int clips, stored_count, channels, window, joints, bodies;
  int motion; // changes from frame to frame

  // position returns a coordinate of a joint in a frame of the view.
  MEMBER float position(const StoredClip &stored, const View &view, int channel, int t, int joint, int body) const {
    double at = rounded_product(t + 0.5, view.length) / window - 0.5;
    if (at < 0) at = 0;
    int before = static_cast<int>(at);
    if (before > view.length - 1) before = view.length - 1;
    const int after = before + 1 < view.length ? before + 1 : view.length - 1;
    const double late = at - before;
    auto coordinate = [&](int c) {
      const float *channel_of = data + stored.at + static_cast<long long>(c) * stored.frames * joints * stored.bodies;
      const float first = channel_of[((view.start + before) * joints + joint) * stored.bodies + body];
      const float second = channel_of[((view.start + after) * joints + joint) * stored.bodies + body];
      return static_cast<float>(rounded_product(1 - late, first) + rounded_product(late, second));
    };
    if (channel >= 3) return coordinate(channel);
    double turned = 0;
    for (int c = 0; c < 3 && c < channels; c++) turned += rounded_product(view.rotation[channel][c], coordinate(c));
    return static_cast<float>(turned);
  }

  // feature returns a position, or the bone that ends there.
  MEMBER float feature(const StoredClip &stored, const View &view, int channel, int t, int joint, int body) const {
    const float end = position(stored, view, channel, t, joint, body);
    return parent ? end - position(stored, view, channel, t, parent[joint], body) : end;
  }
};

// Grid: numbers of a clip of x, clips.
KERNEL(make_batch, Batch, 256) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x, clip = blockIdx.y;
  const int body = i % p.bodies, joint = i / p.bodies % p.joints, t = i / p.bodies / p.joints % p.window, channel = i / p.bodies / p.joints / p.window;
  if (channel >= p.channels) return;
  const StoredClip stored = p.stored[static_cast<unsigned>(p.place[clip]) % p.stored_count];
  float x = 0;
  if (body < stored.bodies && !(p.motion && t == p.window - 1)) {
    x = p.feature(stored, p.views[clip], channel, t, joint, body);
    if (p.motion) x = p.feature(stored, p.views[clip], channel, t + 1, joint, body) - x;
  }
  p.x[(static_cast<long long>(clip) * p.channels * p.window * p.joints * p.bodies) + i] = x;
}

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
