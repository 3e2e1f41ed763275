package format

import (
	"fmt"

	"aeed/internal/npy"
	"aeed/internal/pickle"
	"aeed/train/skeleton"
)

// labelRecords returns the records that a pair (names, classes) describes, one for
// each row of data.
func labelRecords(value pickle.Value, data *npy.Array, path string) ([]skeleton.Record, error) {
	const hint = "the file is a pickle of (names, classes), a list of each, in the order of the data"
	pair, ok := pickle.Items(value)
	if !ok || len(pair) != 2 {
		return nil, &skeleton.FormatError{File: path, Want: "a pair (names, classes)", Found: pickle.Kind(value), Hint: hint}
	}
	names, ok := pickle.Items(pair[0])
	if !ok {
		return nil, &skeleton.FormatError{File: path, Place: "names", Want: "a list", Found: pickle.Kind(pair[0]), Hint: hint}
	}
	classes, err := pickle.Ints(pair[1], len(names))
	if err != nil {
		return nil, arrayFault(err, path, "classes")
	}
	rows := 0
	if len(data.Shape) > 0 {
		rows = data.Rows()
	}
	if len(names) != rows || len(classes) != rows {
		return nil, &skeleton.FormatError{File: path, Want: fmt.Sprintf("a name and a class for each of %d clips", rows),
			Found: fmt.Sprintf("%d names and %d classes", len(names), len(classes)), Hint: hint}
	}
	labels, _, err := integerLabels(classes, path, "classes")
	if err != nil {
		return nil, err
	}
	records := make([]skeleton.Record, rows)
	for i, name := range names {
		text, ok := pickle.String(name)
		if !ok || text == "" {
			return nil, &skeleton.FormatError{File: path, Place: fmt.Sprintf("name %d", i), Want: "a name", Found: pickle.Kind(name), Hint: hint}
		}
		records[i] = namedRecord(text, int(labels[i]))
	}
	return records, nil
}
