package trajectory

import (
	"math"
	"strconv"
)

func (e *Epoch) appendLines(dst []byte) []byte {
	for class := range e.Classes {
		r := rowOf(e.Number, class, &e.Classes[class])
		dst = r.appendLine(dst)
	}
	return dst
}

// appendLine appends the record line of a sound row, with its line feed.
func (r *row) appendLine(dst []byte) []byte {
	for f, value := range r {
		f := field(f)
		if f == fieldAccuracy && math.IsNaN(value) {
			continue
		}
		dst = append(dst, lineParts[f]...)
		switch {
		case f.isInteger():
			dst = strconv.AppendInt(dst, int64(value), 10)
		case math.IsNaN(value):
			dst = append(dst, "null"...)
		default:
			dst = appendNumber(dst, value)
		}
	}
	return append(dst, "}\n"...)
}

// lineParts are what stands before each value of a record line.
var lineParts = func() (parts [fieldTotal]string) {
	for f, name := range fieldNames {
		parts[f] = `,"` + name + `":`
	}
	parts[0] = "{" + parts[0][1:]
	return parts
}()

// parseRow reads a record line. It checks the form of the line: every key
// once, numbers and nulls where they belong. errCut says that the line ends
// inside its object.
func parseRow(line []byte) (row, error) {
	var r row
	var seen [fieldTotal]bool
	err := eachField(line, func(key, value []byte) (err error) {
		f, known := fieldByName(key)
		switch {
		case !known:
			return fault("", "the key "+excerpt(key), "the keys of a record only", "notes of your own belong in another file")
		case seen[f]:
			return faultTwice(fieldNames[f])
		}
		seen[f] = true
		if isNull(value) && f.isNullable() {
			r[f] = math.NaN()
			return nil
		}
		if r[f], err = finite(value); err != nil {
			err.(*FormatError).Field = fieldNames[f]
		}
		return err
	})
	if err != nil {
		return r, err
	}
	for f, name := range fieldNames {
		switch f := field(f); {
		case seen[f]:
		case f == fieldAccuracy:
			r[f] = math.NaN()
		default:
			return r, fault(name, "nothing", "a value", "every key of a record is required but accuracy")
		}
	}
	return r, nil
}
