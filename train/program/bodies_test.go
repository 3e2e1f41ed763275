package program

import (
	"slices"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

func TestDistinctBodies(t *testing.T) {
	parameters := gopter.DefaultTestParametersWithSeed(2)
	properties := gopter.NewProperties(parameters)
	properties.Property("every body has a sequence, and only absent ones share", prop.ForAll(func(shown []bool, bodies int) bool {
		shown = shown[:len(shown)/bodies*bodies]
		d := DistinctBodies(shown, bodies)
		copies := make([]int, len(d.Copies))
		for i, s := range d.Sequence {
			copies[s]++
			first := d.Clip[s]*bodies + d.Body[s]
			if d.Body[s] != i%bodies || first > i || d.Sequence[first] != s || first != i && (shown[i] || shown[first]) {
				return false
			}
		}
		absent := map[int]bool{} // places at which a body is absent
		distinct := 0
		for i, s := range shown {
			if s || !absent[i%bodies] {
				distinct++
			}
			absent[i%bodies] = absent[i%bodies] || !s
		}
		return slices.Equal(copies, d.Copies) && len(d.Copies) == distinct && len(d.Clip) == distinct && len(d.Body) == distinct
	}, gen.SliceOfN(12, gen.Bool()), gen.IntRange(1, 4)))
	properties.TestingRun(t)
}

func TestSpreadBodies(t *testing.T) {
	parameters := gopter.DefaultTestParametersWithSeed(3)
	properties := gopter.NewProperties(parameters)
	properties.Property("there are as many sequences as asked for, and only absent bodies share", prop.ForAll(func(shown []bool, bodies int) bool {
		shown = shown[:len(shown)/bodies*bodies]
		for sequences := len(DistinctBodies(shown, bodies).Copies); sequences <= len(shown); sequences++ {
			d := SpreadBodies(shown, bodies, sequences)
			copies := make([]int, sequences)
			for i, s := range d.Sequence {
				copies[s]++
				first := d.Clip[s]*bodies + d.Body[s]
				if d.Body[s] != i%bodies || first != i && (shown[i] || shown[first]) {
					return false
				}
			}
			if !slices.Equal(copies, d.Copies) || slices.Contains(copies, 0) {
				return false
			}
		}
		return true
	}, gen.SliceOfN(12, gen.Bool()), gen.IntRange(1, 4)))
	properties.TestingRun(t)
}

func TestAllBodies(t *testing.T) {
	d := AllBodies(2, 3)
	if want := []int{0, 1, 2, 3, 4, 5}; !slices.Equal(d.Sequence, want) {
		t.Error(d.Sequence)
	}
	if want := []int{1, 1, 1, 1, 1, 1}; !slices.Equal(d.Copies, want) {
		t.Error(d.Copies)
	}
	if !slices.Equal(d.Clip, []int{0, 0, 0, 1, 1, 1}) || !slices.Equal(d.Body, []int{0, 1, 2, 0, 1, 2}) {
		t.Error(d.Clip, d.Body)
	}
}

func TestCheckBodies(t *testing.T) {
	p := &Program{Clips: 2, Bodies: 2, Sequences: 3}
	DistinctBodies([]bool{true, false, true, false}, 2).Check(p)
	panics(t, "program: 4 sequences of 4 bodies, the program runs on 3 of 4", func() { AllBodies(2, 2).Check(p) })
	panics(t, "program: 3 sequences of 3 bodies, the program runs on 3 of 4", func() { AllBodies(3, 1).Check(p) })
	panics(t, "program: 3 bodies are not so many clips of 2", func() { DistinctBodies(make([]bool, 3), 2) })
	panics(t, "program: 4 bodies, of which 2 are distinct, can't have 5 sequences", func() { SpreadBodies(make([]bool, 4), 2, 5) })
	panics(t, "program: 4 bodies, of which 2 are distinct, can't have 1 sequences", func() { SpreadBodies(make([]bool, 4), 2, 1) })
	panics(t, "program: 2 bodies are not so many clips of 0", func() { DistinctBodies(make([]bool, 2), 0) })
}
