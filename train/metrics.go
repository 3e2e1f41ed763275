package train

import (
	"math"

	"aeed/internal/nullable"
	"aeed/train/objective"
	"aeed/train/skeleton/longtail"
)

// A tally counts what a network got right, by class.
type tally struct {
	count, right []int
	loss         float64 // sum over batches
	batches      int
}

func newTally(classes int) tally {
	return tally{count: make([]int, classes), right: make([]int, classes)}
}

// add counts a training batch.
func (t *tally) add(loss float64, _ []float64, clean *objective.Loss, classes []int) {
	t.loss += loss
	t.batches++
	t.addLogits(clean.LogPosterior, classes)
}

// addLogits counts clips with their logits, shape (N, C). Of equal logits the
// first wins; where one is not a number the clip counts as wrong.
func (t *tally) addLogits(logits []float64, classes []int) {
	width := len(t.count)
	for i, class := range classes {
		row, best := logits[i*width:][:width], 0
		sound := true
		for c, z := range row {
			sound = sound && z == z
			if z > row[best] {
				best = c
			}
		}
		t.count[class]++
		if sound && best == class {
			t.right[class]++
		}
	}
}

// accuracy returns that of a class, NaN if it was not seen.
func (t *tally) accuracy(class int) float64 {
	return float64(t.right[class]) / float64(t.count[class])
}

func (t *tally) meanLoss() float64 { return t.loss / float64(max(1, t.batches)) }

// overall returns the share of all clips that were right.
func (t *tally) overall() float64 {
	right, count := 0, 0
	for c := range t.count {
		right += t.right[c]
		count += t.count[c]
	}
	return float64(right) / float64(count)
}

// Metrics are what an epoch came to, a line of metrics.jsonl. An accuracy is null
// where nothing was tested.
type Metrics struct {
	Epoch         int              `json:"epoch"`
	LearningRate  float64          `json:"learning_rate"`
	Loss          float64          `json:"loss"` // mean over the batches
	TrainAccuracy float64          `json:"train_accuracy"`
	Accuracy      float64          `json:"accuracy"` // of all test clips
	Macro         nullable.Float   `json:"macro"`    // mean over classes
	Many          nullable.Float   `json:"many"`
	Medium        nullable.Float   `json:"medium"`
	Few           nullable.Float   `json:"few"`
	ByClass       []nullable.Float `json:"by_class"`
}

func newMetrics(epoch int, rate float64, seen *tally, tested tally, groups []longtail.Group) Metrics {
	m := Metrics{Epoch: epoch, LearningRate: rate, Loss: seen.meanLoss(), TrainAccuracy: seen.overall(), Accuracy: tested.overall()}
	accuracies := make([]float64, len(tested.count))
	all := longtail.Group{}
	for c := range accuracies {
		accuracies[c] = tested.accuracy(c)
		all.Classes = append(all.Classes, c)
		m.ByClass = append(m.ByClass, nullable.Float(accuracies[c]))
	}
	m.Macro = nullable.Float(all.Mean(accuracies))
	for i, to := range []*nullable.Float{&m.Many, &m.Medium, &m.Few} {
		*to = nullable.Float(groups[i].Mean(accuracies))
	}
	return m
}

// better tells whether m beats other on the test clips, which any epoch does if
// there is none.
func (m Metrics) better(other *Metrics) bool {
	return other == nil || m.Accuracy > other.Accuracy || math.IsNaN(other.Accuracy)
}
