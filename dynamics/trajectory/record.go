package trajectory

import (
	"fmt"
	"math"

	"aeed/dynamics"
)

// A Record is what one epoch did to one class.
type Record struct {
	dynamics.ClassEpoch
	LossWeight float64 // the factor that the loss used: Weight after normalisation
	Accuracy   float64 // fraction of the class's samples that are classified correctly, [0, 1]; NaN when not known
}

// An Epoch is one epoch of all C classes, in class order. Numbers count from 0.
type Epoch struct {
	Number  int
	Classes []Record
}

// A field is a column of the table.
type field int

const (
	fieldEpoch field = iota
	fieldClass
	fieldCount
	fieldEntropy
	fieldFlow
	fieldWeight
	fieldNextWeightRaw
	fieldNextWeight
	fieldLossWeight
	fieldAccuracy
	fieldTotal
)

// fieldNames are the keys of a record line and the columns of Parquet, in the
// order in which they are written.
var fieldNames = [fieldTotal]string{"epoch", "class", "count", "entropy", "flow", "weight",
	"next_weight_raw", "next_weight", "loss_weight", "accuracy"}

func fieldByName(name []byte) (field, bool) {
	for f, known := range fieldNames {
		if string(name) == known {
			return field(f), true
		}
	}
	return 0, false
}

func (f field) isInteger() bool  { return f <= fieldCount }
func (f field) isNullable() bool { return f == fieldEntropy || f == fieldAccuracy }

// A row is one row of the table, as JSONL and Parquet both have it: what is
// null there is NaN here, which is no value of either.
type row [fieldTotal]float64

func rowOf(epoch, class int, r *Record) row {
	return row{float64(epoch), float64(class), float64(r.Count), r.Entropy, r.Flow, r.Weight,
		r.NextWeightRaw, r.NextWeight, r.LossWeight, r.Accuracy}
}

// record returns the Record of a row that check found sound.
func (r *row) record() Record {
	return Record{
		ClassEpoch: dynamics.ClassEpoch{
			Count:         int(r[fieldCount]),
			Entropy:       r[fieldEntropy],
			Flow:          r[fieldFlow],
			Weight:        r[fieldWeight],
			NextWeightRaw: r[fieldNextWeightRaw],
			NextWeight:    r[fieldNextWeight],
		},
		LossWeight: r[fieldLossWeight],
		Accuracy:   r[fieldAccuracy],
	}
}

// check returns what is wrong with a row of its own, for classes whose largest
// entropy is maxEntropy.
func (r *row) check(maxEntropy float64) error {
	for f, value := range r {
		if err := checkField(field(f), value); err != nil {
			return err
		}
	}
	count, entropy, accuracy := r[fieldCount], r[fieldEntropy], r[fieldAccuracy]
	switch {
	case count == 0 && !math.IsNaN(entropy):
		return fault("entropy", fmt.Sprint(entropy), "null, as count is 0", "a class that the epoch didn't show has no entropy")
	case count > 0 && math.IsNaN(entropy):
		return fault("entropy", "null", fmt.Sprintf("a number, as count is %.0f", count), "null is for a class that the epoch didn't show")
	case entropy < -dynamics.EntropyTolerance || entropy > maxEntropy+dynamics.EntropyTolerance:
		return fault("entropy", fmt.Sprint(entropy), fmt.Sprintf("nats in [0, ln C = %.4f]", maxEntropy), "use natural logarithms, and probabilities that sum to 1")
	case accuracy < 0 || accuracy > 1:
		return fault("accuracy", fmt.Sprint(accuracy), "a fraction in [0, 1]", "divide percentages by 100")
	}
	return nil
}

func checkField(f field, value float64) error {
	switch {
	case f.isInteger() && !isInteger(value):
		return fault(fieldNames[f], fmt.Sprint(value), fmt.Sprintf("an integer in [0, %d]", maxInteger), "epochs and classes count from 0; 1, 1.0 and 1e0 are the same integer")
	case math.IsNaN(value) && f.isNullable():
		return nil
	case math.IsNaN(value) || math.IsInf(value, 0):
		return fault(fieldNames[f], fmt.Sprint(value), "a finite number", "the training has diverged: lower its learning rate, or set a clip")
	}
	return nil
}
