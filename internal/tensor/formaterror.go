package tensor

import "strings"

// A FormatError is a file that is not what its format says, or holds what is not
// read. Place and Found may be empty.
type FormatError struct {
	Place string // "header", `tensor "fc.weight"`
	Want  string
	Found string
	Hint  string
}

func (e *FormatError) Error() string {
	text := ""
	if e.Place != "" {
		text = e.Place + ": "
	}
	text += "want " + e.Want
	if e.Found != "" {
		text += ", found " + e.Found
	}
	return text + "; hint: " + e.Hint
}

// Excerpt returns the beginning of a text from a file, short enough for a message.
func Excerpt(text string) string {
	const limit = 60
	if len(text) > limit {
		return strings.ToValidUTF8(text[:limit], "") + "…"
	}
	return text
}
