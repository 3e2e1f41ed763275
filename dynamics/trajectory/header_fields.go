package trajectory

import (
	"fmt"
	"math"
	"strconv"

	"aeed/dynamics"
)

// A headerField is one key of the header line.
type headerField struct {
	name     string
	optional bool
	decode   func(h *Header, raw []byte) error
	encode   func(h *Header) string // "" leaves an optional key out
}

// headerFields are the keys of the header line after "format", in the order in
// which they are written. A file may have them in any order.
var headerFields = []headerField{
	textField("source", func(h *Header) *Source { return &h.Source }),
	textField("law", func(h *Header) *string { return &h.Law }),
	textField("driver", func(h *Header) *dynamics.Driver { return &h.Driver }),
	numberField("eta", func(h *Header) *float64 { return &h.Eta }),
	numberField("gamma", func(h *Header) *float64 { return &h.Gamma }),
	numberField("beta", func(h *Header) *float64 { return &h.Beta }),
	{name: "clip", decode: decodeClip, encode: encodeClip},
	{name: "classes", decode: decodeClasses, encode: func(h *Header) string { return strconv.Itoa(h.Classes) }},
	{name: "class_sizes", optional: true, decode: decodeClassSizes, encode: encodeClassSizes},
	numberField("initial_weight", func(h *Header) *float64 { return &h.InitialWeight }),
	textField("normalisation", func(h *Header) *Normalisation { return &h.Normalisation }),
	textField("precision", func(h *Header) *Precision { return &h.Precision }),
	{name: "seed", optional: true, decode: decodeSeed, encode: encodeSeed},
	optional(textField("version", func(h *Header) *string { return &h.Version })),
}

func optional(field headerField) headerField {
	field.optional = true
	return field
}

func textField[T ~string](name string, at func(*Header) *T) headerField {
	return headerField{
		name: name,
		decode: func(h *Header, raw []byte) error {
			value, err := text(raw)
			*at(h) = T(value)
			return err
		},
		encode: func(h *Header) string { return quote(string(*at(h))) },
	}
}

func numberField(name string, at func(*Header) *float64) headerField {
	return headerField{
		name:   name,
		decode: func(h *Header, raw []byte) (err error) { *at(h), err = finite(raw); return err },
		encode: func(h *Header) string { return string(appendNumber(nil, *at(h))) },
	}
}

func decodeClasses(h *Header, raw []byte) (err error) {
	h.Classes, err = integer(raw)
	return err
}

func decodeClip(h *Header, raw []byte) error {
	if isNull(raw) {
		h.Clip = dynamics.Unclipped()
		return nil
	}
	var ends []float64
	err := eachElement(raw, func(value []byte) error {
		end := math.Inf(1)
		if len(ends) != 1 || !isNull(value) {
			var err error
			if end, err = finite(value); err != nil {
				return err
			}
		}
		if ends = append(ends, end); len(ends) > 2 {
			return fault("", "a third number", "[low, high]", "one range serves all classes")
		}
		return nil
	})
	if err != nil || len(ends) != 2 {
		return fault("", excerpt(raw), "[low, high], [low, null] without an upper end, or null without a clip", "the paper's is [0.1, 4]")
	}
	h.Clip = dynamics.Clip{Low: ends[0], High: ends[1]}
	return nil
}

func encodeClip(h *Header) string {
	switch {
	case h.Clip.IsUnclipped():
		return "null"
	case math.IsInf(h.Clip.High, 1):
		return fmt.Sprintf("[%s,null]", appendNumber(nil, h.Clip.Low))
	default:
		return fmt.Sprintf("[%s,%s]", appendNumber(nil, h.Clip.Low), appendNumber(nil, h.Clip.High))
	}
}

func decodeClassSizes(h *Header, raw []byte) error {
	h.ClassSizes = []int{}
	return eachElement(raw, func(value []byte) error {
		size, err := integer(value)
		if err == nil && len(h.ClassSizes) == MaxClasses {
			err = fault("", "a longer list", fmt.Sprintf("at most %d sizes", MaxClasses), "one size for each class")
		}
		h.ClassSizes = append(h.ClassSizes, size)
		return err
	})
}

func encodeClassSizes(h *Header) string {
	if h.ClassSizes == nil {
		return ""
	}
	list := []byte{'['}
	for class, size := range h.ClassSizes {
		if class > 0 {
			list = append(list, ',')
		}
		list = strconv.AppendInt(list, int64(size), 10)
	}
	return string(append(list, ']'))
}

func decodeSeed(h *Header, raw []byte) error {
	if seed, err := strconv.ParseUint(string(raw), 10, 64); err == nil && raw[0] != '+' {
		h.Seed = &seed
		return nil
	}
	seed, err := integer(raw)
	h.Seed = new(uint64(seed))
	return err
}

func encodeSeed(h *Header) string {
	if h.Seed == nil {
		return ""
	}
	return strconv.FormatUint(*h.Seed, 10)
}
