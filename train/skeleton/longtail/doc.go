// Package longtail makes the long-tailed subsets on which class re-weighting is
// measured, and says which classes are many, medium and few.
//
// # A subset
//
// [Profile] gives the number of clips of each class, falling exponentially from the
// first class, the head, to the last: n_c = ⌊n·IF^(−c/(C−1))⌋ with IF the imbalance
// factor. [Select] draws that many names of each class, the same as NumPy's shuffle
// under the same seed, so that the published lists can be made again:
//
//	set                      classes  head  factor  clips
//	NTU 60, xsub and xview        60   600     100   7892
//	NTU 120, xsub                120   600     100  15600
//	NTU 120, xset                120   400     100  10378
//	Northwestern-UCLA             10   100      10    403
//
// With seed 0 and the training names of [aeed/train/skeleton/ntu.Folder.Splits] the
// NTU 120 lists come out name for name and in order. The published lists of NTU 60
// and Northwestern-UCLA were drawn from names in another order; read them with
// [aeed/train/skeleton.ReadList].
//
// # Groups
//
// [Groups] divides the classes by their number of training clips, and [Group.Mean]
// is the accuracy of a group, the unweighted mean over its classes.
//
// Sources: K. Cao et al., LDAM, NeurIPS 2019 (the profile); H. Liu et al., BRL, and
// its lists (MIT licence).
package longtail
