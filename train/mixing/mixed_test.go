package mixing

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"aeed/internal/philox"
	"aeed/train/skeleton"
)

// The same stream mixes a batch alike, whatever was mixed into the same memory before,
// and the batch is left as it is.
func TestMixDependsOnItsArgumentsAlone(t *testing.T) {
	used := map[string]*Mixed{}
	for _, name := range Names() {
		used[name] = new(Mixed)
		Mix(must(New("cs-mix", settings)), philox.NewStream(9, philox.Mixing, 0, 0), draw(9).x, draw(9).shape, draw(9).classes, used[name])
	}
	for _, name := range Names() {
		forMixed(t, []string{name}, "repetition", func(b batch, fresh *Mixed) string {
			before := slices.Clone(b.x)
			again := used[name]
			Mix(must(New(name, settings)), b.stream(), b.x, b.shape, b.classes, again)
			if !slices.Equal(b.x, before) {
				return "the batch has changed"
			}
			if !slices.Equal(again.X, fresh.X) || !slices.Equal(again.Partner, fresh.Partner) || again.Semantic != fresh.Semantic ||
				!slices.Equal(again.PhysicalRatio, fresh.PhysicalRatio) || !slices.Equal(again.LabelRatio, fresh.LabelRatio) {
				return fmt.Sprintf("%+v, then %+v", fresh, again)
			}
			return ""
		})
	}
}

// Streams of other batches must mix otherwise.
func TestStreamsMixDifferently(t *testing.T) {
	b := draw(4)
	for _, name := range mixing() {
		var ratios []float64
		for k := range uint32(20) {
			var out Mixed
			Mix(must(New(name, settings)), philox.NewStream(1, philox.Mixing, 0, k), b.x, b.shape, b.classes, &out)
			ratios = append(ratios, out.PhysicalRatio[0])
		}
		if slices.Min(ratios) == slices.Max(ratios) {
			t.Errorf("%s: 20 streams have the ratios %v", name, ratios)
		}
	}
}

func TestMixAllocatesOnlyAtFirst(t *testing.T) {
	b := draw(1)
	random := b.stream()
	shown := make([]bool, b.shape[0]*b.shape[4])
	for _, name := range mixing() {
		strategy := must(New(name, settings))
		var out Mixed
		mix := func() {
			Mix(strategy, random, b.x, b.shape, b.classes, &out)
			out.Shown(shown)
		}
		mix()
		if n := testing.AllocsPerRun(20, mix); n != 0 {
			t.Errorf("%s: %g allocations", name, n)
		}
	}
}

func TestNothingToMix(t *testing.T) {
	one := [5]int{1, 1, 2, 20, 1}
	for _, name := range Names() {
		strategy := must(New(name, settings))
		b := draw(2)
		var out Mixed
		Mix(strategy, b.stream(), b.x, b.shape, b.classes, &out)
		if mixes := len(out.Partner) == b.shape[0]; mixes == (name == "none") {
			t.Errorf("%s: partners %v", name, out.Partner)
		}
		Mix(strategy, b.stream(), make([]float32, 40), one, []int{0}, &out)
		if len(out.X)+len(out.Partner)+len(out.PhysicalRatio)+len(out.LabelRatio) != 0 {
			t.Errorf("%s: a single clip is mixed to %+v", name, out)
		}
	}
}

func TestShown(t *testing.T) {
	m := Mixed{Partner: []int{1, 2, 0}}
	got := m.Shown([]bool{true, false, true, true, true, false})
	if want := []bool{true, true, true, true, true, false}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A body that is not shown is zero: Shown misses none, of any strategy.
func TestBodiesNotShownAreZero(t *testing.T) {
	forMixed(t, []string{"none"}, "bodies", func(b batch, _ *Mixed) string {
		bodies := b.shape[4]
		shown := make([]bool, b.shape[0]*bodies)
		x := slices.Clone(b.x)
		for i := range shown {
			shown[i] = i%3 == 0
		}
		length := len(x) / b.shape[0]
		body := func(k int) int { return k/length*bodies + k%bodies }
		for k := range x {
			if !shown[body(k)] {
				x[k] = 0
			}
		}
		var out Mixed
		for _, name := range mixing() {
			Mix(must(New(name, settings)), b.stream(), x, b.shape, b.classes, &out)
			mixed := out.Shown(shown)
			for k, value := range out.X {
				if value != 0 && !mixed[body(k)] {
					return fmt.Sprintf("%s: number %d is %g", name, k, value)
				}
			}
		}
		return ""
	})
}

func TestNamesMakeStrategies(t *testing.T) {
	if want := []string{"none", "mixup", "cutmix", "cutmix-parts", "remix", "cs-mix"}; !reflect.DeepEqual(Names(), want) {
		t.Errorf("names %v, want %v", Names(), want)
	}
}

func TestNewRefuses(t *testing.T) {
	part := func(joints ...int) Settings {
		return Settings{Alpha: 1, Parts: []skeleton.Part{{Name: "arm", Joints: joints}}}
	}
	for _, c := range []struct {
		name     string
		settings Settings
		want     string
	}{
		{"mixdown", settings, `no strategy is called "mixdown"`},
		{"mixup", Settings{}, "alpha = 0"},
		{"cutmix", Settings{Alpha: -1}, "alpha = -1"},
		{"cs-mix", Settings{Alpha: math.NaN()}, "alpha = NaN"},
		{"remix", Settings{Alpha: math.Inf(1), ClassSizes: []int{1}}, "alpha = +Inf"},
		{"remix", Settings{Alpha: 1}, "no class sizes"},
		{"remix", Settings{Alpha: 1, ClassSizes: []int{3, -1}}, "class 1 has -1 clips"},
		{"cutmix-parts", Settings{Alpha: 1}, "no parts"},
		{"cutmix-parts", part(), `part "arm" has no joints`},
		{"cutmix-parts", part(2, -1), `part "arm" has joint -1`},
		{"cutmix-parts", part(2, 3, 2), `part "arm" has joint 2`},
		{"cutmix-parts", Settings{Parts: settings.Parts}, "alpha = 0"},
	} {
		strategy, err := New(c.name, c.settings)
		if err == nil || strategy != nil || !strings.HasPrefix(err.Error(), "mixing: ") || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%s: %v, want an error with %q", c.name, err, c.want)
		}
	}
}

func TestMisusePanics(t *testing.T) {
	mix := func(name string, numbers int, shape [5]int, classes []int) func() {
		return func() {
			Mix(must(New(name, settings)), philox.NewStream(1, philox.Mixing, 0, 0), make([]float32, numbers), shape, classes, new(Mixed))
		}
	}
	for name, f := range map[string]func(){
		"numbers":         mix("mixup", 79, [5]int{2, 1, 2, 20, 1}, []int{0, 1}),
		"classes":         mix("cutmix", 80, [5]int{2, 1, 2, 20, 1}, []int{0}),
		"no clips":        mix("cs-mix", 0, [5]int{0, 1, 2, 20, 1}, nil),
		"no frames":       mix("cs-mix", 0, [5]int{2, 1, 0, 20, 1}, []int{0, 1}),
		"negative":        mix("cs-mix", 40, [5]int{2, -1, -1, 20, 1}, []int{0, 1}),
		"of none":         mix("none", 79, [5]int{2, 1, 2, 20, 1}, []int{0, 1}),
		"unknown class":   mix("remix", 80, [5]int{2, 1, 2, 20, 1}, []int{0, 4}),
		"negative class":  mix("remix", 80, [5]int{2, 1, 2, 20, 1}, []int{0, -1}),
		"joint of a part": mix("cutmix-parts", 8, [5]int{2, 1, 2, 2, 1}, []int{0, 1}),
		"bodies":          func() { (&Mixed{Partner: []int{1, 0}}).Shown(make([]bool, 3)) },
		"bodies of none":  func() { new(Mixed).Shown(nil) },
	} {
		if got := panicOf(f); !strings.HasPrefix(got, "mixing: ") {
			t.Errorf("%s: panic %q", name, got)
		}
	}
}

// A batch of NTU RGB+D in training: 64 clips of 64 frames.
func BenchmarkMix(b *testing.B) {
	shape := [5]int{64, 3, 64, 25, 2}
	x, classes := make([]float32, skeleton.Size(shape[:]...)), make([]int, shape[0])
	random := philox.NewStream(1, philox.Mixing, 0, 0)
	for _, name := range mixing() {
		strategy := must(New(name, Settings{Alpha: Alpha, Parts: skeleton.NTU25().Parts, ClassSizes: []int{1}}))
		b.Run(name, func(b *testing.B) {
			var out Mixed
			for b.Loop() {
				Mix(strategy, random, x, shape, classes, &out)
			}
		})
	}
}
