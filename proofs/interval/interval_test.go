package interval

import (
	"math"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

func panics(f func()) (message string) {
	defer func() {
		if cause := recover(); cause != nil {
			message = cause.(string)
		}
	}()
	f()
	return ""
}

func TestConstructorsRefuseWhatIsNoInterval(t *testing.T) {
	for name, f := range map[string]func(){
		"New(2, 1)":       func() { New(2, 1) },
		"New(NaN, 1)":     func() { New(nan, 1) },
		"New(1, NaN)":     func() { New(1, nan) },
		"New(Inf, Inf)":   func() { New(inf, inf) },
		"New(−Inf, −Inf)": func() { New(-inf, -inf) },
		"Point(NaN)":      func() { Point(nan) },
		"Point(Inf)":      func() { Point(inf) },
		"Point(−Inf)":     func() { Point(-inf) },
		"PowInt(−1)":      func() { Point(1).PowInt(-1) },
		"MustParse":       func() { MustParse("one") },
	} {
		if message := panics(f); !strings.HasPrefix(message, "interval: ") {
			t.Errorf("%s: panic %q, want one of this package", name, message)
		}
	}
}

func TestShapeOfAnInterval(t *testing.T) {
	largest, smallest := math.MaxFloat64, math.SmallestNonzeroFloat64
	for _, c := range []struct {
		x          Interval
		bounded    bool
		width, mid float64
		text       string
	}{
		{Interval{}, true, 0, 0, "[0, 0]"},
		{Point(math.Copysign(0, -1)), true, 0, 0, "[0, 0]"},
		{New(1, 2), true, 1, 1.5, "[1, 2]"},
		{New(0.1, 0.2), true, 0.1, 0.15000000000000002, "[0.1, 0.2]"},
		{New(-largest, largest), true, inf, 0, "[-1.7976931348623157e+308, 1.7976931348623157e+308]"},
		{New(smallest, smallest), true, 0, smallest, "[5e-324, 5e-324]"},
		{New(1, above(1)), true, 0x1p-52, 1, "[1, 1.0000000000000002]"},
		{New(-1, 0x1p60), true, above(0x1p60), 0x1p59, "[-1, 1.152921504606847e+18]"},
		{Entire(), false, inf, 0, "[-Inf, +Inf]"},
		{New(3, inf), false, inf, largest, "[3, +Inf]"},
		{New(-inf, 3), false, inf, -largest, "[-Inf, 3]"},
		{Undefined(), false, inf, nan, "undefined"},
		{Interval{2, 1}, false, inf, nan, "undefined"},
	} {
		if got := c.x.IsBounded(); got != c.bounded {
			t.Errorf("IsBounded of %v is %v", c.x, got)
		}
		if got := c.x.Width(); got != c.width {
			t.Errorf("Width of %v is %g, want %g", c.x, got, c.width)
		}
		if got := c.x.Mid(); got != c.mid && !(math.IsNaN(got) && math.IsNaN(c.mid)) {
			t.Errorf("Mid of %v is %g, want %g", c.x, got, c.mid)
		}
		if got := c.x.String(); got != c.text {
			t.Errorf("{%g, %g} prints as %q, want %q", c.x.Lo, c.x.Hi, got, c.text)
		}
	}
}

func TestMidIsAMember(t *testing.T) {
	holds(t, "Mid", prop.ForAll(func(a, b float64, shape int) bool {
		x := shaped(a, b, shape)
		return x.Contains(x.Mid())
	}, anyNumber(), anyNumber(), gen.IntRange(0, shapes-1)))
}

// Two decided comparisons never contradict one another, and each agrees with
// the members.
func TestComparisonsAgreeWithMembers(t *testing.T) {
	holds(t, "comparisons", prop.ForAll(func(a, b, c, d float64, shape, otherShape, relation, steps int, s, r float64) bool {
		x, y := shaped(a, b, shape), shaped(related(a, c, relation, steps), d, otherShape)
		p, q := member(x, s), member(y, r)
		common := x.Intersect(y)
		hull := x.Hull(y)
		return x.Contains(p) && y.Contains(q) &&
			(!x.CertainlyLess(y) || p < q) &&
			(!x.CertainlyAtMost(y) || p <= q) &&
			(!x.IsDisjoint(y) || p != q) &&
			(!x.ContainsInterval(y) || x.Contains(q)) &&
			x.IsDisjoint(y) == !common.IsValid() &&
			common.Contains(p) == (y.Contains(p) && common.IsValid()) &&
			hull.ContainsInterval(x) && hull.ContainsInterval(y) && hull.Contains(p) && hull.Contains(q)
	}, anyNumber(), anyNumber(), anyNumber(), anyNumber(),
		gen.IntRange(0, shapes-1), gen.IntRange(0, shapes-1), gen.IntRange(0, relations-1), gen.IntRange(-3, 3),
		anyPlace(), anyPlace()))
}

func TestComparisons(t *testing.T) {
	x := New(1, 2)
	for _, c := range []struct {
		name      string
		got, want bool
	}{
		{"[1, 2] < [3, 4]", x.CertainlyLess(New(3, 4)), true},
		{"[1, 2] < [2, 4]", x.CertainlyLess(New(2, 4)), false},
		{"[1, 2] ≤ [2, 4]", x.CertainlyAtMost(New(2, 4)), true},
		{"[1, 2] ≤ [1.5, 4]", x.CertainlyAtMost(New(1.5, 4)), false},
		{"[1, 2] and [2, 4] are disjoint", x.IsDisjoint(New(2, 4)), false},
		{"[1, 2] and [−1, 0] are disjoint", x.IsDisjoint(New(-1, 0)), true},
		{"2 in [1, 2]", x.Contains(2), true},
		{"above 2 in [1, 2]", x.Contains(above(2)), false},
		{"−0 in [0, 1]", New(0, 1).Contains(math.Copysign(0, -1)), true},
		{"NaN in Entire", Entire().Contains(nan), false},
		{"Inf in Entire", Entire().Contains(inf), false},
		{"[1, 2] in Entire", Entire().ContainsInterval(x), true},
		{"Entire in [1, 2]", x.ContainsInterval(Entire()), false},
	} {
		if c.got != c.want {
			t.Errorf("%s is %v, want %v", c.name, c.got, c.want)
		}
	}
}
