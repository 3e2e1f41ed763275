package sim

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"aeed/dynamics"
)

// A source's constants are its exported float64 fields. Of the sources that Parse
// knows, their tags are the only declaration of default, range and help.

// A ConstantInfo describes one constant of a source.
type ConstantInfo struct {
	Name    string // as in "learning:tau=15"
	Default float64
	Range   string // values that Validate takes, in words
	Help    string
}

// A SourceInfo describes a kind of source that Parse knows.
type SourceInfo struct {
	Name      string
	Plant     bool // whether it answers to the weights
	Help      string
	Constants []ConstantInfo
}

// sources are the kinds that Parse knows.
var sources = []struct {
	prototype any // a plant or a Signal, by value
	help      string
}{
	{Hill{}, "the classes compete for the network's capacity"},
	{Constant{}, "entropies that never move"},
	{Learning{}, "classes that are learned: an exponential fall"},
	{Plateau{}, "classes that are learned late"},
	{Step{}, "a sudden change"},
	{Sinusoid{}, "oscillation, cut off at 0 and ln C"},
	{BangBang{}, "the adversary: 0 and ln C in turn"},
	{BySize{}, "long-tailed classes being learned, the small ones slower and to a higher floor"},
}

// ranges are the sets of values that a tag may name.
var ranges = map[string]struct {
	want  string
	holds func(float64) bool
}{
	"level":    {"a level in [0, 1]", func(x float64) bool { return x >= 0 && x <= 1 }},
	"fraction": {"a number in (0, 1]", func(x float64) bool { return x > 0 && x <= 1 }},
	"positive": {"a finite number > 0", func(x float64) bool { return x > 0 && !math.IsInf(x, 1) }},
	"time":     {"a finite number ≥ 0", func(x float64) bool { return x >= 0 && !math.IsInf(x, 1) }},
	"exponent": {"an exponent in [0, 10]", func(x float64) bool { return x >= 0 && x <= 10 }},
	"epochs":   {"an integer from 0 to 1000", func(x float64) bool { return x >= 0 && x <= 1000 && x == math.Trunc(x) }},
}

// Sources returns the kinds of source that Parse knows, with their constants.
func Sources() []SourceInfo {
	var infos []SourceInfo
	for _, known := range sources {
		_, signal := known.prototype.(Signal)
		info := SourceInfo{Name: nameOf(known.prototype), Plant: !signal, Help: known.help}
		for _, i := range constantFields(reflect.TypeOf(known.prototype)) {
			field := reflect.TypeOf(known.prototype).Field(i)
			info.Constants = append(info.Constants, ConstantInfo{Name: constantName(field), Default: defaultOf(field),
				Range: ranges[field.Tag.Get("range")].want, Help: field.Tag.Get("help")})
		}
		infos = append(infos, info)
	}
	return infos
}

// checkConstants returns an error for the first constant outside its range.
func checkConstants(source any) error {
	value := reflect.ValueOf(source)
	for _, i := range constantFields(value.Type()) {
		field, x := value.Type().Field(i), value.Field(i).Float()
		if allowed := ranges[field.Tag.Get("range")]; !allowed.holds(x) {
			return wrong(fmt.Sprintf("%s:%s=%g", nameOf(source), constantName(field), x), allowed.want,
				fmt.Sprintf("%s is the %s; the default is %g", constantName(field), field.Tag.Get("help"), defaultOf(field)))
		}
	}
	return nil
}

func wrong(value, want, hint string) error {
	return &dynamics.ParameterError{Name: "source", Value: value, Want: want, Hint: hint}
}

// constantFields returns the places of the exported float64 fields of a struct;
// another type has none.
func constantFields(t reflect.Type) []int {
	var fields []int
	if t.Kind() == reflect.Struct {
		for i := range t.NumField() {
			if field := t.Field(i); field.IsExported() && field.Type.Kind() == reflect.Float64 {
				fields = append(fields, i)
			}
		}
	}
	return fields
}

func constantName(field reflect.StructField) string { return strings.ToLower(field.Name) }

func defaultOf(field reflect.StructField) float64 {
	value, err := strconv.ParseFloat(field.Tag.Get("default"), 64)
	if err != nil {
		panic("sim: constant without a default: " + field.Name)
	}
	return value
}

func nameOf(source any) string { return source.(interface{ Name() string }).Name() }
