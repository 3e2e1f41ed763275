package program

import (
	"math"
	"testing"
)

func TestObjective(t *testing.T) {
	b := NewBuilder(3, 2, 6, true)
	logits := b.Clips("logits", 4)
	o := b.Objective(logits)
	p := b.Finish(logits)
	if p.Objective != o || o.Gradient != p.OutputGradient || len(p.Operations[Loss]) != 1 || p.Operations[Loss][0] != Operation(o) {
		t.Errorf("program %+v", p)
	}
	reads, writes, adds := o.Views()
	for _, v := range append(reads, writes...) {
		if !p.Buffers[v.Buffer].Kept || v.Rows()*v.Columns != p.Buffers[v.Buffer].Size {
			t.Errorf("%+v of %+v", v, p.Buffers[v.Buffer])
		}
	}
	if len(reads) != 5 || len(writes) != 3 || len(adds) != 0 {
		t.Error(reads, writes, adds)
	}
	panics(t, "program: the objective is where gradients begin", func() { o.adjoint(b) })
	inference := NewBuilder(3, 2, 6, false)
	for name, build := range map[string]func(){
		"inference":       func() { inference.Objective(inference.Clips("logits", 4)) },
		"one class":       func() { b.Objective(b.Clips("one", 1)) },
		"rows of no clip": func() { b.Objective(b.KeptActivation("wide", 1, 1, 4)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error(name)
				}
			}()
			build()
		}()
	}
}

func TestIndex(t *testing.T) {
	if Index(2, 3) != 2 || Index(0, 1) != 0 {
		t.Error("a whole number is another")
	}
	for _, x := range []float64{-1, 3, 1.5, math.NaN(), math.Inf(1), 1e300} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%g is below 3", x)
				}
			}()
			Index(x, 3)
		}()
	}
}
