package train

import (
	"math"

	"aeed/internal/nullable"
	"aeed/train/metrics"
)

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
	// MeanWidth is the mean niche width of the training clips in the epoch: the common
	// scale, which falls whatever the network learns (Theorem 1).
	MeanWidth float64 `json:"mean_width"`
	// Of the mixed clips: the physical shares beside those of the labels, and the
	// geometric ones, by the distances of a mixed clip's features from its parents'.
	Shares   Shares `json:"shares,omitzero"`
	Geometry Shares `json:"geometry,omitzero"`
}

func newMetrics(epoch int, rate, loss float64, seen, tested metrics.Evaluation) Metrics {
	return Metrics{
		Epoch: epoch, LearningRate: rate, Loss: loss, TrainAccuracy: float64(seen.Overall),
		Accuracy: float64(tested.Overall), Macro: tested.Macro,
		Many: tested.Groups[0].Accuracy, Medium: tested.Groups[1].Accuracy, Few: tested.Groups[2].Accuracy,
		ByClass: tested.PerClass,
	}
}

// better tells whether m beats other on the test clips, which any epoch does if
// there is none.
func (m Metrics) better(other *Metrics) bool {
	return other == nil || m.Accuracy > other.Accuracy || math.IsNaN(other.Accuracy)
}
