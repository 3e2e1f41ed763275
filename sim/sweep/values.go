package sweep

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// values are what an axis takes in a sweep.
type values interface {
	// len returns how many there are; 0 for an interval, which has no first.
	len() int64
	// at returns the i-th value of len.
	at(i int64) Value
	// draw returns the value at the part u in [0, 1) of the way.
	draw(u float64) Value
	// probes are values between which all others lie.
	probes() []Value
	// String returns the text from which parseValues makes the same values.
	String() string
}

// A list has its values one by one.
type list []Value

func (l list) len() int64           { return int64(len(l)) }
func (l list) at(i int64) Value     { return l[i] }
func (l list) draw(u float64) Value { return l[int(u*float64(len(l)))] }
func (l list) probes() []Value      { return l }

func (l list) String() string {
	texts := make([]string, len(l))
	for i, v := range l {
		texts[i] = v.String()
	}
	return strings.Join(texts, ",")
}

// A ladder is an arithmetic range from:to:step or a geometric one,
// log:from:to:count. Each rung is computed by itself, so no error adds up, and
// rounded to 15 digits, so that 0.1:1:0.1 has 0.3 and not 0.30000000000000004.
type ladder struct {
	from, to, step float64 // step 0 for a geometric one
	count          int64
}

func (l ladder) len() int64 { return l.count }

func (l ladder) at(i int64) Value {
	switch {
	case i == 0:
		return Value{Number: l.from}
	case l.step != 0:
		x := l.from + float64(float64(i)*l.step)
		if i == l.count-1 && math.Abs(x-l.to) <= rungTolerance*l.step {
			return Value{Number: l.to}
		}
		return Value{Number: round15(x)}
	case i == l.count-1:
		return Value{Number: l.to}
	}
	return Value{Number: between(l.from, l.to, float64(i)/float64(l.count-1), true)}
}

func (l ladder) draw(u float64) Value { return l.at(int64(u * float64(l.count))) }
func (l ladder) probes() []Value      { return []Value{l.at(0), l.at(1), l.at(l.count - 1)} }

func (l ladder) String() string {
	if l.step != 0 {
		return fmt.Sprintf("%v:%v:%v", l.from, l.to, l.step)
	}
	return fmt.Sprintf("log:%v:%v:%d", l.from, l.to, l.count)
}

// rungTolerance is the part of a step by which the last rung may miss the end.
const rungTolerance = 1e-6

// rungs returns the number of values of from:to:step.
func rungs(from, to, step float64) float64 { return math.Floor((to-from)/step+rungTolerance) + 1 }

// An interval is a continuum, uniform in the value or in its logarithm, for
// designs that choose points themselves.
type interval struct {
	from, to float64
	log      bool
}

func (v interval) len() int64           { return 0 }
func (v interval) at(int64) Value       { panic("sweep: an interval has no steps") }
func (v interval) draw(u float64) Value { return Value{Number: between(v.from, v.to, u, v.log)} }

func (v interval) probes() []Value {
	return []Value{{Number: v.from}, v.draw(0.382), {Number: v.to}}
}

func (v interval) String() string {
	if v.log {
		return fmt.Sprintf("log:%v:%v", v.from, v.to)
	}
	return fmt.Sprintf("%v:%v", v.from, v.to)
}

// between returns the value at the part u of the way from one number to another,
// on a logarithmic way if log, to 15 digits: other platforms round the last ones
// of an exponential differently.
func between(from, to, u float64, log bool) float64 {
	if log {
		return round15(from * math.Exp(u*math.Log(to/from)))
	}
	return round15(from + float64(u*(to-from)))
}

func round15(x float64) float64 {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 15, 64), 64)
	return rounded
}
