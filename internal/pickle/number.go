package pickle

import (
	"fmt"

	"aeed/internal/npy"
)

// Int returns the value of an int or of an integer scalar of NumPy.
func Int(v Value) (int64, bool) {
	if value, ok := v.(int64); ok {
		return value, true
	}
	object, ok := Is(v, "numpy.core.multiarray", "scalar")
	if !ok || len(object.Args) != 2 {
		return 0, false
	}
	scalar, err := array(Tuple{}, object.Args[0], false, object.Args[1])
	if err != nil || scalar.DType.Kind != 'i' && scalar.DType.Kind != 'u' {
		return 0, false
	}
	var value [1]int64
	if err := npy.Read(scalar, 0, value[:]); err != nil {
		return 0, false
	}
	return value[0], true
}

// Ints returns the integers of a list, a tuple or a NumPy array of one axis. More
// than limit are a FormatError.
func Ints(v Value, limit int) ([]int64, error) {
	items, ok := Items(v)
	if !ok {
		values, err := Array(v)
		if err != nil {
			return nil, err
		}
		if len(values.Shape) != 1 || values.DType.Kind == 'f' {
			return nil, &FormatError{Want: "integers in one row", Found: fmt.Sprintf("an array of shape %v and type %v", values.Shape, values.DType), Hint: "save array.astype(int).ravel()"}
		}
		return npy.All[int64](values, limit)
	}
	if len(items) > limit {
		return nil, &FormatError{Want: fmt.Sprintf("at most %d integers", limit), Found: fmt.Sprint(len(items)), Hint: "a list of this size is not what belongs here"}
	}
	ints := make([]int64, len(items))
	for i, item := range items {
		if ints[i], ok = Int(item); !ok {
			return nil, unexpected("an integer", item)
		}
	}
	return ints, nil
}
