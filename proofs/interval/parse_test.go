package interval

import (
	"math"
	"math/big"
	"math/rand"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	largest, smallest := math.MaxFloat64, math.SmallestNonzeroFloat64
	zeros := strings.Repeat("0", 2000)
	for _, c := range []struct {
		decimal string
		want    Interval
	}{
		{"0", Point(0)}, {"-0", Point(0)}, {"+1", Point(1)}, {"0.5", Point(0.5)}, {".5", Point(0.5)}, {"4.", Point(4)},
		{"0.9", New(below(0.9), 0.9)},
		{"0.1", New(below(0.1), 0.1)},
		{"-0.1", New(-0.1, above(-0.1))},
		{"-1.5e-3", New(-0.0015, above(-0.0015))},
		{"125E-3", Point(0.125)}, {"1e+2", Point(100)}, {"1e22", Point(1e22)}, {"1e23", New(1e23, above(1e23))},
		{"9007199254740993", New(9007199254740992, 9007199254740994)},
		{"1" + zeros + "e-2000", Point(1)},
		{"0." + zeros + "1e2001", Point(1)},
		{"1." + zeros + "1", New(1, above(1))},
		{"0.9999999999999999999999" + strings.Repeat("9", 2000), New(below(1), 1)},
		{"1e308", New(below(1e308), 1e308)},
		{"1.7976931348623157e308", New(below(largest), largest)},
		{"1.7976931348623158e308", New(largest, inf)},
		{"1e309", New(largest, inf)}, {"-1e309", New(-inf, -largest)},
		{"1e400", New(largest, inf)}, {"1e999999999999999999999999", New(largest, inf)},
		{"5e-324", New(smallest, 2*smallest)}, {"4.9e-324", New(0, smallest)}, {"1e-324", New(0, smallest)},
		{"1e-400", New(0, smallest)}, {"-1e-999999999999999999999999", New(-smallest, 0)},
		{"0e999999999999999999999999", Point(0)},
	} {
		got, err := Parse(c.decimal)
		if err != nil || got != c.want {
			t.Errorf("Parse(%.40q) = %v, %v, want %v", c.decimal, got, err, c.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, decimal := range []string{
		"", " 1", "1 ", "+", "-", ".", "+-1", "1..2", "1.2.3", "e5", "1e", "1e+", "1e1.5", "1e5e5", "0x1p3", "inf", "NaN",
		"1_000", "1,5", "1/3", "٣", strings.Repeat("x", 100), "1e+-2",
	} {
		x, err := Parse(decimal)
		if err == nil || x.IsValid() {
			t.Errorf("Parse(%q) = %v, want an error", decimal, x)
			continue
		}
		if text := err.Error(); !strings.HasPrefix(text, "interval: found ") || !strings.Contains(text, ", want ") || !strings.Contains(text, "; hint: ") || len(text) > 300 {
			t.Errorf("Parse(%q): error %q, want what was found, what is wanted and a hint, in brief", decimal, text)
		}
	}
}

// Decimals halfway between two float64, and next to these, are where a reader
// that rounds takes the wrong one.
func TestParseNextToHalfway(t *testing.T) {
	random := rand.New(rand.NewSource(seed))
	for range 300 {
		v := math.Float64frombits(random.Uint64() >> 1 & 0x7fdfffffffffffff)
		next := above(v)
		middle := new(big.Float).SetPrec(60).SetFloat64(v)
		middle.Add(middle, new(big.Float).SetFloat64(next)).SetMantExp(middle, -1)
		text := middle.Text('f', 1100)
		for _, decimal := range []string{text, text + "1", text + strings.Repeat("0", 900) + "1"} {
			if got := MustParse(decimal); got != New(v, next) {
				t.Fatalf("halfway from %g to the next float64: Parse gives %v", v, got)
			}
		}
		full := new(big.Float).SetFloat64(v).Text('f', 1100)
		if got := MustParse(full); got != Point(v) {
			t.Fatalf("%g in all its digits: Parse gives %v", v, got)
		}
		if got := MustParse(full + "001"); got != New(v, next) {
			t.Fatalf("%g in all its digits and a little more: Parse gives %v", v, got)
		}
	}
}

func TestFromRat(t *testing.T) {
	huge := new(big.Int).Exp(big.NewInt(10), big.NewInt(400), nil)
	for _, c := range []struct {
		r    *big.Rat
		want Interval
	}{
		{big.NewRat(0, 1), Point(0)},
		{big.NewRat(3, 4), Point(0.75)},
		{big.NewRat(1, 3), New(1.0/3, above(1.0/3))},
		{big.NewRat(-1, 3), New(below(-1.0/3), -1.0/3)},
		{new(big.Rat).SetInt(huge), New(math.MaxFloat64, inf)},
		{new(big.Rat).SetFrac(big.NewInt(-1), huge), New(-math.SmallestNonzeroFloat64, 0)},
	} {
		if got := FromRat(c.r); got != c.want {
			t.Errorf("FromRat(%.20s…) = %v, want %v", c.r, got, c.want)
		}
	}
}
