package interval

import (
	"math"
	"math/big"
	"strings"
	"testing"
)

// FuzzParse demands an error with a hint, or the tightest interval around the
// very number that package math/big reads.
func FuzzParse(f *testing.F) {
	for _, decimal := range []string{"0.9", "-1.5e-3", ".5", "4.", "1e400", "-1e-400", "1e", "0x1p3", "9007199254740993", "1_0", "+0"} {
		f.Add(decimal)
	}
	f.Fuzz(func(t *testing.T, decimal string) {
		x, err := Parse(decimal)
		if err != nil {
			if text := err.Error(); !strings.HasPrefix(text, "interval: ") || !strings.Contains(text, "; hint: ") {
				t.Fatalf("error %q has no hint", text)
			}
			return
		}
		if !x.IsValid() || x.Lo != x.Hi && x.Hi != above(x.Lo) {
			t.Fatalf("Parse(%q) = %v, want a point or two neighbours", decimal, x)
		}
		if i := strings.IndexAny(decimal, "eE"); len(decimal) > 1000 || i >= 0 && len(decimal)-i > 5 {
			return // too large to be read exactly
		}
		want, read := new(big.Rat).SetString(decimal)
		if !read {
			t.Fatalf("Parse(%q) = %v, yet math/big reads no number", decimal, x)
		}
		if exactly := FromRat(want); x != exactly {
			t.Fatalf("Parse(%q) = %v, want %v", decimal, x, exactly)
		}
		if below, above := new(big.Rat), new(big.Rat); x.IsBounded() &&
			(below.SetFloat64(x.Lo).Cmp(want) > 0 || above.SetFloat64(x.Hi).Cmp(want) < 0) {
			t.Fatalf("Parse(%q) = %v, which does not contain %v", decimal, x, want)
		}
	})
}

// FuzzArithmetic demands the promise of every operation at members of operands
// with any ends.
func FuzzArithmetic(f *testing.F) {
	f.Add(uint8(0), 0.1, 0.2, 0.3, 0.4, 0.5, 0.5)
	f.Add(uint8(2), -1.0, math.Inf(1), 0.0, 5e-324, 0.0, 1.0)
	f.Add(uint8(3), 1.0, 1.0, 0.0, 2.0, 1.0, 1.0)
	f.Add(uint8(17), 709.7, 709.8, 0.0, 0.0, 0.3, 0.0)
	f.Add(uint8(18), 0.0, 1.0, 0.0, 0.0, 1.0, 0.0)
	all := operations()
	f.Fuzz(func(t *testing.T, which uint8, a, b, c, d, place, otherPlace float64) {
		op := all[int(which)%len(all)]
		x, y := Interval{min(a, b), max(a, b)}, Interval{min(c, d), max(c, d)}
		z := op.apply(x, y)
		if !x.IsValid() {
			if z.IsValid() {
				t.Fatalf("%s of {%g, %g}, which is not valid, is %v", op.name, a, b, z)
			}
			return
		}
		if !y.IsValid() || !(place >= 0 && place <= 1 && otherPlace >= 0 && otherPlace <= 1) {
			return
		}
		if fault := op.violation(z, x, y, member(x, place), member(y, otherPlace)); fault != "" {
			t.Fatal(fault)
		}
	})
}
