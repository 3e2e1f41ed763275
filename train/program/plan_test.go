package program

import (
	"fmt"
	"slices"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// checkPrograms runs a property of random programs, with and without training.
func checkPrograms(t *testing.T, name string, property func(p *Program) error) {
	parameters := gopter.DefaultTestParametersWithSeed(1)
	parameters.MinSuccessfulTests = 60
	properties := gopter.NewProperties(parameters)
	properties.Property(name, prop.ForAll(func(seed uint64, training bool) string {
		if err := property(randomProgram(seed, training)); err != nil {
			return err.Error()
		}
		return ""
	}, gen.UInt64(), gen.Bool()))
	properties.TestingRun(t)
}

// holder is what a number of the arena belongs to.
type holder struct {
	buffer Buffer
	place  int
}

// replay executes a program for some of its sequences, on an arena that only knows
// which number of which buffer was written last to each of its places. It returns an
// error if an operation reads what isn't there any more, or writes over what it
// reads.
func replay(p *Program, sequences int) error {
	arena := make([]holder, p.Arena*sequences)
	for i := range arena {
		arena[i].buffer = None
	}
	visit := func(views []View, f func(at int, h holder) error) error {
		for _, v := range views {
			if p.Buffers[v.Buffer].Kept {
				continue
			}
			for row := range sequences * v.RowsOf() {
				for c := range v.Columns {
					place := v.Offset + row*v.Stride + c
					if err := f(p.Buffers[v.Buffer].Offset*sequences+place, holder{v.Buffer, place}); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}
	holds := func(at int, h holder) error {
		if arena[at] != h {
			return fmt.Errorf("place %d holds %+v instead of %+v", at, arena[at], h)
		}
		return nil
	}
	put := func(at int, h holder) error {
		arena[at] = h
		return nil
	}
	for phase, operations := range p.Operations {
		for i, op := range operations {
			reads, writes, adds := op.Views()
			for _, step := range []struct {
				views []View
				do    func(int, holder) error
			}{{slices.Concat(reads, adds), holds}, {writes, put}, {slices.Concat(reads, writes, adds), holds}} {
				if err := visit(step.views, step.do); err != nil {
					return fmt.Errorf("operation %d of phase %d, %T: %w", i, phase, op, err)
				}
			}
		}
	}
	return nil
}

func TestPlanKeepsWhatIsNeeded(t *testing.T) {
	checkPrograms(t, "no buffer is lost", func(p *Program) error {
		if err := replay(p, p.Sequences); err != nil {
			return err
		}
		return replay(p, 1)
	})
}

// TestReplayFindsOverlap sees that replay can fail: for most programs with all
// buffers in the same place it does.
func TestReplayFindsOverlap(t *testing.T) {
	for seed := range uint64(20) {
		p := randomProgram(seed, true)
		moved := 0
		for i := range p.Buffers {
			if !p.Buffers[i].Kept && p.Buffers[i].Offset > 0 {
				p.Buffers[i].Offset = 0
				moved++
			}
		}
		if moved > 0 && replay(p, p.Sequences) == nil {
			t.Errorf("program %d runs with its %d buffers at the same place", seed, moved)
		}
	}
}

// peak returns the most numbers of a sequence that are alive at once.
func peak(p *Program) int {
	var uses [][]Buffer // by operation
	for _, operations := range p.Operations {
		for _, op := range operations {
			var used []Buffer
			reads, writes, adds := op.Views()
			for _, v := range slices.Concat(reads, writes, adds) {
				if !p.Buffers[v.Buffer].Kept && !slices.Contains(used, v.Buffer) {
					used = append(used, v.Buffer)
				}
			}
			uses = append(uses, used)
		}
	}
	most := 0
	for at := range uses {
		alive := 0
		for b, info := range p.Buffers {
			needs := func(used []Buffer) bool { return slices.Contains(used, Buffer(b)) }
			if slices.ContainsFunc(uses[:at+1], needs) && slices.ContainsFunc(uses[at:], needs) {
				alive += info.Size / p.Sequences
			}
		}
		most = max(most, alive)
	}
	return most
}

// TestArena bounds the arena from both sides: it has room for what is alive at
// once, and not for much more.
func TestArena(t *testing.T) {
	checkPrograms(t, "the arena is tight", func(p *Program) error {
		most, padding := peak(p), len(p.Buffers)*(alignment-1)
		if p.Arena < most || p.Arena > most*3/2+padding {
			return fmt.Errorf("an arena of %d numbers for %d alive at once", p.Arena, most)
		}
		return nil
	})
}

func TestPlanAligns(t *testing.T) {
	checkPrograms(t, "buffers start at cache lines and end in the arena", func(p *Program) error {
		for _, info := range p.Buffers {
			if info.Offset%alignment != 0 || !info.Kept && info.Offset+info.Size/p.Sequences > p.Arena {
				return fmt.Errorf("%+v in an arena of %d", info, p.Arena)
			}
		}
		return nil
	})
}
