package interval

import (
	"math"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

const (
	trials = 8000
	seed   = 20240607
)

// holds checks a property over seeded random arguments and fails the test with
// the simplest violation found.
func holds(t *testing.T, name string, property gopter.Prop) {
	t.Helper()
	result := run(property)
	if !result.Passed() {
		t.Errorf("%s: %v: %v %v (drawn as %v)", name, result.Status, result.Error, result.Labels, result.Args)
	}
	if result.Succeeded < trials && result.Passed() {
		t.Errorf("%s: %d trials, want %d", name, result.Succeeded, trials)
	}
}

func run(property gopter.Prop) *gopter.TestResult {
	parameters := gopter.DefaultTestParametersWithSeed(seed)
	parameters.MinSuccessfulTests = trials
	return property.Check(parameters)
}

// enclosure is the property that an implementation of op keeps the promise of
// the package at members of operands of all shapes.
func enclosure(op operation, implementation func(x, y Interval) Interval) gopter.Prop {
	numbers := anyNumber
	if op.numbers != nil {
		numbers = op.numbers
	}
	return prop.ForAll(
		func(a, b, c, d float64, shape, otherShape, relation, steps int, place, otherPlace float64) string {
			x := shaped(a, b, shape)
			y := shaped(related(a, c, relation, steps), d, otherShape)
			return op.violation(implementation(x, y), x, y, member(x, place), member(y, otherPlace))
		},
		numbers(), numbers(), numbers(), numbers(),
		gen.IntRange(0, shapes-1), gen.IntRange(0, shapes-1), gen.IntRange(0, relations-1), gen.IntRange(-3, 3),
		anyPlace(), anyPlace(),
	)
}

func TestEnclosesTheExactResult(t *testing.T) {
	for _, op := range operations() {
		holds(t, op.name, enclosure(op, op.apply))
	}
}

// The oracle must have teeth: what it is there to find must fail it.
func TestOracleRefusesRoundingToNearest(t *testing.T) {
	exactOperations := map[string]bool{"Min": true, "Max": true, "Hull": true, "Neg": true, "Abs": true, "PowInt(0)": true, "PowInt(1)": true}
	for _, op := range operations() {
		naive := func(x, y Interval) Interval {
			z := op.apply(x, y)
			if x.Lo == x.Hi && y.Lo == y.Hi && z.IsBounded() {
				near := op.nearest(x.Lo, y.Lo)
				return Interval{near, near}
			}
			return z
		}
		if found := !run(enclosure(op, naive)).Passed(); found == exactOperations[op.name] {
			t.Errorf("%s rounded to nearest: violation found is %v, want %v", op.name, found, !found)
		}
	}
}

func TestOracleRefusesAnEndTooNarrow(t *testing.T) {
	for _, op := range operations() {
		for _, narrowed := range []struct {
			name   string
			narrow func(Interval) Interval
		}{
			{"lower", func(z Interval) Interval { return Interval{math.Nextafter(z.Lo, math.Inf(1)), z.Hi} }},
			{"upper", func(z Interval) Interval { return Interval{z.Lo, math.Nextafter(z.Hi, math.Inf(-1))} }},
		} {
			implementation := func(x, y Interval) Interval { return narrowed.narrow(op.apply(x, y)) }
			if run(enclosure(op, implementation)).Passed() {
				t.Errorf("%s with its %s end moved in by one float64 passes", op.name, narrowed.name)
			}
		}
	}
}

// Wider operands give a wider result, or none.
func TestInclusionIsotonicity(t *testing.T) {
	for _, op := range operations() {
		numbers := anyNumber
		if op.numbers != nil {
			numbers = op.numbers
		}
		holds(t, op.name, prop.ForAll(
			func(a, b, c, d, e, f float64, shape, otherShape, widerShape int) bool {
				x, y := shaped(a, b, shape), shaped(c, d, otherShape)
				wideX, wideY := x.Hull(shaped(e, f, widerShape)), y.Hull(shaped(f, e, widerShape))
				z, wide := op.apply(x, y), op.apply(wideX, wideY)
				return !z.IsValid() || !wide.IsValid() || wide.ContainsInterval(z)
			},
			numbers(), numbers(), numbers(), numbers(), numbers(), numbers(),
			gen.IntRange(0, shapes-1), gen.IntRange(0, shapes-1), gen.IntRange(0, shapes-1),
		))
	}
}

func TestEveryOperationPassesOnWhatIsNotValid(t *testing.T) {
	for _, bad := range []Interval{Undefined(), {nan, 1}, {0, nan}, {2, 1}, {inf, inf}, {-inf, -inf}, {inf, -inf}} {
		good := New(1, 2)
		if bad.IsValid() || bad.IsBounded() {
			t.Errorf("{%g, %g} passes for valid", bad.Lo, bad.Hi)
		}
		for _, op := range append(operations(), operation{name: "Intersect", apply: Interval.Intersect}) {
			if z := op.apply(bad, bad); z.IsValid() {
				t.Errorf("%s of {%g, %g} twice is %v, want undefined", op.name, bad.Lo, bad.Hi, z)
			}
			if z := op.apply(bad, good); z.IsValid() {
				t.Errorf("%s of {%g, %g} and [1, 2] is %v, want undefined", op.name, bad.Lo, bad.Hi, z)
			}
			binary := op.apply(good, New(3, 4)) != op.apply(good, New(2, 4))
			if z := op.apply(good, bad); binary && z.IsValid() {
				t.Errorf("%s of [1, 2] and {%g, %g} is %v, want undefined", op.name, bad.Lo, bad.Hi, z)
			}
		}
		for name, holds := range map[string]bool{
			"Contains": bad.Contains(1), "ContainsInterval": bad.ContainsInterval(good) || good.ContainsInterval(bad),
			"CertainlyLess":   bad.CertainlyLess(New(5, 6)) || New(-2, -1).CertainlyLess(bad),
			"CertainlyAtMost": bad.CertainlyAtMost(New(5, 6)) || New(-2, -1).CertainlyAtMost(bad),
			"IsDisjoint":      bad.IsDisjoint(New(5, 6)) || New(5, 6).IsDisjoint(bad),
		} {
			if holds {
				t.Errorf("%s is true of {%g, %g}", name, bad.Lo, bad.Hi)
			}
		}
	}
}
