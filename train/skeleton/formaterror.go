package skeleton

import "fmt"

// A FormatError is a file that is not what its format says. Found and Place may be
// empty.
type FormatError struct {
	File  string
	Place string // "record 12", "frame 3, body 0", "line 7"
	Want  string
	Found string
	Hint  string
}

func (e *FormatError) Error() string {
	text := e.File
	if e.Place != "" {
		text += ": " + e.Place
	}
	text += ": want " + e.Want
	if e.Found != "" {
		text += ", found " + e.Found
	}
	return fmt.Sprintf("%s; hint: %s", text, e.Hint)
}
