package longtail

import (
	"slices"
	"testing"
)

// The known answers: the C++ standard gives the 10,000th draw of the default seed,
// 5489; the first ones are those of the authors' init_genrand.
func TestMersenneKnownAnswers(t *testing.T) {
	for seed, want := range map[uint32][]uint32{
		5489: {3499211612, 581869302, 3890346734, 3586334585, 545404204},
		0:    {2357136044, 2546248239, 3071714933, 3626093760, 2588848963},
		1:    {1791095845, 4282876139, 3093770124, 4005303368, 491263},
	} {
		m := newMersenne(seed)
		for i, w := range want {
			if got := m.uint32(); got != w {
				t.Errorf("seed %d: draw %d is %d, want %d", seed, i, got, w)
			}
		}
	}
	m := newMersenne(5489)
	for range 9999 {
		m.uint32()
	}
	if got, want := m.uint32(), uint32(4123659995); got != want {
		t.Errorf("the 10,000th draw is %d, want %d", got, want)
	}
}

// What numpy.random.RandomState(seed).shuffle makes of 0 … n−1.
func TestShuffleIsNumPys(t *testing.T) {
	for _, c := range []struct {
		seed uint32
		want []int
	}{
		{0, []int{2, 8, 4, 9, 1, 6, 7, 3, 0, 5}},
		{0, []int{0}},
		{0, nil},
		{1, []int{2, 3, 4, 10, 1, 6, 0, 7, 11, 9, 8, 5}},
		{4294967295, []int{8, 1, 5, 14, 10, 15, 16, 13, 11, 9, 6, 0, 4, 7, 12, 2, 3}},
	} {
		order := make([]int, len(c.want))
		for i := range order {
			order[i] = i
		}
		newMersenne(c.seed).shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		if !slices.Equal(order, c.want) {
			t.Errorf("seed %d: %v, want %v", c.seed, order, c.want)
		}
	}
}

// Every number up to the bound must be equally likely, whatever its bits.
func TestUpToIsUniform(t *testing.T) {
	const high, draws = 6, 70_000
	m := newMersenne(1)
	var counts [high + 1]float64
	for range draws {
		counts[m.upTo(high)]++
	}
	chiSquare := 0.0
	for _, n := range counts {
		const want = draws / (high + 1)
		chiSquare += (n - want) * (n - want) / want
	}
	if chiSquare > 22.5 { // the 0.999 quantile at 6 degrees of freedom
		t.Errorf("counts %v, χ² = %.1f", counts, chiSquare)
	}
	before := *m
	if got := m.upTo(0); got != 0 || *m != before {
		t.Errorf("upTo(0) = %d, or it draws", got)
	}
}
