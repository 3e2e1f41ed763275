package kernels

import "aeed/train/program"

type objective struct {
	logits, gradient, pairs, beliefs, classWeights, constants, logPosterior, terms matrix
	clips, classes                                                                 int32
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
