package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"

	"aeed/train/skeleton"
)

// maxClipBytes bounds the JSON of one clip. Real ones have less than 1 MiB; a made-up
// one can take a hundred times its size in memory, as an array of empty bodies.
const maxClipBytes = 4 << 20

// readJSON returns the content of a file in root, at most maxClipBytes of it.
func readJSON(root *os.Root, name string) ([]byte, error) {
	file, err := openJSON(root, name, maxClipBytes)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, maxClipBytes))
}

// openJSON opens a file in root that has at most the given size: not a link to one
// outside, and not a pipe or a device, which could keep its reader waiting for ever.
func openJSON(root *os.Root, name string, most int64) (*os.File, error) {
	wrong := &skeleton.FormatError{File: filepath.Join(root.Name(), name), Want: "a file in the folder", Hint: "get the data set again; links must stay in the folder"}
	info, err := root.Stat(name)
	switch {
	case err != nil:
		wrong.Found = err.Error()
	case !info.Mode().IsRegular():
		wrong.Found = info.Mode().String()
	case info.Size() > most:
		wrong.Want, wrong.Found = fmt.Sprintf("at most %d MiB", most>>20), fmt.Sprintf("%d bytes", info.Size())
	default:
		return root.Open(name)
	}
	return nil, wrong
}

// greatestNumber bounds coordinates and scores, so that no arithmetic with them
// leaves the range of a float32.
const greatestNumber = 1e9

// numbers is an array of JSON numbers within ±greatestNumber. Where the text is
// something else it keeps that, for the error that says where it is.
type numbers struct {
	values []float64
	wrong  string
}

// UnmarshalJSON takes any JSON value, and so never fails.
func (n *numbers) UnmarshalJSON(text []byte) error {
	*n = numbers{}
	inner, isArray := bytes.CutPrefix(text, []byte("["))
	if !isArray {
		n.wrong = brief(text)
		return nil
	}
	inner = bytes.TrimSpace(bytes.TrimSuffix(inner, []byte("]")))
	if len(inner) == 0 {
		return nil
	}
	n.values = make([]float64, 0, bytes.Count(inner, []byte(","))+1)
	for number := range bytes.SplitSeq(inner, []byte(",")) {
		x, err := strconv.ParseFloat(string(bytes.TrimSpace(number)), 64)
		if err != nil || math.Abs(x) > greatestNumber {
			*n = numbers{wrong: brief(text)}
			return nil
		}
		n.values = append(n.values, x)
	}
	return nil
}

// found says in an error what there is instead of the right number of values.
func (n *numbers) found() string {
	if n.wrong != "" {
		return n.wrong
	}
	return strconv.Itoa(len(n.values))
}

// brief quotes the start of a text, to be shown in an error.
func brief(text []byte) string { return fmt.Sprintf("%.60q", text) }

// jsonError says what encoding/json found wrong with a file.
func jsonError(file string, err error) error {
	e := &skeleton.FormatError{File: file, Want: "JSON", Found: err.Error(), Hint: "the file may be cut off or damaged: get it again"}
	if syntax, is := errors.AsType[*json.SyntaxError](err); is {
		e.Place = fmt.Sprintf("byte %d", syntax.Offset)
	}
	if kind, is := errors.AsType[*json.UnmarshalTypeError](err); is {
		e.Place = fmt.Sprintf("byte %d", kind.Offset)
		e.Want, e.Found = fmt.Sprintf("a JSON value for %s %q", kind.Type, kind.Field), "a "+kind.Value
	}
	return e
}
