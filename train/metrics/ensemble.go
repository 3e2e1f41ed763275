package metrics

import "fmt"

// Ensemble returns Σ_s weights[s]·logits[s], the logits (N, C) of several streams
// taken together. Row i must be the same clip in every stream, as it is where all
// have their clips in the order of their names. The sum goes from the first stream
// to the last, without fused multiply-add. It panics if there is no stream, or if
// numbers of weights, streams or logits differ.
//
// CTR-GCN takes 0.6, 0.6, 0.4 and 0.4 for joints, bones, and the motions of both.
func Ensemble(weights []float64, logits [][]float64) []float64 {
	if len(logits) == 0 || len(weights) != len(logits) {
		panic(fmt.Sprintf("metrics: %d weights for %d streams", len(weights), len(logits)))
	}
	sum := make([]float64, len(logits[0]))
	for s, stream := range logits {
		if len(stream) != len(sum) {
			panic(fmt.Sprintf("metrics: stream %d has %d logits, the first %d", s, len(stream), len(sum)))
		}
		for i, x := range stream {
			sum[i] += float64(weights[s] * x) // the conversion forbids fusing
		}
	}
	return sum
}
