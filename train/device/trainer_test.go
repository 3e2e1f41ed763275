package device_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"aeed/train/device"
	"aeed/train/program"
)

// classified returns the program of two clips of one body, of three classes.
func classified() *program.Program {
	b := program.NewBuilder(2, 1, 2, true)
	features, logits := b.ClipMean(b.Activation("x", 2, 2, 4)), b.Clips("logits", 3)
	b.Convolve(program.Convolution{X: features, Y: logits, Kernel: 1, Weight: b.Parameter(12), Bias: b.Parameter(3)})
	b.Objective(logits)
	return b.Finish(logits)
}

// A step that fits its program passes; one that doesn't is refused before a card sees it.
func TestStepCheck(t *testing.T) {
	p := classified()
	all := program.AllBodies(2, 1)
	step := func(change func(s *device.Step)) (said string) {
		s := device.Step{
			Batch: device.Batch{Program: p, Places: []int{5, 0}, Bodies: all}, Pairs: []float64{0, 0, 1, 2, 1, 1}, ClassWeights: []float64{1, 1, 1},
			Mixed: &device.Mixed{Bodies: all, Pairs: []float64{0, 1, -1, 2, 0, -1}},
		}
		change(&s)
		defer func() {
			if r := recover(); r != nil {
				said = fmt.Sprint(r)
			}
		}()
		s.Check()
		return ""
	}
	if said := step(func(*device.Step) {}); said != "" {
		t.Errorf("a step that fits: %s", said)
	}
	if said := step(func(s *device.Step) { s.Mixed = nil }); said != "" {
		t.Errorf("a clean step: %s", said)
	}
	without := *p
	without.Objective = nil
	for what, c := range map[string]struct {
		change func(s *device.Step)
		want   string
	}{
		"places":         {func(s *device.Step) { s.Places = s.Places[:1] }, "device: 1 places of epoch 0 for 2 clips"},
		"epoch":          {func(s *device.Step) { s.Epoch = -1 }, "device: 2 places of epoch -1"},
		"bodies":         {func(s *device.Step) { s.Bodies = program.AllBodies(1, 1) }, "program: 1 sequences"},
		"weights":        {func(s *device.Step) { s.ClassWeights = nil }, "device: 0 class weights"},
		"no objective":   {func(s *device.Step) { s.Program = &without }, "device: 3 class weights for a step of training, or a program without"},
		"pairs":          {func(s *device.Step) { s.Pairs = s.Pairs[:3] }, "program: 3 numbers are not the pairs"},
		"label":          {func(s *device.Step) { s.Pairs = []float64{3, 0, 1, 2, 1, 1} }, "program: 3 is not a whole number"},
		"mixed partner":  {func(s *device.Step) { s.Mixed.Pairs[1] = 2 }, "program: 2 is not a whole number"},
		"bodies of them": {func(s *device.Step) { s.Mixed.Bodies = program.AllBodies(3, 1) }, "program: 3 sequences"},
	} {
		if said := step(c.change); !strings.HasPrefix(said, c.want) {
			t.Errorf("%s: %q, want %q", what, said, c.want)
		}
	}
	if !slices.Equal(all.Sequence, []int{0, 1}) {
		t.Error("a check changes what it checks")
	}
}
