package loop

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

func TestPolynomialOfAMode(t *testing.T) {
	// a = ½, β = ¼, feedback ½·¾·G = 3 at G = 8.
	for _, c := range []struct {
		delay int
		want  []float64
	}{
		{0, []float64{.125, 2.25, 1}},
		{1, []float64{3.125, -.75, 1}},
		{2, []float64{3, .125, -.75, 1}},
		{4, []float64{3, 0, 0, .125, -.75, 1}},
	} {
		if got := Polynomial(8, .5, .25, c.delay); !slices.Equal(got, c.want) {
			t.Errorf("d = %d: %v, want %v", c.delay, got, c.want)
		}
	}
	if got := len(Polynomial(1, .3, .9, maxDelay)); got != maxDelay+2 {
		t.Errorf("%d coefficients at the largest delay", got)
	}
}

func TestJuryOnKnownPolynomials(t *testing.T) {
	for _, c := range []struct {
		name         string
		coefficients []float64
		stable       bool
		margin       float64
	}{
		{"constant", []float64{3}, true, 1},
		{"z − ½", []float64{-.5, 1}, true, .5},
		{"z − 1", []float64{-1, 1}, false, 0},
		{"2z + 1", []float64{1, 2}, true, .5},
		{"z² − ¼", []float64{-.25, 0, 1}, true, .75},
		{"(z − 2)(z − ¼): the constant is inside", []float64{.5, -2.25, 1}, false, -.5},
		{"z² + 1", []float64{1, 0, 1}, false, 0},
		{"z¹⁰⁰⁰", append(make([]float64, 1000), 1), true, 1},
	} {
		margin, stable := Jury(c.coefficients)
		near(t, c.name+": margin", margin, c.margin, 4*ulp)
		if stable != c.stable {
			t.Errorf("%s: stable %v", c.name, stable)
		}
	}
	if _, stable := Jury([]float64{1, 2, 0}); stable {
		t.Error("a root at infinity is not inside")
	}
	if _, stable := Jury([]float64{math.NaN(), 1}); stable {
		t.Error("NaN is not stable")
	}
	given := []float64{-.25, .5, 1}
	if Jury(given); !slices.Equal(given, []float64{-.25, .5, 1}) {
		t.Error("Jury changes its argument")
	}
}

// For degree 2 the triangle of Jury: |c| < 1 and |b| < 1 + c.
func TestJuryTriangle(t *testing.T) {
	holds(t, "triangle", 10000, prop.ForAll(func(c, b float64) bool {
		_, stable := Jury([]float64{c, b, 1})
		return stable == (math.Abs(c) < 1 && math.Abs(b) < 1+c)
	}, gen.Float64Range(-1.5, 1.5), gen.Float64Range(-3, 3)))
}

// edge is how near to 1 an eigenvalue solver's radius decides nothing: a double
// root errs by √(ulp·‖companion‖), ‖companion‖ ≤ 100 here.
const edge = 2e-7

func TestJuryAgreesWithTheCompanionMatrix(t *testing.T) {
	stables := 0
	holds(t, "Jury = spectral radius", 1500, prop.ForAll(func(lag, beta, part float64, delay int) string {
		polynomial := Polynomial(part*CriticalGain(lag, beta, delay).Gain, lag, beta, delay)
		_, stable := Jury(polynomial)
		radius := SpectralRadius(polynomial)
		if stable {
			stables++
		}
		if math.Abs(radius-1) > edge && stable != (radius < 1) {
			return fmt.Sprintf("stable %v, radius %v", stable, radius)
		}
		return ""
	}, gen.Float64Range(.01, 1), gen.Float64Range(0, .99), gen.Float64Range(0, 2), gen.IntRange(0, 20)))
	if stables < 300 || stables > 1200 {
		t.Errorf("%d of 1500 stable: the trials are one-sided", stables)
	}
	holds(t, "any polynomial", 3000, prop.ForAll(func(coefficients []float64, scale float64) string {
		polynomial := append([]float64(nil), coefficients...)
		for i := range polynomial {
			polynomial[i] *= scale
		}
		polynomial = append(polynomial, 1)
		_, stable := Jury(polynomial)
		radius := SpectralRadius(polynomial)
		if math.Abs(radius-1) > edge && stable != (radius < 1) {
			return fmt.Sprintf("%v: stable %v, radius %v", polynomial, stable, radius)
		}
		return ""
	}, gen.SliceOfN(6, gen.Float64Range(-1, 1)), gen.Float64Range(.1, 1)))
}

func TestSpectralRadiusOfKnownRoots(t *testing.T) {
	for _, c := range []struct {
		coefficients []float64
		want         float64
	}{
		{[]float64{-.5, 1}, .5}, {[]float64{-6, 2}, 3}, {[]float64{.09, 0, 1}, .3}, {[]float64{0, 0, -.7, 1}, .7},
	} {
		near(t, fmt.Sprint("radius of ", c.coefficients), SpectralRadius(c.coefficients), c.want, 16*ulp)
	}
}

func BenchmarkJury(b *testing.B) {
	polynomial := Polynomial(1, .3, .9, 10)
	b.ReportAllocs()
	for b.Loop() {
		Jury(polynomial)
	}
}
