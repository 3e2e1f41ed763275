package pickle

import (
	"fmt"
	"math/big"
)

// A FormatError is a pickle that is damaged, asks for something that is not on the
// reader's list, or holds something else than the reader looks for. Place and Found
// may be empty.
type FormatError struct {
	Place string // "byte 17"
	Want  string
	Found string
	Hint  string
}

func (e *FormatError) Error() string {
	text := "pickle: "
	if e.Place != "" {
		text += e.Place + ": "
	}
	text += "want " + e.Want
	if e.Found != "" {
		text += ", found " + e.Found
	}
	return text + "; hint: " + e.Hint
}

// Kind says in a few words what a value is, for messages.
func Kind(v Value) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		return "a bool"
	case int64:
		return fmt.Sprintf("the integer %d", v)
	case *big.Int:
		return fmt.Sprintf("an integer of %d bits", v.BitLen())
	case float64:
		return fmt.Sprintf("the float %g", v)
	case string:
		return fmt.Sprintf("the string %q", excerpt(v))
	case Text:
		return fmt.Sprintf("a string of %d bytes", v.Len())
	case Bytes:
		return fmt.Sprintf("%d bytes", v.Len())
	case *List:
		return fmt.Sprintf("a list of %d", len(v.Items))
	case Tuple:
		return fmt.Sprintf("a tuple of %d", len(v))
	case *Dict:
		return fmt.Sprintf("a dict of %d", len(v.Keys))
	case *Set:
		return fmt.Sprintf("a set of %d", len(v.Items))
	case Global:
		return excerpt(v.String())
	case *Object:
		return "the result of " + excerpt(v.Call.String())
	default:
		return "a persistent identifier"
	}
}

// excerpt returns the beginning of text, short enough for a message.
func excerpt(text string) string {
	const limit = 60
	if len(text) > limit {
		return text[:limit] + "…"
	}
	return text
}
