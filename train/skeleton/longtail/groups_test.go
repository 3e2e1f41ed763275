package longtail

import (
	"math"
	"slices"
	"testing"
)

// The sizes of the groups of the published sets.
func TestGroupSizes(t *testing.T) {
	for name, c := range map[string]struct {
		counts     []int
		thresholds Thresholds
		want       [3]int
	}{
		"NTU 60":            {Profile(60, 600, 100), Usual, [3]int{23, 21, 16}},
		"NTU 120 xsub":      {Profile(120, 600, 100), Usual, [3]int{47, 41, 32}},
		"NTU 120 xset":      {Profile(120, 400, 100), Usual, [3]int{36, 42, 42}},
		"Northwestern-UCLA": {Profile(10, 100, 10), SmallSet, [3]int{4, 3, 3}},
		"no class":          {nil, Usual, [3]int{}},
	} {
		groups := Groups(c.counts, c.thresholds)
		for i, group := range []string{"Many", "Medium", "Few"} {
			if groups[i].Name != group || len(groups[i].Classes) != c.want[i] {
				t.Errorf("%s: group %d is %s of %d classes, want %s of %d", name, i, groups[i].Name, len(groups[i].Classes), group, c.want[i])
			}
		}
	}
}

func TestGroupLimits(t *testing.T) {
	groups := Groups([]int{19, 101, 20, 100, 0, 500}, Usual)
	for i, want := range [][]int{{1, 5}, {2, 3}, {0, 4}} {
		if !slices.Equal(groups[i].Classes, want) {
			t.Errorf("%s: classes %v, want %v", groups[i].Name, groups[i].Classes, want)
		}
	}
	panics(t, "thresholds that cross", func() { Groups(nil, Thresholds{Many: 1, Few: 2}) })
	Groups(nil, Thresholds{Many: 2, Few: 2})
}

func TestMean(t *testing.T) {
	accuracies := []float64{1, 0.5, math.NaN(), 0.25}
	for _, c := range []struct {
		classes []int
		want    string
	}{
		{[]int{0, 1, 3}, "58.3"}, {[]int{2, 1}, "50.0"}, {[]int{0}, "100.0"}, {[]int{2}, "–"}, {nil, "–"},
	} {
		if got := FormatMean(Group{Classes: c.classes}.Mean(accuracies)); got != c.want {
			t.Errorf("classes %v: %s, want %s", c.classes, got, c.want)
		}
	}
}
