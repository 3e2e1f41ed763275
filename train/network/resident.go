package network

import (
	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/program"
)

// bucket is what the numbers of sequences of the programs of resident steps are multiples
// of.
const bucket = 8

// A Batch is clips that lie on the device.
type Batch struct {
	Epoch  int
	Places []int
	Shown  []bool // which bodies the clips have, shape (N, M); one that is not shown is zero
}

// A ResidentStep is a step on clips that lie on the device, which mixes them itself.
type ResidentStep struct {
	Step
	Batch
	MixedShown []bool  // Shown, of the mixed clips
	Ratio      float64 // λ, the share of a clip in its blend with its partner
	Cut        *device.Cut
}

// Trainer returns what takes steps by itself, if the device has such.
func (n *Network) Trainer() (t device.Trainer, is bool) {
	t, is = n.state.(device.Trainer)
	return t, is
}

// TakeResident takes steps on the clips that a trainer has loaded, one after the other,
// whose losses the device computes. Bodies that are not shown share a sequence: what comes
// of that is the same but for rounding.
func (n *Network) TakeResident(t device.Trainer, p device.Preparation, steps []ResidentStep) []Outcome {
	taken := make([]device.Step, len(steps))
	for i, s := range steps {
		o := s.Objective
		d := device.Step{
			Pairs: cleanPairs(s.Labels), ClassWeights: o.ClassWeights, Constants: [2]float64{o.Scale, o.Epsilon}, Descent: s.Descent,
		}
		if m := s.Mixture; m == nil {
			d.Batch = n.batch(s.Batch, s.Shown, true)
		} else {
			d.Batch = n.batch(s.Batch, s.MixedShown, true) // which has more bodies than the clean one
			d.Mixed = &device.Mixed{Bodies: d.Bodies, Pairs: m.pairs(s.Labels), Ratio: s.Ratio, Cut: s.Cut}
			d.Bodies = program.SpreadBodies(s.Shown, n.Bodies, d.Program.Sequences)
			n.forwardPasses++
		}
		n.forwardPasses++
		taken[i] = d
	}
	outcomes := make([]Outcome, len(steps))
	for i, o := range t.Train(p, taken) {
		outcomes[i] = Outcome{Clean: &CleanLoss{Loss: lossOf(o.LogPosterior, o.Terms).Loss}, Features: o.Features, MixedFeatures: o.MixedFeatures}
		if o.MixedTerms != nil {
			outcomes[i].Mixed = lossOf(nil, o.MixedTerms)
		}
	}
	return outcomes
}

// InferResident returns the logits of batches of the clips that a trainer has loaded,
// shape (N, classes).
func (n *Network) InferResident(t device.Trainer, p device.Preparation, batches []Batch) [][]float64 {
	inferred := make([]device.Batch, len(batches))
	for i, b := range batches {
		inferred[i] = n.batch(b, b.Shown, false)
	}
	return t.Infer(p, inferred)
}

// batch returns a batch with its program, in which bodies that are not shown share a
// sequence.
func (n *Network) batch(b Batch, shown []bool, training bool) device.Batch {
	distinct := len(program.DistinctBodies(shown, n.Bodies).Copies)
	sequences := min((distinct+bucket-1)/bucket*bucket, len(shown))
	shape := ctrgcn.Shape{Clips: len(b.Places), Sequences: sequences, Training: training, Wide: n.wide}
	if n.resident[shape] == nil {
		n.resident[shape] = n.Program(shape, false)
	}
	return device.Batch{Program: n.resident[shape], Epoch: b.Epoch, Places: b.Places, Bodies: program.SpreadBodies(shown, n.Bodies, sequences)}
}
