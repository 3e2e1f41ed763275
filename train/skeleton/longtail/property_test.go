package longtail

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

func TestProperties(t *testing.T) {
	classes, head, factor := gen.IntRange(1, 40), gen.IntRange(1, 2000), gen.Float64Range(1, 1000)
	properties := gopter.NewProperties(nil)
	properties.Property("a profile falls from the head to head/factor", prop.ForAll(func(classes, head int, factor float64) bool {
		counts := Profile(classes, head, factor)
		falls := slices.IsSortedFunc(counts, func(a, b int) int { return b - a })
		tail := float64(counts[classes-1])
		want := float64(head) / factor
		if classes == 1 {
			want = float64(head)
		}
		// A quotient that is whole up to rounding may go either way.
		return falls && counts[0] == head && tail <= want*(1+1e-12) && tail > want*(1-1e-12)-1
	}, classes, head, factor))
	properties.Property("a selection takes so many of each class, none twice, and again the same", prop.ForAll(func(classes, head int, factor float64, seed uint32, spare int) bool {
		counts := Profile(classes, head/10+1, factor)
		names := make([][]string, classes)
		for c := range names {
			names[c] = numbered(c, counts[c]+spare)
		}
		selected, err := Select(names, counts, seed)
		again, errAgain := Select(names, counts, seed)
		if err != nil || errAgain != nil || !slices.Equal(selected, again) {
			return false
		}
		at, seen := 0, map[string]bool{}
		for c, n := range counts {
			for _, name := range selected[at : at+n] {
				if seen[name] || !slices.Contains(names[c], name) {
					return false
				}
				seen[name] = true
			}
			at += n
		}
		return at == len(selected)
	}, classes, head, factor, gen.UInt32(), gen.IntRange(0, 5)))
	properties.Property("every class is in one group", prop.ForAll(func(counts []int, few, span int) bool {
		seen := make([]int, len(counts))
		for _, group := range Groups(counts, Thresholds{Many: few + span, Few: few}) {
			for _, c := range group.Classes {
				seen[c]++
			}
		}
		return !slices.ContainsFunc(seen, func(n int) bool { return n != 1 })
	}, gen.SliceOf(gen.IntRange(0, 300)), gen.IntRange(0, 150), gen.IntRange(0, 150)))
	properties.Property("a mean is between the least and the greatest accuracy", prop.ForAll(func(accuracies []float64) bool {
		all := Group{}
		for c := range accuracies {
			all.Classes = append(all.Classes, c)
		}
		mean := all.Mean(accuracies)
		if len(accuracies) == 0 {
			return math.IsNaN(mean) && FormatMean(mean) == "–"
		}
		return mean >= slices.Min(accuracies)-1e-12 && mean <= slices.Max(accuracies)+1e-12 && !strings.Contains(FormatMean(mean), "–")
	}, gen.SliceOf(gen.Float64Range(0, 1))))
	properties.TestingRun(t)
}

func BenchmarkSelect(b *testing.B) {
	counts := Profile(120, 600, 100)
	names := make([][]string, len(counts))
	for c := range names {
		names[c] = numbered(c, 600)
	}
	for b.Loop() {
		if _, err := Select(names, counts, 0); err != nil {
			b.Fatal(err)
		}
	}
}
