// The views of the clips of a batch: the draws of package train/skeleton/feed.
#include "batch.h"
#include "functions.h"
#include "random.h"

DEVICE Rotation about_x(double angle) {
  double s, c;
  sine_and_cosine(angle, s, c);
  return {{{1, 0, 0}, {0, c, s}, {0, -s, c}}};
}

DEVICE Rotation about_y(double angle) {
  double s, c;
  sine_and_cosine(angle, s, c);
  return {{{c, 0, -s}, {0, 1, 0}, {s, 0, c}}};
}

DEVICE Rotation about_z(double angle) {
  double s, c;
  sine_and_cosine(angle, s, c);
  return {{{c, s, 0}, {-s, c, 0}, {0, 0, 1}}};
}

struct Views {
  const StoredClip *stored;
  const int *place; // of each clip of the batch, as feed.Epoch takes it
  const unsigned *epoch; // one
  View *views;           // of each clip of the batch
  int *frames;           // (clips, window), ascending: those that UCLA takes
  unsigned long long seed;
  double crop_low, crop_high, greatest_angle;
  int clips, stored_count, window;
  int preparation;
  int planar; // the clips are key points in the image
  int train;

  // turn draws a rotation.
  MEMBER Rotation turn(Random &random) const {
    if (preparation == ucla) {
      const double degree = 0.017453292519943295, degrees = greatest_angle / degree;
      int greatest = static_cast<int>(degrees);
      if (degrees - greatest >= 0.5) greatest++;
      double angle[2];
      for (int axis = 0; axis < 2; axis++) angle[axis] = degree * (static_cast<int>(random.whole(2 * greatest + 1)) - greatest);
      return about_y(angle[1]).times(about_x(angle[0])).transposed();
    }
    double angle[3] = {0, 0, 0};
    for (int axis = planar ? 2 : 0; axis < 3; axis++) angle[axis] = random.between(-greatest_angle, greatest_angle);
    return about_z(angle[2]).times(about_y(angle[1])).times(about_x(angle[0]));
  }

  // crop chooses which of a clip's first shown frames NTU keeps.
  MEMBER void crop(int shown, Random &random, View &view) const {
    if (!train) {
      int cut = static_cast<int>(rounded_product(1 - crop_high, shown) / 2);
      if (cut > (shown - 1) / 2) cut = (shown - 1) / 2;
      view.start = cut;
      view.length = shown - 2 * cut;
      return;
    }
    const double share = random.between(crop_low, crop_high);
    int length = static_cast<int>(rounded_product(share, shown));
    if (length < window) length = window;
    if (length > shown) length = shown;
    view.length = length;
    view.start = static_cast<int>(random.whole(shown - length + 1));
  }

  // draw chooses which of a clip's first shown frames UCLA takes, in ascending order.
  MEMBER void draw(int shown, Random &random, int *taken) const {
    if (!train) {
      const double step = static_cast<double>(shown - 1) / (window > 1 ? window - 1 : 1);
      for (int t = 0; t < window; t++) taken[t] = static_cast<int>(rounded_product(t, step));
      if (window > 1) taken[window - 1] = shown - 1; // which the product may miss by rounding
      return;
    }
    for (int t = 0; t < window; t++) {
      const int frame = static_cast<int>(random.whole(shown));
      int at = t;
      for (; at > 0 && taken[at - 1] > frame; at--) taken[at] = taken[at - 1];
      taken[at] = frame;
    }
  }
};

// Grid: clips of the batch.
KERNEL(draw_views, Views, 64) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= p.clips) return;
  const unsigned place = static_cast<unsigned>(p.place[i]);
  const StoredClip stored = p.stored[place % p.stored_count];
  const unsigned epoch = p.train ? *p.epoch : 0;
  Random random = {{static_cast<unsigned>(p.seed), static_cast<unsigned>(p.seed >> 32)}, {epoch, place, augmentation, 0}, {}, 4};
  View view = {{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}, {}, 0, stored.shown};
  if (p.train) view.rotation = p.turn(random);
  if (p.preparation == ucla)
    p.draw(stored.shown, random, p.frames + static_cast<long long>(i) * p.window);
  else
    p.crop(stored.shown, random, view);
  p.views[i] = view;
}
