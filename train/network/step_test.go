package network

import (
	"slices"
	"testing"

	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/device/ref"
	"aeed/train/program"
)

// A step is its parts, one after the other.
func TestTake(t *testing.T) {
	b := newBatch(3, false)
	parameters, running := b.architecture.Initialise(1)
	fresh := func() *Network {
		n := New(b.architecture, ref.New(), ctrgcn.Weights{Parameters: parameters, Running: running})
		t.Cleanup(n.Close)
		return n
	}
	whole, parts := fresh(), fresh()
	descent := device.Descent{LearningRate: 0.1, Momentum: 0.9}
	got := whole.Take(Step{Labels: b.labels, Objective: b.objective, Mixture: &b.mixture, Descent: descent}, b.x, b.mixed)
	bodies := program.AllBodies(len(b.labels), 1)
	parts.ClearGradients()
	pass := parts.Forward(b.x, bodies, ctrgcn.Shape{Training: true})
	features := pass.Features()
	clean := pass.Clean(b.labels, b.objective)
	pass = parts.Forward(b.mixed, bodies, ctrgcn.Shape{Training: true})
	mixed := pass.Mixed(b.labels, b.mixture, clean, b.objective)
	parts.Descend(descent)
	for what, pair := range map[string][2][]float64{
		"parameters": {whole.Read(device.Parameters), parts.Read(device.Parameters)}, "entropies": {got.Clean.Entropy, clean.Entropy},
		"shares": {got.Mixed.Own, mixed.Own}, "features": {got.Features, features}, "features of mixed clips": {got.MixedFeatures, pass.Features()},
		"the loss": {{got.Loss(b.objective.Scale)}, {clean.Mean*b.objective.Scale + mixed.Mean*b.objective.Scale}},
	} {
		if !slices.Equal(pair[0], pair[1]) {
			t.Errorf("%s are %v, want %v", what, pair[0], pair[1])
		}
	}
	if o := whole.Take(Step{Labels: b.labels, Objective: b.objective}, b.x, nil); o.Mixed != nil || o.Features != nil || o.Loss(2) != 2*o.Clean.Mean {
		t.Errorf("a clean step has a mixed pass: %+v", o)
	}
}

// A recorder is a device that claims to take steps by itself, and keeps what it is asked.
type recorder struct {
	device.Device
	steps   []device.Step
	batches []device.Batch
}

type recording struct {
	device.State
	*recorder
}

func (r *recorder) NewState(parameters, running int) device.State {
	return &recording{r.Device.NewState(parameters, running), r}
}

func (r *recording) Load(device.Clips) error { return nil }

// Train returns numbers that tell the fields apart.
func (r *recording) Train(_ device.Preparation, steps []device.Step) (outcomes []device.Outcome) {
	r.steps = append(r.steps, steps...)
	for _, s := range steps {
		clips, classes := s.Program.Clips, s.Program.Output.Columns
		o := device.Outcome{LogPosterior: filled(clips*classes, -1), Terms: filled(clips*program.TermColumns, 2)}
		if s.Mixed != nil {
			o.Features, o.MixedTerms, o.MixedFeatures = filled(clips, 3), filled(clips*program.TermColumns, 4), filled(clips, 5)
		}
		outcomes = append(outcomes, o)
	}
	return outcomes
}

func (r *recording) Infer(_ device.Preparation, batches []device.Batch) (logits [][]float64) {
	r.batches = append(r.batches, batches...)
	for _, b := range batches {
		logits = append(logits, filled(b.Program.Clips, 6))
	}
	return logits
}

func filled(n int, x float64) []float64 { return slices.Repeat([]float64{x}, n) }

// Steps on a device that has the clips are of wide programs, with sequences in buckets of
// 8 that both passes of a step share, and what comes of them is told apart.
func TestTakeResident(t *testing.T) {
	a := newBatch(1, true).architecture
	a.Bodies, a.Classes = 2, 3
	parameters, running := a.Initialise(1)
	r := &recorder{Device: ref.New()}
	n := New(a, r, ctrgcn.Weights{Parameters: parameters, Running: running})
	defer n.Close()
	trainer, is := n.Trainer()
	if !is {
		t.Fatal("the device is no trainer")
	}
	labels, places := []int{0, 1, 2, 0, 1, 2, 0}, []int{9, 8, 7, 6, 5, 4, 3}
	shown := make([]bool, 14) // the first bodies of all clips, and the second of the last
	for i := range labels {
		shown[2*i] = true
	}
	more := slices.Clone(shown)
	shown[13], more[13], more[11], more[9] = true, true, true, true
	objective := Objective{ClassWeights: []float64{1, 2, 3}, Scale: 0.5, Epsilon: 1e-8}
	clean := ResidentStep{Step: Step{Labels: labels, Objective: objective}, Batch: Batch{Epoch: 4, Places: places, Shown: shown[:14]}}
	mixed := clean
	mixed.Mixture, mixed.MixedShown, mixed.Ratio = &Mixture{Partner: []int{1, 2, 3, 4, 5, 6, 0}}, more, 0.25
	mixed.Cut = &device.Cut{Start: 1, Length: 2}
	outcomes := n.TakeResident(trainer, device.Preparation{}, []ResidentStep{clean, mixed})
	for i, want := range []int{14, 14} { // 9 and 11 distinct bodies of 14
		s := r.steps[i]
		s.Check()
		if s.Program.Sequences != want || len(s.Bodies.Copies) != want || s.Epoch != 4 || !slices.Equal(s.Places, places) {
			t.Errorf("step %d has %d sequences, want %d", i, s.Program.Sequences, want)
		}
	}
	if d := r.steps[1]; d.Mixed.Ratio != 0.25 || d.Mixed.Cut != mixed.Cut || d.Mixed.Pairs[1] != 1 || d.Mixed.Pairs[2] != -1 || d.Constants != [2]float64{0.5, 1e-8} {
		t.Errorf("%+v", d)
	}
	one, two := outcomes[0], outcomes[1]
	if one.Clean.Entropy[6] != 2 || one.Clean.LogPosterior[0] != -1 || one.Mixed != nil || two.Mixed.Own[6] != 4 || two.Features[0] != 3 || two.MixedFeatures[0] != 5 {
		t.Errorf("outcomes %+v", outcomes)
	}
	if n.Weights().Batches != 3 {
		t.Errorf("%d forward passes", n.Weights().Batches)
	}
	alone := make([]bool, 14) // 7 first bodies, and one for the absent ones
	for i := range labels {
		alone[2*i] = true
	}
	logits := n.InferResident(trainer, device.Preparation{}, []Batch{{Places: places, Shown: alone}})
	if p := r.batches[0].Program; len(logits) != 1 || p.Sequences != 8 || p.Objective != nil || r.batches[0].Bodies.Copies[1] != 7 {
		t.Errorf("%d logits of a program of %d sequences", len(logits), p.Sequences)
	}
	for _, op := range r.batches[0].Program.Operations[program.Forward] {
		if g, is := op.(*program.Aggregate); is && g.Subsets() != 3 {
			t.Errorf("the program is not wide: %d subsets together", g.Subsets())
		}
	}
}
