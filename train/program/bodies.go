package program

import (
	"fmt"
	"slices"
)

// Bodies says which bodies of a batch the sequences of a program stand for. Bodies
// that no frame shows are all the same after the input norm, so one sequence can
// stand for all that have the same place in their clip.
type Bodies struct {
	Clip, Body []int // of each sequence: the first body that it stands for
	Copies     []int // of each sequence: how many bodies it stands for
	Sequence   []int // of body m of clip n, at n·M + m
}

// AllBodies lets every body of clips clips have its own sequence, n·M + m.
func AllBodies(clips, bodies int) Bodies {
	shown := make([]bool, clips*bodies)
	for i := range shown {
		shown[i] = true
	}
	return DistinctBodies(shown, bodies)
}

// DistinctBodies lets every body that is shown have its own sequence, and one
// sequence stand for all that are not, for each place in a clip. shown has body m
// of clip n at n·M + m.
func DistinctBodies(shown []bool, bodies int) Bodies {
	if bodies < 1 || len(shown)%bodies != 0 {
		panic(fmt.Sprintf("program: %d bodies are not so many clips of %d", len(shown), bodies))
	}
	d := Bodies{Sequence: make([]int, len(shown))}
	empty := make([]int, bodies) // the sequence of the absent bodies at a place, + 1
	for i, s := range shown {
		body := i % bodies
		if !s && empty[body] > 0 {
			d.Sequence[i] = empty[body] - 1
			d.Copies[d.Sequence[i]]++
			continue
		}
		d.Sequence[i] = len(d.Copies)
		d.Clip, d.Body, d.Copies = append(d.Clip, i/bodies), append(d.Body, body), append(d.Copies, 1)
		if !s {
			empty[body] = len(d.Copies)
		}
	}
	return d
}

// SpreadBodies is DistinctBodies with a given number of sequences: as many bodies that
// are not shown as it takes have their own. A few programs do for all batches then. It
// panics if there are fewer bodies than sequences, or more distinct ones.
func SpreadBodies(shown []bool, bodies, sequences int) Bodies {
	d := DistinctBodies(shown, bodies)
	missing := sequences - len(d.Copies)
	if missing < 0 || sequences > len(shown) {
		panic(fmt.Sprintf("program: %d bodies, of which %d are distinct, can't have %d sequences", len(shown), len(d.Copies), sequences))
	}
	if missing == 0 {
		return d
	}
	own := slices.Clone(shown)
	for i, s := range shown {
		first := d.Clip[d.Sequence[i]]*bodies + d.Body[d.Sequence[i]]
		if missing > 0 && !s && i != first { // the first stands for the others
			own[i] = true
			missing--
		}
	}
	return DistinctBodies(own, bodies)
}

// Check panics unless the bodies are those of a batch that p runs on.
func (d Bodies) Check(p *Program) {
	if len(d.Copies) != p.Sequences || len(d.Sequence) != p.Clips*p.Bodies {
		panic(fmt.Sprintf("program: %d sequences of %d bodies, the program runs on %d of %d",
			len(d.Copies), len(d.Sequence), p.Sequences, p.Clips*p.Bodies))
	}
}
