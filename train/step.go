package train

import (
	"fmt"
	"math"

	"aeed/dynamics/trajectory"
	"aeed/internal/philox"
	"aeed/train/device"
	"aeed/train/objective"
	"aeed/train/skeleton/feed"
)

// lossWeights returns what the loss makes of the niche widths w, for classes of
// the given sizes. A sum is taken of each batch, so it leaves w as it is.
func lossWeights(n trajectory.Normalisation, w []float64, sizes []int) []float64 {
	scaled := append([]float64(nil), w...)
	if n != trajectory.NormaliseMeanOne {
		return scaled
	}
	sum, count := 0.0, 0.0
	for c, size := range sizes {
		sum += float64(size) * w[c]
		count += float64(size)
	}
	for c := range scaled {
		scaled[c] *= count / sum
	}
	return scaled
}

// step takes a training step on a batch: the clean pass and, in a share of the
// batches, the mixed one. number is that of the batch in its epoch.
func (r *run) step(epoch, number int, batch *feed.Batch) error {
	clips := len(batch.Classes)
	pairs := objective.Pairs{Labels: batch.Classes, Partner: make([]int, clips), NicheWidth: r.lossWeights, Epsilon: objective.Epsilon}
	draw := philox.NewStream(r.config.Training.Seed, philox.Mixing, uint32(epoch), uint32(number))
	mixed := r.config.Objective.Mix && draw.Uniform() < r.config.Objective.MixShare
	physical := derange(draw, pairs.Partner)
	r.network.state.ClearGradients()
	pass, logits := r.network.forward(clips, true, batch.X)
	clean := pairs.Clean(logits)
	share := r.share(batch.Classes)
	pass.backward(scaled(clean.Gradient, share))
	loss := clean.Mean * share
	if mixed {
		pass, logits := r.network.forward(clips, true, r.mixClips(batch.X, pairs.Partner, physical))
		both := pairs.Mixed(clean, logits)
		pass.backward(scaled(both.Mixed.Gradient, share))
		loss += both.Mixed.Mean * share
	}
	if loss-loss != 0 {
		return fmt.Errorf("the loss of batch %d of epoch %d is %g; hint: the checkpoint before is whole; try a lower training.learning_rate or a longer training.warm_up", number, epoch, loss)
	}
	r.network.state.Descend(device.Descent{LearningRate: r.config.Training.rate(epoch), Momentum: r.config.Training.Momentum, WeightDecay: r.config.Training.WeightDecay})
	r.seen.add(loss, logits, clean, batch.Classes)
	for i, class := range batch.Classes {
		if err := r.controller.Observe(class, min(clean.Entropy[i], math.Log(float64(r.network.Classes)))); err != nil {
			return err
		}
	}
	return nil
}

// share returns by what a batch's loss is multiplied besides its weights.
func (r *run) share(classes []int) float64 {
	if r.config.Objective.Normalisation != trajectory.NormaliseSum {
		return 1
	}
	sum := 0.0
	for _, c := range classes {
		sum += r.lossWeights[c]
	}
	return float64(len(classes)) / sum
}

func scaled(x []float64, by float64) []float64 {
	for i := range x {
		x[i] *= by
	}
	return x
}

// derange fills partner with a random cycle of all clips, in which nobody is its
// own partner (Sattolo, 1986), and returns the physical ratio of the batch, the
// share that a clip keeps of itself: Beta(1, 1), which is uniform.
func derange(draw *philox.Stream, partner []int) float64 {
	for i := range partner {
		partner[i] = i
	}
	for i := len(partner) - 1; i > 0; i-- {
		j := draw.IntN(i)
		partner[i], partner[j] = partner[j], partner[i]
	}
	return draw.Uniform()
}

// mixClips returns λ·x + (1−λ)·x[partner], in memory that the next call uses
// again.
func (r *run) mixClips(x []float32, partner []int, ratio float64) []float32 {
	if cap(r.mixed) < len(x) {
		r.mixed = make([]float32, len(x))
	}
	mixed, size, keep := r.mixed[:len(x)], len(x)/len(partner), float32(ratio)
	for i, j := range partner {
		a, b, to := x[i*size:][:size], x[j*size:][:size], mixed[i*size:][:size]
		for k := range to {
			to[k] = keep*a[k] + (1-keep)*b[k]
		}
	}
	return mixed
}
