package sim

import (
	"reflect"
	"strconv"
	"strings"
)

// Parse returns the source that a text such as "learning:tau=15,floor=0.1"
// names; constants that it leaves out have their defaults. Their ranges are left
// to Validate. The error of an unknown word lists the known ones.
func Parse(text string) (Source, error) {
	name, assignments, colon := strings.Cut(text, ":")
	var names []string
	for _, known := range sources {
		if nameOf(known.prototype) == name {
			source := reflect.New(reflect.TypeOf(known.prototype)).Elem()
			for _, i := range constantFields(source.Type()) {
				source.Field(i).SetFloat(defaultOf(source.Type().Field(i)))
			}
			if colon {
				if err := assign(source, assignments); err != nil {
					return nil, err
				}
			}
			if signal, ok := source.Interface().(Signal); ok {
				return Open{signal}, nil
			}
			return source.Interface().(Source), nil
		}
		names = append(names, nameOf(known.prototype))
	}
	return nil, wrong(strconv.Quote(name), "one of "+strings.Join(names, ", "), "constants follow a colon, as in learning:tau=15,floor=0.1")
}

// assign reads "tau=15,floor=0.1" into the fields of a source.
func assign(source reflect.Value, assignments string) error {
	given := map[string]bool{}
	for assignment := range strings.SplitSeq(assignments, ",") {
		constant, number, _ := strings.Cut(assignment, "=")
		x, err := strconv.ParseFloat(number, 64)
		if err != nil || given[constant] {
			return wrong(nameOf(source.Interface())+":"+strconv.Quote(assignment), "constant=number, each constant once", "as in learning:tau=15,floor=0.1")
		}
		if err := set(source, constant, x); err != nil {
			return err
		}
		given[constant] = true
	}
	return nil
}

// Format returns the text from which Parse makes the source, all constants
// spelled out. Of a source of the user's own it is a label.
func Format(source Source) string {
	value := reflect.ValueOf(bare(source))
	var assignments []string
	for _, i := range constantFields(value.Type()) {
		assignments = append(assignments, constantName(value.Type().Field(i))+"="+strconv.FormatFloat(value.Field(i).Float(), 'g', -1, 64))
	}
	if assignments == nil {
		return source.Name()
	}
	return source.Name() + ":" + strings.Join(assignments, ",")
}

// With returns the source with one constant changed, for an axis of a sweep; the
// value is not checked before Validate. A source of the user's own will do if it
// is a struct, not a pointer to one.
func With(source Source, constant string, value float64) (Source, error) {
	old := reflect.ValueOf(bare(source))
	changed := reflect.New(old.Type()).Elem()
	changed.Set(old)
	if err := set(changed, constant, value); err != nil {
		return nil, err
	}
	if _, open := source.(Open); open {
		return Open{changed.Interface().(Signal)}, nil
	}
	return changed.Interface().(Source), nil
}

// set changes the constant of that name.
func set(source reflect.Value, name string, x float64) error {
	var names []string
	for _, i := range constantFields(source.Type()) {
		known := constantName(source.Type().Field(i))
		if known == name {
			source.Field(i).SetFloat(x)
			return nil
		}
		names = append(names, known)
	}
	kind := nameOf(source.Interface())
	if names == nil {
		return wrong(kind+":"+strconv.Quote(name), "no constant", "the source "+kind+" has none: exported float64 fields of a struct are constants")
	}
	return wrong(kind+":"+strconv.Quote(name), "one of "+strings.Join(names, ", "), "these are the constants of "+kind)
}

// bare returns what Open wraps, or the source itself.
func bare(source Source) any {
	if open, ok := source.(Open); ok {
		return open.Signal
	}
	return source
}
