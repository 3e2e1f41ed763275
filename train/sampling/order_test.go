package sampling

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// forOrders checks a property of the orders of random lists of up to 40 clips of up to
// seven classes; it says what is wrong, or nothing.
func forOrders(t *testing.T, kind, property string, holds func(order, classes []int, repeat int) string) {
	t.Helper()
	properties := gopter.NewProperties(gopter.DefaultTestParametersWithSeed(7))
	properties.Property(kind+": "+property, prop.ForAll(func(seed uint64) string {
		random := rand.New(rand.NewPCG(seed, 1))
		classes := make([]int, 1+random.IntN(40))
		for i := range classes {
			classes[i] = 2 * min(random.IntN(7), random.IntN(7)) // a long tail, and gaps
		}
		repeat := 1 + random.IntN(4)
		order, err := Order(kind, seed, 5, classes, repeat)
		if err != nil {
			return err.Error()
		}
		return holds(order, classes, repeat)
	}, gen.UInt64()))
	properties.TestingRun(t)
}

// sizes returns how many clips each class has among the given places.
func sizes(places, classes []int) map[int]int {
	counts := map[int]int{}
	for _, place := range places {
		counts[classes[place%len(classes)]]++
	}
	return counts
}

// upTo returns 0 … n−1.
func upTo(n int) []int {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i
	}
	return numbers
}

func TestPlainShowsEveryClipOnceARepeat(t *testing.T) {
	forOrders(t, Plain, "a permutation", func(order, classes []int, repeat int) string {
		if !slices.Equal(slices.Sorted(slices.Values(order)), upTo(repeat*len(classes))) {
			return fmt.Sprintf("order %v", order)
		}
		return ""
	})
}

func TestROSMakesClassesEquallyLarge(t *testing.T) {
	forOrders(t, ROS, "sizes of classes", func(order, classes []int, repeat int) string {
		before := sizes(upTo(len(classes)), classes)
		largest := 0
		for _, n := range before {
			largest = max(largest, n)
		}
		after := sizes(order, classes)
		for class := range before {
			if after[class] != repeat*largest {
				return fmt.Sprintf("class %d has %d clips, the largest %d", class, after[class], repeat*largest)
			}
		}
		if len(order) != repeat*largest*len(before) {
			return fmt.Sprintf("%d clips", len(order))
		}
		shown := sizes(order, upTo(len(classes)))
		for i := range classes {
			if shown[i] < repeat {
				return fmt.Sprintf("clip %d is shown %d times of %d", i, shown[i], repeat)
			}
			if before[classes[i]] == largest && shown[i] != repeat {
				return fmt.Sprintf("clip %d of a largest class is shown %d times of %d", i, shown[i], repeat)
			}
		}
		return ""
	})
}

func TestClassBalancedShowsClassesEquallyOften(t *testing.T) {
	forOrders(t, ClassBalanced, "sizes of classes", func(order, classes []int, repeat int) string {
		if len(order) != repeat*len(classes) {
			return fmt.Sprintf("%d of %d clips", len(order), repeat*len(classes))
		}
		least := len(order) / len(sizes(upTo(len(classes)), classes))
		for class := range sizes(upTo(len(classes)), classes) {
			if n := sizes(order, classes)[class]; n != least && n != least+1 {
				return fmt.Sprintf("class %d has %d clips, want %d or one more", class, n, least)
			}
		}
		return ""
	})
}

// The views of a clip are numbered from 0 in the order in which they come.
func TestEveryViewIsAnother(t *testing.T) {
	for _, kind := range Kinds() {
		forOrders(t, kind, "views", func(order, classes []int, _ int) string {
			next := map[int]int{}
			for _, place := range order {
				clip, view := place%len(classes), place/len(classes)
				if view != next[clip] {
					return fmt.Sprintf("view %d of clip %d comes after %d views", view, clip, next[clip])
				}
				next[clip]++
			}
			return ""
		})
	}
}

func TestOrderDependsOnSeedAndEpochAlone(t *testing.T) {
	classes := make([]int, 50)
	for i := range classes {
		classes[i] = i * i % 3
	}
	for _, kind := range Kinds() {
		order := func(seed uint64, epoch int) []int {
			places, err := Order(kind, seed, epoch, classes, 1)
			if err != nil {
				t.Fatal(err)
			}
			return places
		}
		first := order(1, 2)
		if !slices.Equal(first, order(1, 2)) {
			t.Errorf("%s: the same epoch has two orders", kind)
		}
		if slices.Equal(first, order(1, 3)) || slices.Equal(first, order(2, 2)) {
			t.Errorf("%s: two epochs or seeds have the same order", kind)
		}
	}
}

// Whatever is left to chance must be equally likely: which clip comes first, and
// which clip of a small class is drawn.
func TestChanceIsUniform(t *testing.T) {
	classes := []int{0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1} // seven clips and four
	small := []int{4, 5, 9, 10}
	const epochs = 2000
	for _, kind := range Kinds() {
		first, drawn := make([]float64, len(classes)), make([]float64, len(small))
		for epoch := range epochs {
			order, err := Order(kind, 3, epoch, classes, 1)
			if err != nil {
				t.Fatal(err)
			}
			first[order[0]%len(classes)]++
			for _, place := range order {
				if k := slices.Index(small, place%len(classes)); k >= 0 {
					drawn[k]++
				}
			}
		}
		if kind == ROS { // each is shown once, and three of them are drawn
			for k := range drawn {
				drawn[k] -= epochs
			}
		}
		if kind != Plain {
			if x := chiSquare(drawn); x > 16.3 { // the 0.999 quantile at 3 degrees of freedom
				t.Errorf("%s: drawn %v times, χ² = %.1f", kind, drawn, x)
			}
		}
		ofLarge, ofSmall := []float64{}, []float64{}
		for i, n := range first {
			if classes[i] == 0 {
				ofLarge = append(ofLarge, n)
			} else {
				ofSmall = append(ofSmall, n)
			}
		}
		if x := chiSquare(ofLarge) + chiSquare(ofSmall); x > 27.9 { // at 6 + 3
			t.Errorf("%s: first %v times, χ² = %.1f", kind, first, x)
		}
		total := 0.0
		for _, n := range ofSmall {
			total += n
		}
		share := map[string]float64{Plain: 4. / 11, ROS: 1. / 2, ClassBalanced: 5. / 11}[kind]
		if deviation := total - share*epochs; deviation*deviation > 10.8*share*(1-share)*epochs {
			t.Errorf("%s: the small class comes first %g times of %d", kind, total, epochs)
		}
	}
}

// chiSquare returns that of counts whose expectations are equal.
func chiSquare(counts []float64) float64 {
	total := 0.0
	for _, n := range counts {
		total += n
	}
	expected, sum := total/float64(len(counts)), 0.0
	for _, n := range counts {
		sum += (n - expected) * (n - expected) / expected
	}
	return sum
}

func TestOrderRefuses(t *testing.T) {
	for _, c := range []struct {
		kind    string
		classes []int
		repeat  int
		want    string
	}{
		{"sorted", []int{0}, 1, `no order is called "sorted"; hint: there are plain, ros, class-balanced`},
		{Plain, nil, 1, "is empty; hint: "},
		{Plain, []int{0, 1}, 0, "repeat = 0"},
		{ROS, []int{0, 1}, 1 << 31, "below 2³² clips in all; hint: "},
	} {
		order, err := Order(c.kind, 1, 0, c.classes, c.repeat)
		if err == nil || order != nil || !strings.HasPrefix(err.Error(), "sampling: ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s of %v, %d times: %v, want an error with %q", c.kind, c.classes, c.repeat, err, c.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	// A list of clips 7, 2 and 9 of a source of 10, the second one in three views.
	got := Places([]int{1, 0, 4, 2, 7}, []int{7, 2, 9}, 10)
	if want := []int{2, 7, 12, 9, 22}; !slices.Equal(got, want) {
		t.Errorf("places %v, want %v", got, want)
	}
}

func TestMisusePanics(t *testing.T) {
	for name, f := range map[string]func(){
		"negative epoch":  func() { Order(Plain, 1, -1, []int{0}, 1) },
		"late epoch":      func() { Order(Plain, 1, 1<<32, []int{0}, 1) },
		"negative number": func() { Places([]int{-1}, []int{0}, 1) },
		"empty list":      func() { Places([]int{0}, nil, 1) },
		"negative place":  func() { Places(nil, []int{-1}, 1) },
		"place too great": func() { Places(nil, []int{3}, 3) },
	} {
		func() {
			defer func() {
				if r := recover(); !strings.HasPrefix(fmt.Sprint(r), "sampling: ") {
					t.Errorf("%s: panic %v", name, r)
				}
			}()
			f()
		}()
	}
}
