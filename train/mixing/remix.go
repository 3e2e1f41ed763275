package mixing

import (
	"errors"
	"fmt"

	"aeed/internal/philox"
)

// remix is Mixup that gives the label to the much rarer of two classes, if its clip
// has the lesser share.
type remix struct {
	blend
	sizes []int
}

func newRemix(s Settings) (Strategy, error) {
	if len(s.ClassSizes) == 0 {
		return nil, errors.New("no class sizes; hint: give the number of training clips of each class")
	}
	for class, size := range s.ClassSizes {
		if size < 0 {
			return nil, fmt.Errorf("class %d has %d clips: want at least 0; hint: class sizes are numbers of training clips", class, size)
		}
	}
	return remix{blend{alpha: s.Alpha}, s.ClassSizes}, s.checkAlpha()
}

func (s remix) Draw(random *philox.Stream, shape [5]int, classes []int, out *Mixed) {
	for _, class := range classes {
		if class < 0 || class >= len(s.sizes) {
			panic(fmt.Sprintf("mixing: class %d of %d", class, len(s.sizes)))
		}
	}
	s.blend.Draw(random, shape, classes, out)
	for i, partner := range out.Partner {
		out.LabelRatio[i] = rebalance(out.PhysicalRatio[i], s.sizes[classes[i]], s.sizes[classes[partner]])
	}
}

// rebalance returns the label weight of a clip of a class of sizeA clips that has
// the share lambda of a mixed one, the rest being of a class of sizeB. A class
// with at least three times as many clips as the other, and less than half of the
// mixed one, has no part in the label.
func rebalance(lambda float64, sizeA, sizeB int) float64 {
	const much, half = 3, 0.5 // κ and τ of Remix
	switch {
	case sizeA >= much*sizeB && lambda < half:
		return 0
	case sizeB >= much*sizeA && 1-lambda < half:
		return 1
	}
	return lambda
}
