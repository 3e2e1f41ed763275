package format

import (
	"errors"
	"fmt"

	"aeed/internal/npy"
	"aeed/internal/pickle"
	"aeed/train/skeleton"
)

// maxClip bounds the coordinates of a clip, 64 MiB of them: 300 frames of two
// bodies are 45,000.
const maxClip = 1 << 24

// arrayFault says where an error of an array or a pickle is, besides what it says
// itself: a FormatError for a fault of the file, and the error with its file for one
// of the disk.
func arrayFault(err error, file, place string) error {
	located := &skeleton.FormatError{File: file}
	var array *npy.FormatError
	var value *pickle.FormatError
	var partly *skeleton.FormatError // without its file so far
	inner := ""
	switch {
	case err == nil:
		return nil
	case errors.As(err, &array):
		inner, located.Want, located.Found, located.Hint = array.Place, array.Want, array.Found, array.Hint
	case errors.As(err, &value):
		inner, located.Want, located.Found, located.Hint = value.Place, value.Want, value.Found, value.Hint
	case errors.As(err, &partly):
		inner, located.Want, located.Found, located.Hint = partly.Place, partly.Want, partly.Found, partly.Hint
	case file == "":
		return err
	default:
		return fmt.Errorf("%s: %w", file, err)
	}
	located.Place = place
	if place != "" && inner != "" {
		located.Place += ", "
	}
	located.Place += inner
	return located
}

// checked returns clip if it shows someone and its coordinates are numbers.
func checked(clip skeleton.Clip, file, place string) (skeleton.Clip, error) {
	if err := clip.Finite(); err != nil {
		return skeleton.Clip{}, &skeleton.FormatError{
			File: file, Place: place, Want: "coordinates that are numbers", Found: err.Error(),
			Hint: "leave the clip out, or set missing joints to 0",
		}
	}
	for m := range clip.Bodies {
		if clip.BodyShown(m) {
			return clip, nil
		}
	}
	return skeleton.Clip{}, fmt.Errorf("%s: %s: %w", file, place, skeleton.ErrNobody)
}
