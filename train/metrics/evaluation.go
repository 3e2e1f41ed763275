package metrics

import (
	"fmt"
	"math"
	"slices"

	"aeed/internal/nullable"
	"aeed/train/skeleton/longtail"
)

// An Evaluation is what a network makes of a test set. Accuracies are from 0 to 1;
// what is not measured is NaN, and null in JSON.
type Evaluation struct {
	Clips     int              `json:"clips"`
	NaNClips  int              `json:"nan_clips"` // clips that have a NaN among their logits
	Overall   nullable.Float   `json:"overall"`
	TopFive   nullable.Float   `json:"top5"` // NaN for fewer than 6 classes
	Macro     nullable.Float   `json:"macro"`
	Groups    []GroupAccuracy  `json:"groups"`
	PerClass  []nullable.Float `json:"per_class"`
	Counts    []int            `json:"counts"`    // clips of each class
	Confusion [][]int          `json:"confusion"` // [true class][predicted class]
}

// A GroupAccuracy is the unweighted mean accuracy over the classes of a group that
// have clips.
type GroupAccuracy struct {
	Name     string         `json:"name"`
	Classes  int            `json:"classes"`
	Accuracy nullable.Float `json:"accuracy"`
}

// Result returns the evaluation of the clips so far, with the accuracies of the groups
// in their order; more clips may be added after it. It panics if a group has a class
// that is not in [0, C).
func (a *Accumulator) Result(groups []longtail.Group) Evaluation {
	e := Evaluation{Groups: []GroupAccuracy{}}
	everyClass := longtail.Group{}
	accuracies := make([]float64, len(a.confusion))
	right := 0
	for c, row := range a.confusion {
		count := a.notNumber[c]
		for _, n := range row {
			count += n
		}
		accuracies[c] = share(row[c], count)
		right += row[c]
		e.Clips += count
		e.NaNClips += a.notNumber[c]
		e.PerClass = append(e.PerClass, nullable.Float(accuracies[c]))
		e.Counts = append(e.Counts, count)
		e.Confusion = append(e.Confusion, slices.Clone(row))
		everyClass.Classes = append(everyClass.Classes, c)
	}
	e.Overall = nullable.Float(share(right, e.Clips))
	e.TopFive = nullable.Float(math.NaN())
	if len(a.confusion) > topK {
		e.TopFive = nullable.Float(share(a.inTop, e.Clips))
	}
	e.Macro = nullable.Float(everyClass.Mean(accuracies))
	for _, g := range groups {
		for _, c := range g.Classes {
			if c < 0 || c >= len(accuracies) {
				panic(fmt.Sprintf("metrics: group %s has class %d of %d", g.Name, c, len(accuracies)))
			}
		}
		e.Groups = append(e.Groups, GroupAccuracy{g.Name, len(g.Classes), nullable.Float(g.Mean(accuracies))})
	}
	return e
}

// share returns part/whole, NaN for nothing of nothing.
func share(part, whole int) float64 { return float64(part) / float64(whole) }
