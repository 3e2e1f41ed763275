package conformance

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"aeed/train/device"
	"aeed/train/device/ref"
	"aeed/train/program"
)

// A batch is what an objective reads, for N clips of C classes.
type batch struct {
	clips, classes                                  int
	logits, pairs, beliefs, classWeights, constants []float64
}

// newBatch draws a batch: clean clips, mixed ones with given and with semantic shares,
// labels that partners share, classes that weigh nothing, and logits far apart.
func newBatch(seed uint64, clips, classes int) *batch {
	random := rand.New(rand.NewPCG(seed, 2))
	single := func(x float64) float64 { return float64(float32(x)) }
	b := &batch{clips: clips, classes: classes, constants: []float64{single(0.25 + random.Float64()), single(1e-8)}}
	spread := []float64{1, 10, 80}[seed%3]
	for i := range clips {
		partner, own := i, 1.0
		if kind := random.IntN(3); kind > 0 {
			partner, own = random.IntN(clips), []float64{0, single(random.Float64())}[random.IntN(2)]
			if kind == 2 {
				own = -1
			}
		}
		b.pairs = append(b.pairs, float64(random.IntN(classes)), float64(partner), own)
		for range classes {
			b.logits = append(b.logits, single(spread*(2*random.Float64()-1)))
			b.beliefs = append(b.beliefs, single(spread*(2*random.Float64()-1)))
		}
	}
	for range classes {
		b.classWeights = append(b.classWeights, single(4*float64(random.IntN(5))*random.Float64()))
	}
	return b
}

// program returns one with nothing but the objective.
func (b *batch) program() *program.Program {
	builder := program.NewBuilder(b.clips, 1, b.clips, true)
	logits := builder.Clips("logits", b.classes)
	builder.Objective(logits)
	return builder.Finish(logits)
}

// run returns what a device makes of the batch: gradient, log-posteriors and terms.
func (b *batch) run(d device.Device) [3][]float64 {
	p := b.program()
	state := d.NewState(p.Parameters, p.Running)
	defer state.Close()
	e := state.Executor(p)
	o := p.Objective
	e.Run(program.Forward)
	for _, in := range []struct {
		view   program.View
		values []float64
	}{{o.Logits, b.logits}, {o.Pairs, b.pairs}, {o.Beliefs, b.beliefs}, {o.ClassWeights, b.classWeights}, {o.Constants, b.constants}} {
		e.Write(in.view.Buffer, in.values)
	}
	var results [3][]float64
	outputs := []program.View{o.Gradient, o.LogPosterior, o.Terms}
	for _, v := range outputs {
		e.Write(v.Buffer, nans(p.Buffers[v.Buffer].Size))
	}
	e.Run(program.Loss)
	for i, v := range outputs {
		results[i] = make([]float64, p.Buffers[v.Buffer].Size)
		e.Read(v.Buffer, results[i])
	}
	return results
}

// weighs compares the objective with the reference's.
func weighs(d device.Device) error {
	at := toleranceOf(d).operation
	for seed := range uint64(24) {
		clips, classes := 1+int(seed*seed%9), []int{2, 3, 10, 60, 400}[seed%5]
		b := newBatch(seed, clips, classes)
		got, want := b.run(d), b.run(ref.New())
		for i, name := range []string{"the gradient of the logits", "the log-posteriors"} {
			if err := differ(name, got[i], want[i], at); err != nil {
				return fmt.Errorf("%d clips of %d classes, seed %d: %w", clips, classes, seed, err)
			}
		}
		for column := range program.TermColumns {
			var mine, theirs []float64
			for i := column; i < len(want[2]); i += program.TermColumns {
				mine, theirs = append(mine, got[2][i]), append(theirs, want[2][i])
			}
			if err := differ(fmt.Sprintf("column %d of the terms", column), mine, theirs, at); err != nil {
				return fmt.Errorf("%d clips of %d classes, seed %d: %w", clips, classes, seed, err)
			}
		}
	}
	return nil
}

// refusesLabels demands a panic for a label that is no class and a partner that is no
// clip, before anything is read from there.
func refusesLabels(d device.Device) error {
	for _, wrong := range []struct {
		column int
		value  float64
	}{{program.PairLabel, -1}, {program.PairLabel, 3}, {program.PairLabel, 0.5}, {program.PairPartner, 2}, {program.PairPartner, -1}, {program.PairPartner, nans(1)[0]}} {
		b := newBatch(0, 2, 3)
		b.pairs[program.PairColumns+wrong.column] = wrong.value
		if !panics(func() { b.run(d) }) {
			return fmt.Errorf("no panic: %v in column %d of the pairs", wrong.value, wrong.column)
		}
	}
	return nil
}

// learns compares the gradient of a step whose loss is the device's with that of one
// whose loss is the host's.
func learns(d device.Device, n *network) error {
	host, own := n.on(d, n.distinct()), n.on(d, n.distinct())
	defer host.state.Close()
	defer own.state.Close()
	host.pass(n.input)
	o, pairs := own.program.Objective, []float64(nil)
	for i, label := range n.labels {
		pairs = append(pairs, float64(label), float64(i), 1)
	}
	own.executor.Write(own.program.Input, n.input)
	own.executor.Run(program.Forward)
	own.executor.Write(o.Pairs.Buffer, pairs)
	own.executor.Write(o.ClassWeights.Buffer, slices.Repeat([]float64{1}, n.Classes))
	own.executor.Write(o.Constants.Buffer, []float64{1, 1e-8})
	own.executor.Run(program.Loss)
	own.state.ClearGradients()
	own.executor.Run(program.Backward)
	return differ("the gradient", own.vector(device.Gradients), host.vector(device.Gradients), toleranceOf(d).product)
}
