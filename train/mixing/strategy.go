package mixing

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"aeed/internal/philox"
	"aeed/train/skeleton"
)

// A Strategy decides how the clips of a batch are mixed. It is safe for concurrent use.
type Strategy interface {
	// Draw sets out to all but the X of the mixed clips of a batch of the given shape
	// (N, C, T, V, M), with clips of the given N classes. A batch of one clip has no
	// partners, and out is empty then. Draw panics if the arguments don't agree.
	Draw(random *philox.Stream, shape [5]int, classes []int, out *Mixed)
}

// Mix sets out to the mixed clips of x, which has the given shape (N, C, T, V, M), the
// last index fastest, and clips of the given N classes: Draw, and Fill. The memory of
// out is used again, and must not be that of x.
func Mix(s Strategy, random *philox.Stream, x []float32, shape [5]int, classes []int, out *Mixed) {
	s.Draw(random, shape, classes, out)
	out.Fill(x, shape)
}

// Alpha is the usual α of Beta(α, α): every ratio is equally likely.
const Alpha = 1.0

// Settings are what strategies depend on. Each checks what it uses.
type Settings struct {
	Alpha      float64         // α > 0 of Beta(α, α); all but none
	Parts      []skeleton.Part // of the graph; cutmix-parts
	ClassSizes []int           // training clips of each class; remix
}

// strategies has every strategy and its name.
var strategies = []struct {
	name string
	make func(Settings) (Strategy, error)
}{
	{"none", func(Settings) (Strategy, error) { return none{}, nil }},
	{"mixup", func(s Settings) (Strategy, error) { return blend{alpha: s.Alpha}, s.checkAlpha() }},
	{"cutmix", func(s Settings) (Strategy, error) { return cut{alpha: s.Alpha}, s.checkAlpha() }},
	{"cutmix-parts", newPartCut},
	{"remix", newRemix},
	{"cs-mix", func(s Settings) (Strategy, error) { return blend{alpha: s.Alpha, semantic: true}, s.checkAlpha() }},
}

// Names returns the names of the strategies.
func Names() []string {
	names := make([]string, len(strategies))
	for i, s := range strategies {
		names[i] = s.name
	}
	return names
}

// New returns the strategy of a name. It returns an error if there is none, or if
// the settings don't suit it.
func New(name string, settings Settings) (Strategy, error) {
	for _, s := range strategies {
		if s.name != name {
			continue
		}
		strategy, err := s.make(settings)
		if err != nil {
			return nil, fmt.Errorf("mixing: %s: %w", name, err)
		}
		return strategy, nil
	}
	return nil, fmt.Errorf("mixing: no strategy is called %q; hint: there are %s", name, strings.Join(Names(), ", "))
}

func (s Settings) checkAlpha() error {
	if !(s.Alpha > 0) || math.IsInf(s.Alpha, 1) {
		return fmt.Errorf("alpha = %g: want a finite number above 0; hint: %g makes every ratio equally likely", s.Alpha, Alpha)
	}
	return nil
}

// none makes no mixed clips.
type none struct{}

func (none) Draw(_ *philox.Stream, shape [5]int, classes []int, out *Mixed) {
	check(shape, classes)
	out.resize(0, false)
}

// check panics unless there are so many classes, and a number at all.
func check(shape [5]int, classes []int) {
	if slices.Min(shape[:]) < 1 || len(classes) != shape[0] {
		panic(fmt.Sprintf("mixing: %d classes of a batch of shape %d", len(classes), shape))
	}
}
