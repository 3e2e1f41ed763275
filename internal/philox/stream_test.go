package philox

import (
	"math"
	"testing"
)

// The first draws of a stream are the block of its counter, word by word.
func TestStreamIsTheSequenceOfBlocks(t *testing.T) {
	s := NewStream(7<<32|5, SyntheticMotion, 3, 4)
	for k := range uint32(3) {
		block := Block([4]uint32{3, 4, uint32(SyntheticMotion), k}, [2]uint32{5, 7})
		for _, want := range block {
			if got := s.Uint32(); got != want {
				t.Fatalf("block %d: got %x, want %x", k, got, want)
			}
		}
	}
}

func TestStreamStartsWithTheSingleDraws(t *testing.T) {
	if got, want := NewStream(1, Augmentation, 2, 3).Uniform(), Uniform(1, Augmentation, 2, 3); got != want {
		t.Errorf("uniform: %g, want %g", got, want)
	}
	if got, want := NewStream(1, Augmentation, 2, 3).Normal(), Normal(1, Augmentation, 2, 3); got != want {
		t.Errorf("normal: %g, want %g", got, want)
	}
}

func TestIntNIsUniform(t *testing.T) {
	const n, draws = 7, 70_000
	s := NewStream(1, Augmentation, 0, 0)
	var counts [n]float64
	for range draws {
		counts[s.IntN(n)]++
	}
	chiSquare := 0.0
	for _, count := range counts {
		chiSquare += (count - draws/n) * (count - draws/n) / (draws / n)
	}
	if chiSquare > 22.5 { // the 0.999 quantile at 6 degrees of freedom
		t.Errorf("counts %v, χ² = %.1f", counts, chiSquare)
	}
	for name, s := range map[string]int{"0": 0, "2³²+1": 1<<32 + 1} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("IntN(%s) did not panic", name)
				}
			}()
			NewStream(1, Augmentation, 0, 0).IntN(s)
		}()
	}
	if got := s.IntN(1); got != 0 {
		t.Errorf("IntN(1) = %d", got)
	}
}

// All six orders of three numbers must be equally frequent.
func TestShuffleIsUniform(t *testing.T) {
	const draws = 60_000
	counts := map[[3]int]float64{}
	for i := range uint32(draws) {
		order := [3]int{0, 1, 2}
		NewStream(1, Augmentation, i, 0).Shuffle(3, func(i, j int) { order[i], order[j] = order[j], order[i] })
		counts[order]++
	}
	if len(counts) != 6 {
		t.Fatalf("%d orders", len(counts))
	}
	for order, count := range counts {
		if math.Abs(count-draws/6) > 5*math.Sqrt(draws/6) {
			t.Errorf("order %v came %g times of %d", order, count, draws)
		}
	}
}

func TestBetween(t *testing.T) {
	s := NewStream(1, Augmentation, 0, 0)
	for range 1000 {
		if x := s.Between(-2, 3); x < -2 || x >= 3 {
			t.Fatalf("Between(-2, 3) = %g", x)
		}
	}
}
