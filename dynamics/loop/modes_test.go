package loop

import (
	"fmt"
	"math"
	"math/cmplx"
	"slices"
	"testing"

	"github.com/leanovate/gopter/prop"
	"gonum.org/v1/gonum/mat"
)

// response returns S(I−1pᵀ) itself.
func response(slopes, shares []float64) *mat.Dense {
	n := len(slopes)
	m := mat.NewDense(n, n, nil)
	for c := range n {
		for k := range n {
			m.Set(c, k, -slopes[c]*shares[k])
		}
		m.Set(c, c, slopes[c]*(1-shares[c]))
	}
	return m
}

func TestModeGainsAreTheEigenvalues(t *testing.T) {
	holds(t, "eigenvalues of S(I−1pᵀ)", 2000, prop.ForAll(func(s setting) string {
		gains := ModeGains(s.slopes, s.shares)
		var eigen mat.Eigen
		if !eigen.Factorize(response(s.slopes, s.shares), mat.EigenNone) {
			return "eigenvalues do not converge"
		}
		// The matrix is P^{−½}(·)P^{½} of a nearly symmetric one: an eigenvalue errs
		// by ulp·‖S‖ times the condition √(max p/min p) of that change of basis.
		top := slices.Max(s.slopes)
		condition := math.Sqrt(slices.Max(s.shares) / slices.Min(s.shares))
		tolerance := 32 * ulp * top * condition
		var found []float64
		for _, value := range eigen.Values(nil) {
			// A double root may split by the root of that into the complex plane.
			if math.Abs(imag(value)) > math.Sqrt(tolerance*top) {
				return fmt.Sprint("complex ", value)
			}
			found = append(found, real(value))
		}
		slices.Sort(found)
		for i, gain := range gains {
			if !(math.Abs(gain-found[i]) <= math.Sqrt(tolerance*top)) {
				return fmt.Sprintf("mode %d: %v, eigenvalue %v", i, gain, found[i])
			}
		}
		return ""
	}, anySetting(0)))
}

// All gains lie in [0, max slope]; one is 0, the common scale of the weights.
func TestModeGainsAreBoundedBySlopes(t *testing.T) {
	holds(t, "0 ≤ μ ≤ max s", 2000, prop.ForAll(func(s setting) string {
		gains := ModeGains(s.slopes, s.shares)
		top := slices.Max(s.slopes)
		tolerance := 16 * float64(len(gains)) * ulp * top
		if !slices.IsSorted(gains) || math.Abs(gains[0]) > tolerance || gains[len(gains)-1] > top+tolerance {
			return fmt.Sprint(gains, " with slopes ", s.slopes)
		}
		return ""
	}, anySetting(0)))
}

func TestModeGainsOfEqualSlopes(t *testing.T) {
	// S = s·I leaves the projector: gains 0 and s, C−1 times.
	gains := ModeGains([]float64{2, 2, 2}, []float64{.5, .3, .2})
	for i, want := range []float64{0, 2, 2} {
		near(t, fmt.Sprint("gain ", i), gains[i], want, 16*ulp)
	}
	// Two classes have the gain s₁p₂ + s₂p₁.
	near(t, "two classes", ModeGains([]float64{1, 3}, []float64{.25, .75})[1], 1*.75+3*.25, 16*ulp)
}

// The closed loop of C classes has the roots of its modes and no others: those
// of the polynomial at G = ημ.
func TestLinearisedFallsApartIntoModes(t *testing.T) {
	holds(t, "spectral radius", 400, prop.ForAll(func(s setting) string {
		radius := MatrixSpectralRadius(Linearised(s.plant, s.eta, s.beta, s.slopes, s.shares))
		var want float64
		for _, gain := range ModeGains(s.slopes, s.shares) {
			want = math.Max(want, SpectralRadius(Polynomial(s.eta*gain, s.plant.Lag, s.beta, s.plant.Delay)))
		}
		// A root of multiplicity 2, as where a mode's real roots meet, errs by the
		// square root of ulp times the norm and the condition of the eigenvectors.
		condition := math.Sqrt(slices.Max(s.shares) / slices.Min(s.shares))
		if tolerance := math.Sqrt(64 * ulp * condition * (1 + s.eta*3)); !(math.Abs(radius-want) <= tolerance) {
			return fmt.Sprintf("radius %v, modes %v ± %v", radius, want, tolerance)
		}
		return ""
	}, anySetting(6)))
}

func TestEveryModeIsAModeOfTheLoop(t *testing.T) {
	s := setting{Plant{2, .3, 2}, 1.5, .9, []float64{1, .5, 2}, []float64{.2, .5, .3}}
	var eigen mat.Eigen
	eigen.Factorize(Linearised(s.plant, s.eta, s.beta, s.slopes, s.shares), mat.EigenNone)
	for _, root := range eigen.Values(nil) {
		if cmplx.Abs(root) < 1e-6 {
			continue // the oldest M, which nothing sees; double for the gain 0, so known to √ulp
		}
		best := math.Inf(1)
		for _, gain := range ModeGains(s.slopes, s.shares) {
			var value complex128
			for i, c := range Polynomial(s.eta*gain, s.plant.Lag, s.beta, s.plant.Delay) {
				value += complex(c, 0) * cmplx.Pow(root, complex(float64(i), 0))
			}
			best = math.Min(best, cmplx.Abs(value))
		}
		if best > 1000*ulp {
			t.Errorf("root %v belongs to no mode: residue %v", root, best)
		}
	}
}

func TestShapeMisusePanics(t *testing.T) {
	const message = "loop: slopes and shares of different or zero length"
	mustPanic(t, message, func() { ModeGains(nil, nil) })
	mustPanic(t, message, func() { ModeGains([]float64{1}, []float64{.5, .5}) })
	mustPanic(t, message, func() { Linearised(DefaultPlant(), .5, .9, nil, nil) })
	mustPanic(t, message, func() { Linearised(DefaultPlant(), .5, .9, []float64{1, 2}, []float64{1}) })
}
