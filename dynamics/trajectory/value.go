package trajectory

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"
)

// maxInteger is the largest integer of the format: up to here float64, all
// that some JSON libraries have, counts exactly.
const maxInteger = min(1<<53-1, math.MaxInt)

// isInteger reports whether value is an integer in [0, maxInteger].
func isInteger(value float64) bool {
	return value >= 0 && value <= maxInteger && value == math.Trunc(value)
}

func isNull(raw []byte) bool { return string(raw) == "null" }

// finite returns the value of a JSON number, rounded to the nearest float64.
func finite(raw []byte) (float64, error) {
	const want = "a finite number"
	if c := raw[0]; c != '-' && (c < '0' || c > '9') || !json.Valid(raw) {
		return 0, fault("", excerpt(raw), want, numberHint(raw))
	}
	value, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		return 0, fault("", excerpt(raw), want+" that float64 can hold", "the training has diverged, lower its learning rate")
	}
	return value, nil
}

func numberHint(raw []byte) string {
	switch raw[0] {
	case '"':
		return "write numbers without quotes"
	case 'n':
		return "null is only for an entropy without samples, an accuracy and a clip"
	case 'N', 'I', '-':
		return "JSON has no NaN and no Infinity: the training has diverged, or null was meant"
	default:
		return "write it as JSON does: 0.5, -1, 1e-05"
	}
}

// integer returns the value of a JSON number that is an integer in
// [0, maxInteger], however it is written: 1, 1.0 and 1e0 are the same.
func integer(raw []byte) (int, error) {
	value, err := finite(raw)
	if err != nil {
		return 0, err
	}
	if !isInteger(value) {
		return 0, fault("", excerpt(raw), fmt.Sprintf("an integer in [0, %d]", maxInteger), "1, 1.0 and 1e0 are the same integer")
	}
	return int(value), nil
}

// text returns the value of a JSON string.
func text(raw []byte) (value string, err error) {
	if raw[0] != '"' || !utf8.Valid(raw) || json.Unmarshal(raw, &value) != nil {
		return "", fault("", excerpt(raw), "a string in UTF-8", `as in "name", with its quotes`)
	}
	return value, nil
}

// quote returns value as a JSON string, and "" for "".
func quote(value string) string {
	if value == "" {
		return ""
	}
	quoted, _ := json.Marshal(value) // every string has a JSON form
	return string(quoted)
}

// appendNumber appends the shortest decimal that reads back as the same
// float64, −0 included.
func appendNumber(dst []byte, value float64) []byte {
	return strconv.AppendFloat(dst, value, 'g', -1, 64)
}
