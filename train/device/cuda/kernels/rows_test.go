package kernels_test

import (
	"slices"
	"testing"

	"aeed/train/device/cuda/kernels"
)

// Three steps take their rows of a plan into one place and leave theirs in a ledger.
func TestMoveRows(t *testing.T) {
	inBothOrders(t, func(t *testing.T) {
		const words, steps = 300, 3
		plan, ledger := make([]uint32, steps*words), make([]uint32, steps*words+5)
		for i := range plan {
			plan[i] = uint32(i)
		}
		current, step := make([]uint32, words), make([]int32, 1)
		library := emulated(t)
		for k := range steps {
			library.Run(
				kernels.MoveRows(at(step), kernels.Segment{From: at(plan), FromStep: words, To: at(current), Words: words}),
				kernels.MoveRows(at(step),
					kernels.Segment{From: at(current), To: at(ledger), ToStep: words, Words: 2},
					kernels.Segment{From: at(current[2:]), To: at(ledger[2:]), ToStep: words, Words: words - 2}),
				kernels.CountStep(at(step)))
			if !slices.Equal(current, plan[k*words:][:words]) || step[0] != int32(k+1) {
				t.Fatalf("step %d: row %v", k, current)
			}
		}
		if !slices.Equal(ledger[:steps*words], plan) || ledger[steps*words] != 0 {
			t.Errorf("ledger %v", ledger)
		}
	})
}

func TestTooManySegments(t *testing.T) {
	defer func() {
		if said := recover(); said != "kernels: 9 segments of a row, there may be 8" {
			t.Errorf("%v", said)
		}
	}()
	kernels.MoveRows(0, make([]kernels.Segment, 9)...)
}
