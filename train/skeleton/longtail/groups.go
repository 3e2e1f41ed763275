package longtail

import (
	"fmt"
	"math"
)

// Thresholds divide classes by their number of training clips: more than Many are
// many, fewer than Few are few, and what is between is medium.
type Thresholds struct{ Many, Few int }

// The thresholds in use.
var (
	Usual    = Thresholds{Many: 100, Few: 20} // NTU 60, NTU 120, Kinetics
	SmallSet = Thresholds{Many: 40, Few: 20}  // Northwestern-UCLA, whose head has 100 clips
)

// A Group is the classes of one kind.
type Group struct {
	Name    string // "Many", "Medium" or "Few"
	Classes []int
}

// Groups returns the three groups of the classes that have counts training clips, in
// the order Many, Medium, Few. A group may be empty. It panics if Few exceeds Many.
func Groups(counts []int, t Thresholds) []Group {
	if t.Few > t.Many {
		panic(fmt.Sprintf("longtail: a class can't have more than %d and fewer than %d clips", t.Many, t.Few))
	}
	many, medium, few := Group{Name: "Many"}, Group{Name: "Medium"}, Group{Name: "Few"}
	for c, n := range counts {
		switch {
		case n > t.Many:
			many.Classes = append(many.Classes, c)
		case n < t.Few:
			few.Classes = append(few.Classes, c)
		default:
			medium.Classes = append(medium.Classes, c)
		}
	}
	return []Group{many, medium, few}
}

// Mean returns the unweighted mean of the accuracies, one for each class of the data
// set, over the classes of the group; NaN if the group is empty. A class that was not
// tested has NaN and is left out.
func (g Group) Mean(accuracies []float64) float64 {
	sum, tested := 0.0, 0
	for _, c := range g.Classes {
		if !math.IsNaN(accuracies[c]) {
			sum += accuracies[c]
			tested++
		}
	}
	return sum / float64(tested)
}

// FormatMean returns a mean accuracy in per cent with one decimal, or a dash for NaN.
func FormatMean(mean float64) string {
	if math.IsNaN(mean) {
		return "–"
	}
	return fmt.Sprintf("%.1f", 100*mean)
}
