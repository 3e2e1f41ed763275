package train

import (
	"fmt"
	"math"

	"aeed/dynamics/trajectory"
	"aeed/internal/philox"
	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/network"
	"aeed/train/objective"
	"aeed/train/program"
	"aeed/train/skeleton/feed"
)

// lossWeights returns what the loss makes of the niche widths w, for classes of
// the given sizes. A sum is taken of each batch, so it leaves w as it is.
func lossWeights(n trajectory.Normalisation, w []float64, sizes []int) []float64 {
	scaled := append([]float64(nil), w...)
	if n != trajectory.NormaliseMeanOne {
		return scaled
	}
	mean := meanWidth(w, sizes)
	for c := range scaled {
		scaled[c] /= mean
	}
	return scaled
}

// meanWidth returns the mean of widths w over the clips of classes of given sizes.
func meanWidth(w []float64, sizes []int) float64 {
	sum, count := 0.0, 0.0
	for c, size := range sizes {
		sum += float64(size) * w[c]
		count += float64(size)
	}
	return sum / count
}

// step takes a training step on a batch: the clean pass and, in a share of the
// batches, the mixed one. number is that of the batch in its epoch.
func (r *run) step(epoch, number int, batch *feed.Batch) error {
	draw := philox.NewStream(r.config.Training.Seed, philox.Mixing, uint32(epoch), uint32(number))
	mixed := draw.Uniform() < r.config.Objective.MixShare
	o := r.objective(epoch, batch.Classes)
	r.network.ClearGradients()
	pass := r.forward(batch, batch.X, true)
	clean := pass.Clean(batch.Classes, o)
	loss := clean.Mean * o.Scale
	if mixed {
		channels, frames, joints, perClip := r.data.trainFeed.Extents()
		r.strategy.Mix(draw, batch.X, [5]int{len(batch.Classes), channels, frames, joints, perClip}, batch.Classes, &r.mixed)
	}
	if mixed && len(r.mixed.Partner) > 0 {
		m := network.Mixture{Partner: r.mixed.Partner, Own: r.mixed.LabelRatio}
		if r.mixed.Semantic {
			m.Own = nil
		}
		parents := pass.Features()
		pass = r.forward(batch, r.mixed.X, true)
		second := pass.Mixed(batch.Classes, m, clean, o)
		loss += second.Mean * o.Scale
		r.count(second.Own, pass.Features(), parents)
	}
	if loss-loss != 0 {
		return fmt.Errorf("the loss of batch %d of epoch %d is %g; hint: the checkpoint before is whole; try a lower training.learning_rate or a longer training.warm_up", number, epoch, loss)
	}
	t := r.config.Training
	r.network.Descend(device.Descent{LearningRate: t.rate(epoch), Momentum: t.Momentum, WeightDecay: t.WeightDecay, MaxGradient: t.MaxGradient})
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

// count adds mixed clips, with the shares of their labels, their features and those of
// the clips that they are made of, to what the epoch tells of shares.
func (r *run) count(labels, features, parents []float64) {
	d := len(features) / len(labels)
	of := func(features []float64, i int) []float64 { return features[i*d : (i+1)*d] }
	for i, label := range labels {
		r.shares.add(r.mixed.PhysicalRatio[i], label)
		r.geometry.add(geometricShare(of(features, i), of(parents, i), of(parents, r.mixed.Partner[i])), label)
	}
}

// objective returns what a step on clips of the given classes minimises.
func (r *run) objective(epoch int, classes []int) network.Objective {
	o := network.Objective{ClassWeights: r.lossWeights, Scale: 1, Epsilon: objective.Epsilon}
	if r.expression != nil {
		o.Loss = func(logits, targets, weights []float64) *objective.Loss {
			return r.expression.Evaluate(epoch, logits, targets, weights)
		}
	}
	if r.config.Objective.Normalisation == trajectory.NormaliseSum {
		sum := 0.0
		for _, c := range classes {
			sum += r.lossWeights[c]
		}
		o.Scale = float64(len(classes)) / sum
	}
	return o
}

// forward runs the network on clips x, as many as a batch has.
func (r *run) forward(batch *feed.Batch, x []float32, training bool) *network.Pass {
	r.input = r.input[:0]
	for _, v := range x {
		r.input = append(r.input, float64(v))
	}
	bodies := program.AllBodies(len(batch.Classes), r.network.Bodies)
	return r.network.Forward(r.input, bodies, ctrgcn.Shape{Training: training})
}
