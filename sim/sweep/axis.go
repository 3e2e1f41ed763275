package sweep

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"aeed/dynamics"
	"aeed/internal/nullable"
	"aeed/sim"
)

// An axis is one quantity that a sweep can vary. The table axes is the only
// declaration of each: flag, key of the YAML, column, help and range come from
// here.
type axis struct {
	name  string // flag and key; the column has underscores
	help  string
	kind  kind
	none  float64 // what the word "none" stands for, 0 where it isn't one
	outer bool    // whether it is part of the scenario, which many points share
	set   func(*setting, Value) error
	get   func(*setting) Value
}

// A kind is a type of value.
type kind int

const (
	numeric kind = iota
	whole        // numbers without a fraction
	word
)

// A Value is a number or, on the axes law, driver and source, a word. NaN is no
// value: of a constant that the source doesn't have.
type Value struct {
	Number float64
	Word   string
}

// String returns the number, shortest first, "none" for the end of no clip, or
// the word.
func (v Value) String() string {
	if v.Word != "" {
		return v.Word
	}
	return number(v.Number)
}

// MarshalJSON returns the number or the word as JSON has it, null for no value.
func (v Value) MarshalJSON() ([]byte, error) {
	if v.Word == "" && math.IsInf(v.Number, 0) {
		v.Word = v.String()
	}
	if v.Word != "" {
		return json.Marshal(v.Word)
	}
	return json.Marshal(nullable.Float(v.Number))
}

// axisByName returns the place of an axis in the table.
func axisByName(name string) (int, bool) {
	i := slices.IndexFunc(axes, func(a axis) bool { return a.name == name })
	return i, i >= 0
}

// column returns the name of the axis in the table of results.
func (a *axis) column() string { return strings.NewReplacer("-", "_", ".", "_").Replace(a.name) }

func (a *axis) isConstant() bool { return strings.HasPrefix(a.name, "source.") }

// isOneOf reports whether the axis is one of the constants of a source.
func (a *axis) isOneOf(constants map[string]float64) bool {
	_, ok := constants[strings.TrimPrefix(a.name, "source.")]
	return a.isConstant() && ok
}

// standard returns the value that the axis has where a sweep doesn't set it;
// that of a constant is the source's own.
func (a *axis) standard() values {
	s := standard()
	return list{a.get(&s)}
}

// checkAll returns an error if any of the values is out of range.
func (a *axis) checkAll(v values, source sim.Source) error {
	for _, probe := range v.probes() {
		err := a.check(probe, source)
		parameter, ok := errors.AsType[*dynamics.ParameterError](err)
		if _, continuous := v.(interval); ok && continuous {
			parameter.Value = strconv.Quote(v.String())
			parameter.Hint += "; steps go as from:to:step"
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// check returns an error, in terms of the axis, for a value out of range in an
// otherwise standard setting. Constants need to know the source.
func (a *axis) check(v Value, source sim.Source) error {
	s := standard()
	s.source = source
	// Whether the two ends fit each other is a question for the whole sweep.
	s.parameters.Clip = dynamics.Clip{Low: math.SmallestNonzeroFloat64, High: math.Inf(1)}
	err := error(nil)
	if a.kind == whole && (v.Number != math.Trunc(v.Number) || math.Abs(v.Number) > 1<<53) {
		err = &dynamics.ParameterError{Want: "whole numbers up to 2⁵³", Hint: "as in 60,120,400 or 20:400:20"}
	}
	if err == nil {
		err = a.set(&s, v)
	}
	if err == nil {
		err = s.validate()
	}
	if parameter, ok := errors.AsType[*dynamics.ParameterError](err); ok {
		return &dynamics.ParameterError{Name: a.name, Value: v.String(), Want: parameter.Want, Hint: parameter.Hint}
	}
	return err
}

// number returns the shortest text from which x can be read back.
func number(x float64) string {
	if math.IsInf(x, 0) {
		return "none"
	}
	return fmt.Sprintf("%v", x)
}
