package train

import (
	"fmt"
	"math"

	"aeed/dynamics/trajectory"
	"aeed/internal/philox"
	"aeed/train/device"
	"aeed/train/mixing"
	"aeed/train/network"
	"aeed/train/objective"
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

// A plan is a step that is to be taken, and how its clips are mixed.
type plan struct {
	network.Step
	mixed  mixing.Mixed
	number int // of the batch in its epoch
}

// plan returns step number of an epoch, on clips of the given classes. A share of the
// steps has a mixed pass.
func (r *run) plan(epoch, number int, classes []int) *plan {
	t := r.config.Training
	p := &plan{number: number, Step: network.Step{
		Labels: classes, Objective: r.objective(epoch, classes),
		Descent: device.Descent{LearningRate: t.rate(epoch), Momentum: t.Momentum, WeightDecay: t.WeightDecay, MaxGradient: t.MaxGradient},
	}}
	draw := philox.NewStream(t.Seed, philox.Mixing, uint32(epoch), uint32(number))
	if draw.Uniform() >= r.config.Objective.MixShare {
		return p
	}
	r.strategy.Draw(draw, r.shape(len(classes)), classes, &p.mixed)
	if len(p.mixed.Partner) > 0 {
		p.Mixture = &network.Mixture{Partner: p.mixed.Partner}
		if !p.mixed.Semantic {
			p.Mixture.Own = p.mixed.LabelRatio
		}
	}
	return p
}

// shape returns that of n training clips.
func (r *run) shape(n int) [5]int {
	channels, frames, joints, bodies := r.data.trainFeed.Extents()
	return [5]int{n, channels, frames, joints, bodies}
}

// account keeps what came of a step.
func (r *run) account(epoch int, p *plan, o network.Outcome) error {
	loss := o.Loss(p.Objective.Scale)
	if loss-loss != 0 {
		return fmt.Errorf("the loss of batch %d of epoch %d is %g; hint: the checkpoint before is whole; try a lower training.learning_rate or a longer training.warm_up", p.number, epoch, loss)
	}
	r.losses = append(r.losses, loss)
	r.seen.Add(o.Clean.LogPosterior, p.Labels)
	most := math.Log(float64(r.network.Classes))
	for i, class := range p.Labels {
		if err := r.controller.Observe(class, min(o.Clean.Entropy[i], most)); err != nil {
			return err
		}
	}
	if o.Mixed != nil {
		r.count(p, o)
	}
	return nil
}

// count adds mixed clips, with the shares of their labels, their features and those of
// the clips that they are made of, to what the epoch tells of shares.
func (r *run) count(p *plan, o network.Outcome) {
	d := len(o.Features) / len(p.Labels)
	of := func(features []float64, i int) []float64 { return features[i*d : (i+1)*d] }
	for i, label := range o.Mixed.Own {
		r.shares.add(p.mixed.PhysicalRatio[i], label)
		r.geometry.add(geometricShare(of(o.MixedFeatures, i), of(o.Features, i), of(o.Features, p.mixed.Partner[i])), label)
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
