package kernels

import "aeed/train/program"

type objective struct {
	logits, gradient, pairs, beliefs, classWeights, constants, logPosterior, terms matrix
	clips, classes                                                                 int32
}

type classEntropies struct {
	pairs, terms   matrix
	entropy, count Pointer
	clips, classes int32
}

// clipsOfBlock is how many clips a block of the objective takes, a warp each.
const clipsOfBlock = 4

func (t *translator) objective(o *program.Objective) {
	clips, classes := o.Logits.Sequences, o.Logits.Columns
	t.add(newLaunch("objective", [3]uint32{tiles(clips, clipsOfBlock), 1, 1}, [3]uint32{32 * clipsOfBlock, 1, 1}, objective{
		logits: t.matrix(o.Logits), gradient: t.matrix(o.Gradient), pairs: t.matrix(o.Pairs), beliefs: t.matrix(o.Beliefs),
		classWeights: t.matrix(o.ClassWeights), constants: t.matrix(o.Constants), logPosterior: t.matrix(o.LogPosterior), terms: t.matrix(o.Terms),
		clips: int32(clips), classes: int32(classes),
	}))
}

// ClassEntropies returns what adds, after the objective o of clean clips, their
// entropies to those of their classes: entropy has a float64 of each class, count an
// int64. Clips are added in their order.
func ClassEntropies(o *program.Objective, m Memory, entropy, count Pointer) Launch {
	t := &translator{Memory: m}
	return newLaunch("class_entropies", numbers(o.Logits.Columns), line, classEntropies{
		pairs: t.matrix(o.Pairs), terms: t.matrix(o.Terms), entropy: entropy, count: count,
		clips: int32(o.Logits.Sequences), classes: int32(o.Logits.Columns),
	})
}
