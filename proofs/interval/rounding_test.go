package interval

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

var inf, nan = math.Inf(1), math.NaN()

type scalars struct {
	name     string
	down, up func(a, b float64) float64
	exact    func(a, b float64) *big.Float
}

func onlyFirst(f func(float64) float64) func(a, b float64) float64 {
	return func(a, _ float64) float64 { return f(a) }
}

// tightScalars lists the directed operations that promise the tightest float64.
func tightScalars() []scalars {
	ops := map[string]operation{}
	for _, op := range operations() {
		ops[op.name] = op
	}
	return []scalars{
		{"Add", AddDown, AddUp, ops["Add"].exact},
		{"Sub", SubDown, SubUp, ops["Sub"].exact},
		{"Mul", MulDown, MulUp, ops["Mul"].exact},
		{"Div", DivDown, DivUp, ops["Div"].exact},
		{"Sqrt", onlyFirst(SqrtDown), onlyFirst(SqrtUp), ops["Sqrt"].exact},
	}
}

// misrounded says how a pair of directed results differs from the tightest.
func (s scalars) misrounded(a, b float64) string {
	want := s.exact(a, b)
	if want == nil {
		return ""
	}
	best := tightest(want)
	if down, up := s.down(a, b), s.up(a, b); down != best.Lo || up != best.Hi {
		return fmt.Sprintf("%s of %g and %g: down %g and up %g, want %g and %g", s.name, a, b, down, up, best.Lo, best.Hi)
	}
	return ""
}

func TestDirectedRoundingIsTheTightest(t *testing.T) {
	for _, s := range tightScalars() {
		for _, a := range landmarks {
			for _, b := range landmarks {
				for _, sign := range []float64{1, -1} {
					if fault := s.misrounded(a, sign*b); fault != "" {
						t.Error(fault)
					}
				}
			}
		}
		holds(t, s.name, prop.ForAll(func(a, b float64, relation, steps int) string {
			return s.misrounded(a, related(a, b, relation, steps))
		}, anyNumber(), anyNumber(), gen.IntRange(0, relations-1), gen.IntRange(-3, 3)))
	}
}

// An enclosure one float64 too wide must not pass for the tightest.
func TestTightnessTestRefusesNextafter(t *testing.T) {
	for _, s := range tightScalars() {
		up, down := s.up, s.down
		s.up = func(a, b float64) float64 { return math.Nextafter(up(a, b), inf) }
		s.down = func(a, b float64) float64 { return math.Nextafter(down(a, b), -inf) }
		if s.misrounded(1, 1) == "" || s.misrounded(0.1, 0.7) == "" {
			t.Errorf("%s with both ends moved out by one float64 passes for the tightest", s.name)
		}
	}
}

// A sum whose rounding error cannot be had by additions, which overflow.
func TestSumAtTheEdgeOfOverflow(t *testing.T) {
	add := tightScalars()[0]
	for _, steps := range []float64{-5, -3, -2, -1, 1, 2, 3} {
		for _, v := range []float64{math.MaxFloat64, below(math.MaxFloat64), 0x1p1023} {
			small := steps * 0x1p970
			for _, pair := range [][2]float64{{v, small}, {small, v}, {-v, small}, {small, -v}, {v, small / 2}, {-v, small / 2}} {
				if fault := add.misrounded(pair[0], pair[1]); fault != "" {
					t.Error(fault)
				}
			}
		}
	}
}

func TestDirectedRoundingOfWhatIsNoNumber(t *testing.T) {
	negativeZero := math.Copysign(0, -1)
	for _, c := range []struct {
		name             string
		down, up         float64
		wantDown, wantUp float64
	}{
		{"Inf + 1", AddDown(inf, 1), AddUp(inf, 1), inf, inf},
		{"1 − Inf", SubDown(1, inf), SubUp(1, inf), -inf, -inf},
		{"Inf − Inf", SubDown(inf, inf), SubUp(inf, inf), -inf, inf},
		{"NaN + 1", AddDown(nan, 1), AddUp(nan, 1), -inf, inf},
		{"Max + Max", AddDown(math.MaxFloat64, math.MaxFloat64), AddUp(math.MaxFloat64, math.MaxFloat64), math.MaxFloat64, inf},
		{"−Max − Max", SubDown(-math.MaxFloat64, math.MaxFloat64), SubUp(-math.MaxFloat64, math.MaxFloat64), -inf, -math.MaxFloat64},
		{"0·Inf", MulDown(0, inf), MulUp(0, inf), 0, 0},
		{"−Inf·−0", MulDown(-inf, negativeZero), MulUp(-inf, negativeZero), 0, 0},
		{"0·NaN", MulDown(0, nan), MulUp(0, nan), -inf, inf},
		{"NaN·1", MulDown(nan, 1), MulUp(nan, 1), -inf, inf},
		{"−2·Inf", MulDown(-2, inf), MulUp(-2, inf), -inf, -inf},
		{"Inf·Inf", MulDown(inf, inf), MulUp(inf, inf), inf, inf},
		{"1/0", DivDown(1, 0), DivUp(1, 0), -inf, inf},
		{"0/0", DivDown(0, 0), DivUp(0, 0), -inf, inf},
		{"1/−0", DivDown(1, negativeZero), DivUp(1, negativeZero), -inf, inf},
		{"Inf/0", DivDown(inf, 0), DivUp(inf, 0), -inf, inf},
		{"1/Inf", DivDown(1, inf), DivUp(1, inf), 0, 0},
		{"1/−Inf", DivDown(1, -inf), DivUp(1, -inf), 0, 0},
		{"2⁻⁹⁹⁰/Inf", DivDown(0x1p-990, inf), DivUp(0x1p-990, inf), 0, 0},
		{"Inf/−2", DivDown(inf, -2), DivUp(inf, -2), -inf, -inf},
		{"Inf/Inf", DivDown(inf, inf), DivUp(inf, inf), -inf, inf},
		{"NaN/1", DivDown(nan, 1), DivUp(nan, 1), -inf, inf},
		{"1/NaN", DivDown(1, nan), DivUp(1, nan), -inf, inf},
		{"√−1", SqrtDown(-1), SqrtUp(-1), -inf, inf},
		{"√−0", SqrtDown(negativeZero), SqrtUp(negativeZero), 0, 0},
		{"√Inf", SqrtDown(inf), SqrtUp(inf), inf, inf},
		{"√NaN", SqrtDown(nan), SqrtUp(nan), -inf, inf},
		{"exp −Inf", ExpDown(-inf), ExpUp(-inf), 0, 0},
		{"exp Inf", ExpDown(inf), ExpUp(inf), inf, inf},
		{"exp NaN", ExpDown(nan), ExpUp(nan), -inf, inf},
		{"exp 710", ExpDown(710), ExpUp(710), math.MaxFloat64, inf},
		{"exp 709.79", ExpDown(709.79), ExpUp(709.79), math.MaxFloat64, inf},
		{"exp −746", ExpDown(-746), ExpUp(-746), 0, math.SmallestNonzeroFloat64},
		{"exp −745.9", ExpDown(-745.9), ExpUp(-745.9), 0, math.SmallestNonzeroFloat64},
		{"exp 0", ExpDown(0), ExpUp(0), 1, 1},
		{"exp −0", ExpDown(negativeZero), ExpUp(negativeZero), 1, 1},
		{"exp 2⁻¹⁰⁷⁴", ExpDown(math.SmallestNonzeroFloat64), ExpUp(math.SmallestNonzeroFloat64), 1, above(1)},
		{"exp −2⁻¹⁰⁷⁴", ExpDown(-math.SmallestNonzeroFloat64), ExpUp(-math.SmallestNonzeroFloat64), below(1), 1},
		{"log 1", LogDown(1), LogUp(1), 0, 0},
		{"log 0", LogDown(0), LogUp(0), -inf, -inf},
		{"log −0", LogDown(negativeZero), LogUp(negativeZero), -inf, -inf},
		{"log −1", LogDown(-1), LogUp(-1), -inf, inf},
		{"log −Inf", LogDown(-inf), LogUp(-inf), -inf, inf},
		{"log Inf", LogDown(inf), LogUp(inf), inf, inf},
		{"log NaN", LogDown(nan), LogUp(nan), -inf, inf},
	} {
		if c.down != c.wantDown || c.up != c.wantUp {
			t.Errorf("%s: down %g and up %g, want %g and %g", c.name, c.down, c.up, c.wantDown, c.wantUp)
		}
	}
}

func TestNeighbours(t *testing.T) {
	for _, v := range append(landmarks, -inf, -1, -math.MaxFloat64, -math.SmallestNonzeroFloat64) {
		if got, want := above(v), math.Nextafter(v, inf); got != want {
			t.Errorf("above(%g) = %g, want %g", v, got, want)
		}
		if got, want := below(-v), math.Nextafter(-v, -inf); got != want {
			t.Errorf("below(%g) = %g, want %g", -v, got, want)
		}
	}
}
