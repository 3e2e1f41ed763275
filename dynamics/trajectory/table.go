package trajectory

import (
	"fmt"
	"strconv"

	"aeed/dynamics"
)

// A table gathers rows into epochs and holds them to the order of the format:
// epochs from 0 without a gap, in each the classes 0 to C−1.
type table struct {
	classes    int
	maxEntropy float64
	epoch      int // number of the epoch being gathered
	records    []Record
	proved     int // most records of an epoch so far: memory to reserve for the next
}

func newTable(h *Header) table {
	return table{classes: h.Classes, maxEntropy: dynamics.MaxEntropy(h.Classes)}
}

// add takes the next row.
func (t *table) add(r *row) error {
	if err := r.check(t.maxEntropy); err != nil {
		return err
	}
	class := len(t.records)
	if r[fieldEpoch] != float64(t.epoch) {
		return fault("epoch", fmt.Sprintf("%.0f", r[fieldEpoch]), fmt.Sprintf("%d, for class %d", t.epoch, class), t.orderHint())
	}
	if r[fieldClass] != float64(class) {
		return fault("class", fmt.Sprintf("%.0f", r[fieldClass]), strconv.Itoa(class), t.orderHint())
	}
	if t.records == nil {
		t.records = make([]Record, 0, t.proved)
	}
	t.records = append(t.records, r.record())
	t.proved = max(t.proved, len(t.records))
	return nil
}

func (t *table) orderHint() string {
	return fmt.Sprintf("every epoch has a row for each of the %d classes, in order; a class that it didn't show has count 0", t.classes)
}

// whole returns the epoch if the rows so far are all of it.
func (t *table) whole() (Epoch, bool) {
	if len(t.records) < t.classes {
		return Epoch{}, false
	}
	epoch := Epoch{Number: t.epoch, Classes: t.records}
	t.epoch++
	t.records = nil
	return epoch, true
}

// checkEpoch returns what is wrong with an epoch that is to be written as
// number, of a header with classes. A wrong number of records panics.
func checkEpoch(e *Epoch, number, classes int, maxEntropy float64) error {
	if len(e.Classes) != classes {
		panic("trajectory: epoch without one record for each class")
	}
	if e.Number != number {
		err := fault("epoch", strconv.Itoa(e.Number), strconv.Itoa(number), "append every epoch once, in order; after Resume go on at the number that it returned")
		return locate(err, "", fmt.Sprintf("epoch %d", number))
	}
	for class := range e.Classes {
		r := rowOf(e.Number, class, &e.Classes[class])
		if err := r.check(maxEntropy); err != nil {
			return locate(err, "", fmt.Sprintf("epoch %d, class %d", e.Number, class))
		}
	}
	return nil
}
