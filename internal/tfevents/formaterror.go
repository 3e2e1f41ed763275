package tfevents

// A FormatError is a file that is not a sequence of events.
type FormatError struct {
	File  string
	Place string // "record 12, byte 640", both counted from 0
	Want  string
	Found string
	Hint  string

	// Torn says that the file holds whole events and then the beginning of one, as
	// after a crash: nothing but this last record is lost.
	Torn bool
}

func (e *FormatError) Error() string {
	return "tfevents: " + e.File + ": " + e.Place + ": want " + e.Want + ", found " + e.Found + "; hint: " + e.Hint
}
