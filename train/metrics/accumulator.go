package metrics

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
)

// topK is the k of the top-k accuracy, measured where more than k classes are.
const topK = 5

// An Accumulator counts right and wrong predictions. It is not safe for concurrent use.
type Accumulator struct {
	confusion [][]int // [true class][predicted class]
	notNumber []int   // clips of each class that have a NaN
	inTop     int     // clips whose class is among the topK greatest logits
}

// NewAccumulator returns an Accumulator of clips of at least one class.
func NewAccumulator(classes int) *Accumulator {
	if classes < 1 {
		panic(fmt.Sprintf("metrics: %d classes", classes))
	}
	a := &Accumulator{confusion: make([][]int, classes), notNumber: make([]int, classes)}
	for c := range a.confusion {
		a.confusion[c] = make([]int, classes)
	}
	return a
}

// Classes returns the number of classes.
func (a *Accumulator) Classes() int { return len(a.confusion) }

// Add counts the clips of a batch: a row of logits for each, (N, C), and its true
// class. It panics if they differ in number or a class is not in [0, C).
func (a *Accumulator) Add(logits []float64, classes []int) {
	c := len(a.confusion)
	if len(logits) != len(classes)*c {
		panic(fmt.Sprintf("metrics: %d logits for %d clips of %d classes", len(logits), len(classes), c))
	}
	for i, class := range classes {
		if class < 0 || class >= c {
			panic(fmt.Sprintf("metrics: clip %d is of class %d of %d", i, class, c))
		}
		row := logits[i*c : (i+1)*c]
		if slices.ContainsFunc(row, math.IsNaN) {
			a.notNumber[class]++
			continue
		}
		a.confusion[class][greatest(row)]++
		if rank(row, class) < topK {
			a.inTop++
		}
	}
}

// greatest returns the class of the greatest logit, the lowest of equals.
func greatest(logits []float64) int {
	best := 0
	for c, x := range logits {
		if x > logits[best] {
			best = c
		}
	}
	return best
}

// rank returns the number of classes before the given one, from the greatest logit
// down, the lowest of equals first.
func rank(logits []float64, class int) int {
	before := 0
	for c, x := range logits {
		if x > logits[class] || x == logits[class] && c < class {
			before++
		}
	}
	return before
}

// accumulated is an Accumulator as JSON.
type accumulated struct {
	Confusion [][]int `json:"confusion"`
	NotNumber []int   `json:"not_number"`
	InTop     int     `json:"in_top"`
}

// MarshalJSON encodes what was counted so far.
func (a *Accumulator) MarshalJSON() ([]byte, error) {
	return json.Marshal(accumulated{a.confusion, a.notNumber, a.inTop})
}

// UnmarshalJSON makes a go on from what MarshalJSON encoded. Counts that no clips
// give are an error that leaves a as it was.
func (a *Accumulator) UnmarshalJSON(text []byte) error {
	var x accumulated
	if err := json.Unmarshal(text, &x); err != nil {
		return err
	}
	clips, possible := 0, len(x.Confusion) > 0 && len(x.NotNumber) == len(x.Confusion)
	for _, row := range append(x.Confusion, x.NotNumber) {
		possible = possible && len(row) == len(x.Confusion) && slices.Min(row) >= 0
		for _, count := range row {
			clips += count
		}
	}
	if !possible || x.InTop < 0 || x.InTop > clips {
		return errors.New("metrics: impossible counts; hint: the file is damaged")
	}
	*a = Accumulator{x.Confusion, x.NotNumber, x.InTop}
	return nil
}
