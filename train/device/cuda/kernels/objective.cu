// The objective of a step (Eqs. 1, 5 and 6), from logits to their gradient.
#include "functions.h"
#include "matrix.h"

struct Objective {
  Matrix logits, gradient; // (clips, classes)
  Matrix pairs;            // (clips, 3): label, partner, share of the label; below 0 for 1 − λ_CS (Eq. 5)
  Matrix beliefs;          // (clips, classes): logits of the clean clips
  Matrix class_weights;    // (1, classes)
  Matrix constants;        // (1, 2): scale, ε of Eq. 5
  Matrix log_posterior;    // (clips, classes)
  Matrix terms;            // (clips, 6): entropy, cross-entropy, weight, share, both divergences
  int clips, classes;
};

// The sums of a warp: every lane gets them.
DEVICE double warp_sum(double value) {
  for (int mask = 16; mask > 0; mask /= 2) value += across_warp(value, mask);
  return value;
}

// The largest of a warp.
DEVICE double warp_most(double value) {
  for (int mask = 16; mask > 0; mask /= 2) {
    const double other = across_warp(value, mask);
    value = other > value ? other : value;
  }
  return value;
}

// The logarithm of the sum of e^m over a row of m, for every lane of a warp.
DEVICE double normaliser_of(Matrix m, int row, int classes, int lane) {
  double top = m(row, 0);
  for (int k = lane; k < classes; k += 32) top = m(row, k) > top ? m(row, k) : top;
  top = warp_most(top);
  double sum = 0;
  for (int k = lane; k < classes; k += 32) sum += exponential(m(row, k) - top);
  return top + logarithm(warp_sum(sum));
}

// whole is a whole number that memory holds as a float, or −1 if it is none below limit.
DEVICE int whole(float x, int limit) { return x >= 0 && x < limit && x == static_cast<int>(x) ? static_cast<int>(x) : -1; }

// A clip whose logits are not all finite, or whose label or partner is none, gets NaN as
// its gradient, log-posterior, entropy and cross-entropy; without a label or partner, as
// its weight too. A warp takes a clip, its lanes the classes, in float64.
// Grid: tiles of 4 clips.
KERNEL(objective, Objective, 128) {
  const int clip = blockIdx.x * 4 + threadIdx.x / 32, lane = threadIdx.x % 32;
  if (clip >= p.clips) return;
  const int label = whole(p.pairs(clip, 0), p.classes), partner = whole(p.pairs(clip, 1), p.clips);
  const int other = partner < 0 ? -1 : whole(p.pairs(partner, 0), p.classes);
  double top = p.logits(clip, 0);
  for (int k = lane; k < p.classes; k += 32) {
    const double z = p.logits(clip, k);
    top = z > top ? z : top;
  }
  top = warp_most(top);
  top += top - top; // NaN unless it is finite; a logit that is NaN makes the normaliser NaN
  if (label < 0 || other < 0) top = (top - top) / (top - top);

  // Of the classes but for one with the largest logit: Σ e and Σ e·gap, so that nothing
  // is lost of the entropy of a clip that the network is sure of.
  int largest = p.classes;
  for (int k = lane; k < p.classes; k += 32)
    if (p.logits(clip, k) == top && k < largest) largest = k;
  largest = static_cast<int>(-warp_most(-largest));
  double others = 0, moment = 0;
  for (int k = lane; k < p.classes; k += 32) {
    if (k == largest) continue;
    const double gap = top - p.logits(clip, k), e = exponential(-gap);
    others += e;
    moment += e > 0 ? e * gap : e;
  }
  others = warp_sum(others);
  moment = warp_sum(moment);
  const double normaliser = logarithm_of_more(others);
  double entropy = normaliser + moment / (1 + others);
  const double most = logarithm(p.classes);
  if (entropy > most) entropy = most;

  double own = p.pairs(clip, 2), from_own = 0, from_other = 0; // KL(p‖p_a) and KL(p‖p_b)
  if (own < 0 && label >= 0 && other >= 0) {
    const double of_own = normaliser_of(p.beliefs, clip, p.classes, lane), of_other = normaliser_of(p.beliefs, partner, p.classes, lane);
    for (int k = lane; k < p.classes; k += 32) {
      const double log_p = p.logits(clip, k) - top - normaliser, probability = exponential(log_p);
      from_own += probability * (log_p - (p.beliefs(clip, k) - of_own));
      from_other += probability * (log_p - (p.beliefs(partner, k) - of_other));
    }
    from_own = warp_sum(from_own);
    from_other = warp_sum(from_other);
    if (from_own < 0) from_own = 0; // rounding may leave them just below
    if (from_other < 0) from_other = 0;
    own = 1 - from_own / (from_own + from_other + p.constants(0, 1));
  }
  const double weight = label < 0 || other < 0 ? top : own * p.class_weights(0, label) + (1 - own) * p.class_weights(0, other);
  double surprise = top - top; // 0, or NaN
  for (int k = lane; k < p.classes; k += 32) {
    const double log_p = p.logits(clip, k) - top - normaliser;
    const double target = (k == label ? own : 0) + (k == other ? 1 - own : 0);
    if (target > 0) surprise -= target * log_p;
    p.log_posterior(clip, k) = static_cast<float>(log_p);
    p.gradient(clip, k) = static_cast<float>(p.constants(0, 0) * weight * (exponential(log_p) - target) / p.clips);
  }
  surprise = warp_sum(surprise);
  if (lane > 0) return;
  p.terms(clip, 0) = static_cast<float>(entropy);
  p.terms(clip, 1) = static_cast<float>(surprise);
  p.terms(clip, 2) = static_cast<float>(weight);
  p.terms(clip, 3) = static_cast<float>(own);
  p.terms(clip, 4) = static_cast<float>(from_own);
  p.terms(clip, 5) = static_cast<float>(from_other);
}
