package train

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"

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
	draw := philox.NewStream(r.config.Training.Seed, philox.Mixing, uint32(epoch), uint32(number))
	mixed := draw.Uniform() < r.config.Objective.MixShare
	share := r.share(batch.Classes)
	r.network.state.ClearGradients()
	pass, logits := r.network.forward(len(batch.Classes), true, batch.X)
	clean := r.loss(epoch, logits, objective.OneHot(batch.Classes, r.network.Classes), r.weightsOf(batch.Classes))
	pass.backward(scaled(clean.Gradient, share))
	loss := clean.Mean * share
	if mixed {
		if second := r.secondTerm(epoch, draw, batch, clean, share); second != nil {
			loss += second.Mean * share
		}
	}
	if loss-loss != 0 {
		return fmt.Errorf("the loss of batch %d of epoch %d is %g; hint: the checkpoint before is whole; try a lower training.learning_rate or a longer training.warm_up", number, epoch, loss)
	}
	r.shorten()
	r.network.state.Descend(device.Descent{LearningRate: r.config.Training.rate(epoch), Momentum: r.config.Training.Momentum, WeightDecay: r.config.Training.WeightDecay})
	r.losses = append(r.losses, loss)
	r.seen.Add(clean.LogPosterior, batch.Classes)
	most := math.Log(float64(r.network.Classes))
	for i, class := range batch.Classes {
		if err := r.controller.Observe(class, min(clean.Entropy[i], most)); err != nil {
			return err
		}
	}
	return nil
}

// secondTerm adds the gradient of the second term of Eq. 6, on mixed clips, and
// returns the loss, or nil if the run doesn't mix.
func (r *run) secondTerm(epoch int, draw *philox.Stream, batch *feed.Batch, clean *objective.Loss, share float64) *objective.Loss {
	channels, frames, joints, bodies := r.data.trainFeed.Extents()
	shape := [5]int{len(batch.Classes), channels, frames, joints, bodies}
	r.strategy.Mix(draw, batch.X, shape, batch.Classes, &r.mixed)
	if len(r.mixed.Partner) == 0 {
		return nil
	}
	pass, logits := r.network.forward(len(batch.Classes), true, r.mixed.X)
	own := r.mixed.LabelRatio
	if r.mixed.Semantic {
		pairs := objective.Pairs{Labels: batch.Classes, Partner: r.mixed.Partner, NicheWidth: r.lossWeights, Epsilon: objective.Epsilon}
		own = nil
		for _, lambda := range pairs.Mixed(clean, logits).SemanticRatio {
			own = append(own, 1-lambda)
		}
	}
	targets, weights := blend(batch.Classes, r.mixed.Partner, own, r.lossWeights)
	second := r.loss(epoch, logits, targets, weights)
	pass.backward(scaled(second.Gradient, share))
	return second
}

// blend returns the targets and weights of mixed clips, each of which has the share
// own[i] of clip i and the rest of its partner.
func blend(classes, partner []int, own, lossWeights []float64) (targets, weights []float64) {
	width := len(lossWeights)
	targets, weights = make([]float64, len(classes)*width), make([]float64, len(classes))
	for i, a := range classes {
		b := classes[partner[i]]
		targets[i*width+a] += own[i]
		targets[i*width+b] += 1 - own[i]
		weights[i] = own[i]*lossWeights[a] + (1-own[i])*lossWeights[b]
	}
	return targets, weights
}

// loss returns the configured loss of a batch.
func (r *run) loss(epoch int, logits, targets, weights []float64) *objective.Loss {
	if r.expression == nil {
		return objective.CrossEntropy(logits, targets, weights)
	}
	return r.expression.Evaluate(epoch, logits, targets, weights)
}

func (r *run) weightsOf(classes []int) []float64 {
	weights := make([]float64, len(classes))
	for i, c := range classes {
		weights[i] = r.lossWeights[c]
	}
	return weights
}

// shorten scales a gradient that is longer than it may be.
func (r *run) shorten() {
	most := r.config.Training.MaxGradient
	if most == 0 {
		return
	}
	gradient := r.network.read(device.Gradients)
	if length := floats.Norm(gradient, 2); length > most {
		floats.Scale(most/length, gradient)
		r.network.state.Write(device.Gradients, gradient)
	}
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
