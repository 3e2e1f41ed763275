// Package mixing makes the mixed clips of a batch: each of its N clips, a, together
// with another one, its partner b.
//
//	strategy, err := mixing.New("cs-mix", mixing.Settings{Alpha: mixing.Alpha})
//	…
//	var mixed mixing.Mixed
//	random := philox.NewStream(seed, philox.Mixing, epoch, batch)
//	mixing.Mix(strategy, random, x, [5]int{n, c, t, v, m}, classes, &mixed)
//
// # Ratios
//
// A ratio λ of a [Mixed] is the weight of a, the clip itself; its partner has 1 − λ:
//
//	x_mix[i] = λ·x[i] + (1 − λ)·x[Partner[i]]
//
// The semantic ratio λ_CS of the paper's Eq. 5 goes the other way and is the weight
// of the partner, so λ_CS corresponds to 1 − λ. There are two ratios, for a clip may
// be labelled otherwise than it was mixed:
//
//	               mixed clip                             label weight of a
//	none           there is none
//	mixup          λ·a + (1 − λ)·b                        λ
//	cutmix         a, with b in a window of frames        share of the frames that are a's
//	cutmix-parts   a, with one part of b in a window      share of a's joints × frames
//	remix          λ·a + (1 − λ)·b                        λ, or all to the rarer class
//	cs-mix         λ·a + (1 − λ)·b                        none: 1 − λ_CS, of posteriors
//
// # What is random
//
// The partners are a permutation of the batch that leaves no clip in its place, all
// of these equally likely. A batch has one λ, from Beta(α, α), of which α = 1 makes
// every ratio equally likely. A window has (1 − λ)·T frames, rounded, at a place that
// is the same in a and b, each possible one equally likely; the ratio is then what
// the window left. A part is one of the graph's, each equally likely: since it is
// less than the body, the ratios of cutmix-parts are near 1.
//
// All draws come from the stream that Mix is given, in the order partners, λ, part,
// window: the same stream mixes the same batch alike.
//
// # Sources
//
// Mixup: Zhang et al., ICLR 2018. CutMix: Yun et al., ICCV 2019, on frames instead of
// pixels. Remix: Chou et al., ECCV Workshops 2020. CS-Mix: the paper, whose Beta
// distribution has no stated α.
package mixing
