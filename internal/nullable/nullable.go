// Package nullable writes numbers that may not exist to JSON, which has no NaN
// and no infinity.
package nullable

import (
	"encoding/json"
	"math"
)

// Float is a float64 that JSON shows as null where it is not finite.
type Float float64

// MarshalJSON returns the shortest decimal that reads back exactly, or null.
func (f Float) MarshalJSON() ([]byte, error) {
	if x := float64(f); math.IsNaN(x) || math.IsInf(x, 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(f))
}

// UnmarshalJSON reads a number, or NaN for null.
func (f *Float) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*f = Float(math.NaN())
		return nil
	}
	return json.Unmarshal(text, (*float64)(f))
}
