package trajectory

import (
	"cmp"
	"strconv"
	"unicode/utf8"
)

// A FormatError says where a trajectory breaks the format, what was found
// there, what was expected, and what to try.
type FormatError struct {
	File  string // as it was opened; "" for a header that is not in a file
	Place string // "line 3" of JSONL, "row 3" of Parquet, "epoch 0, class 1" when writing; "" for the whole file
	Field string // key of the header or of a record: "eta", "next_weight", …; "" for the line or row as a whole
	Found string
	Want  string
	Hint  string
}

// Error returns
// "trajectory: run.jsonl: line 3: flow: found NaN, want a finite number; hint: …".
func (e *FormatError) Error() string {
	text := "trajectory: "
	for _, where := range []string{e.File, e.Place, e.Field} {
		if where != "" {
			text += where + ": "
		}
	}
	return text + "found " + e.Found + ", want " + e.Want + "; hint: " + e.Hint
}

func fault(field, found, want, hint string) error {
	return &FormatError{Field: field, Found: found, Want: want, Hint: hint}
}

func faultTwice(key string) error {
	return fault(key, "the key twice", "it once", "programs disagree on which of two values counts")
}

// locate adds file and place to a FormatError that doesn't have them yet.
func locate(err error, file, place string) error {
	if e, ok := err.(*FormatError); ok {
		e.File, e.Place = cmp.Or(e.File, file), cmp.Or(e.Place, place)
	}
	return err
}

// excerpt returns the beginning of text, on one line and short enough for a
// message whatever the file holds.
func excerpt(text []byte) string {
	const limit = 40
	more := ""
	if len(text) > limit {
		text, more = text[:limit], "…"
	}
	for _, r := range string(text) {
		if r == utf8.RuneError || !strconv.IsPrint(r) {
			return strconv.Quote(string(text)) + more
		}
	}
	return string(text) + more
}
