package sweep

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"aeed/dynamics"
)

// mostValues is how many values a range may have.
const mostValues = 1e9

// parseValues reads what an axis takes in a sweep. Errors are
// *dynamics.ParameterError. Ranges are not checked.
func parseValues(a *axis, text string) (values, error) {
	p := axisText{axis: a, text: text}
	switch {
	case strings.TrimSpace(text) == "":
		return nil, p.fault("a value, a list or a range", "leave the axis out for its default")
	case a.kind == word || !strings.Contains(text, ":"):
		return p.list()
	}
	fields := strings.Split(text, ":")
	log := strings.TrimSpace(fields[0]) == "log"
	if log {
		fields = fields[1:]
	}
	if len(fields) != 2 && len(fields) != 3 {
		return nil, p.fault("from:to:step, log:from:to:count, from:to or log:from:to", "as in 0.1:1:0.1, or log:0.01:1:9 for nine values in equal ratios")
	}
	numbers := make([]float64, len(fields))
	for i, field := range fields {
		x, err := p.number(field)
		if err != nil {
			return nil, err
		}
		numbers[i] = x
	}
	from, to := numbers[0], numbers[1]
	switch {
	case !(from < to) || math.IsInf(to-from, 1):
		return nil, p.fault("from < to", "ranges ascend; a list may have any order")
	case log && from <= 0:
		return nil, p.fault("from > 0 on a logarithmic scale", "start at 0.01, say, or use from:to:step")
	case len(fields) == 2:
		return interval{from, to, log}, nil
	}
	return p.ladder(from, to, numbers[2], log)
}

// An axisText reads the text of one axis.
type axisText struct {
	axis *axis
	text string
}

func (p axisText) fault(want, hint string) error {
	return &dynamics.ParameterError{Name: p.axis.name, Value: strconv.Quote(p.text), Want: want, Hint: hint}
}

func (p axisText) ladder(from, to, third float64, log bool) (values, error) {
	l := ladder{from: from, to: to}
	if log {
		if third != math.Trunc(third) || third < 2 || third > mostValues {
			return nil, p.fault("a whole count from 2 to 10⁹ in log:from:to:count", "log:0.01:1:9 has nine values, four in each factor of ten and the end")
		}
		l.count = int64(third)
	} else {
		if !(third > 0 && third <= to-from) {
			return nil, p.fault("0 < step ≤ to − from", "as in 0.1:1:0.1, which has ten values")
		}
		count := rungs(from, to, third)
		if count > mostValues {
			return nil, p.fault("at most 10⁹ values", "take a longer step")
		}
		l.step, l.count = third, int64(count)
	}
	if l.at(0) == l.at(1) || l.at(l.count-1) == l.at(l.count-2) {
		return nil, p.fault("values that differ in their first 15 digits", "take a longer step")
	}
	return l, nil
}

// list reads values that commas separate.
func (p axisText) list() (values, error) {
	var l list
	for _, item := range p.items() {
		v, err := p.value(item)
		if err != nil {
			return nil, err
		}
		if slices.Contains(l, v) {
			return nil, p.fault("each value once", v.String()+" is there twice")
		}
		l = append(l, v)
	}
	return l, nil
}

func (p axisText) value(item string) (Value, error) {
	if p.axis.kind != word {
		x, err := p.number(item)
		return Value{Number: x}, err
	}
	// As the setting has it, all constants of a source spelled out.
	s := standard()
	v := Value{Word: strings.TrimSpace(item)}
	if err := p.axis.check(v, s.source); err != nil {
		return v, err
	}
	err := p.axis.set(&s, v)
	return p.axis.get(&s), err
}

// items cuts the text at its commas; one before a further constant of a source,
// as in hill,learning:tau=15,floor=0.1, belongs to the source.
func (p axisText) items() []string {
	var items []string
	for item := range strings.SplitSeq(p.text, ",") {
		name, _, assigned := strings.Cut(item, "=")
		if assigned && !strings.Contains(name, ":") && len(items) > 0 && p.axis.name == "source" {
			items[len(items)-1] += "," + item
			continue
		}
		items = append(items, item)
	}
	return items
}

func (p axisText) number(text string) (float64, error) {
	text = strings.TrimSpace(text)
	if text == "none" && p.axis.none != 0 {
		return p.axis.none, nil
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		want := "numbers"
		if p.axis.none != 0 {
			want = "numbers, or none"
		}
		return 0, p.fault(want, "a list goes as 0.1,0.5,0.9, a range as 0.1:1:0.1 or log:0.01:1:9")
	}
	return x + 0, nil // −0 is 0
}
