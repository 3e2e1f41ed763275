package format

import (
	"fmt"

	"aeed/internal/npy"
	"aeed/train/skeleton"
)

// readLabels returns the class of every row of y, and how many classes y has room
// for: its columns if it is one-hot, shape (N, classes), else one more than the
// greatest of its integers, shape (N).
func readLabels(y *npy.Array, file, place string) (labels []int32, classes int, err error) {
	switch {
	case len(y.Shape) == 2 && y.Shape[1] > 0 && y.Shape[1] <= maxClass && !y.FortranOrder:
		labels, err = oneHotLabels(y, file, place)
		return labels, y.Shape[1], err
	case len(y.Shape) == 1 && y.DType.Kind != 'f':
		integers, err := npy.All[int64](y, y.Len())
		if err != nil {
			return nil, 0, arrayFault(err, file, place)
		}
		return integerLabels(integers, file, place)
	}
	return nil, 0, &skeleton.FormatError{
		File: file, Place: place, Want: fmt.Sprintf("one-hot labels of at most %d classes, or integers", maxClass), Found: describe(y),
		Hint: "there is a label for each clip, of shape (N, classes) or (N)",
	}
}

func oneHotLabels(y *npy.Array, file, place string) ([]int32, error) {
	labels := make([]int32, y.Rows())
	row := make([]float64, y.RowSize())
	for i := range labels {
		if err := npy.Read(y, i*len(row), row); err != nil {
			return nil, arrayFault(err, file, place)
		}
		ones := 0
		for class, x := range row {
			if x == 1 {
				labels[i] = int32(class)
				ones++
			} else if x != 0 {
				ones = len(row) + 1
			}
		}
		if ones != 1 {
			return nil, &skeleton.FormatError{
				File: file, Place: fmt.Sprintf("%s row %d", place, i), Want: "a single 1 among zeros", Found: fmt.Sprintf("%.60s", fmt.Sprint(row)),
				Hint: "a clip has one class; rows of probabilities are not labels",
			}
		}
	}
	return labels, nil
}

// integerLabels returns integers as classes, and one more than the greatest.
func integerLabels(integers []int64, file, place string) (labels []int32, classes int, err error) {
	labels = make([]int32, len(integers))
	for i, class := range integers {
		if class < 0 || class >= maxClass {
			return nil, 0, &skeleton.FormatError{
				File: file, Place: fmt.Sprintf("%s row %d", place, i), Want: fmt.Sprintf("a class from 0 to %d", maxClass-1), Found: fmt.Sprint(class),
				Hint: "classes count from 0",
			}
		}
		labels[i] = int32(class)
		classes = max(classes, int(class)+1)
	}
	return labels, classes, nil
}

// describe says what an array is, for messages.
func describe(a *npy.Array) string {
	order := ""
	if a.FortranOrder {
		order = ", Fortran order"
	}
	return fmt.Sprintf("shape %v, type %v%s", a.Shape, a.DType, order)
}
