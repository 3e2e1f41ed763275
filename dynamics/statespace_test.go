package dynamics

import (
	"fmt"
	"math"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"gonum.org/v1/gonum/mat"
)

// The record of one epoch is the state that Map moves to the record of the
// next, to the bit, from the second observed epoch on.
func TestMapIsTheController(t *testing.T) {
	for _, law := range laws {
		c := newController(t, 60, func(p *Parameters) { p.Clip, p.Law = Unclipped(), law })
		entropies := []float64{3, 3.5, 1, 0, 2, 4, 4, .5}
		epoch(t, c, entropies[0])
		var state State
		for i := 1; i < len(entropies); i++ {
			r := epoch(t, c, entropies[i])[0]
			if recorded := (State{r.Weight, r.Flow}); i > 1 && state != recorded {
				t.Fatalf("%s, epoch %d: controller %+v, map %+v", law.Name(), i, recorded, state)
			}
			if i+1 < len(entropies) {
				state = Map(law, c.Parameters(), State{r.Weight, r.Flow}, entropies[i+1]-entropies[i])
			}
		}
	}
}

func TestJacobianIsTheDerivativeOfMap(t *testing.T) {
	p := DefaultParameters()
	holds(t, "Jacobian", prop.ForAll(func(weight, flow float64) string {
		for _, law := range laws {
			jacobian := Jacobian(law, p, State{weight, flow})
			const h = 0x1p-10 // Map is quadratic: the central difference is exact but for rounding
			at := func(w, d float64) State { return Map(law, p, State{weight + w, flow + d}, 0) }
			right, left, up, down := at(h, 0), at(-h, 0), at(0, h), at(0, -h)
			difference := mat.NewDense(2, 2, []float64{
				right.Weight - left.Weight, up.Weight - down.Weight,
				right.Flow - left.Flow, up.Flow - down.Flow,
			})
			difference.Scale(1/(2*h), difference)
			if !mat.EqualApprox(jacobian, difference, 100*ulp/h) {
				return fmt.Sprintf("%s: %v, differences %v", law.Name(), mat.Formatted(jacobian), mat.Formatted(difference))
			}
		}
		return ""
	}, gen.Float64Range(-4, 4), gen.Float64Range(-.5, .5)))
}

func TestEquilibria(t *testing.T) {
	for _, c := range []struct {
		law   SmoothLaw
		eta   float64
		want  []Equilibrium
		words []string
	}{
		{Logistic{}, .5, []Equilibrium{{State{}, [2]float64{1, .9}, Marginal}}, []string{"marginal"}},
		{Anchored{}, .5, []Equilibrium{
			{State{}, [2]float64{1.025, .9}, Unstable}, {State{Weight: 1}, [2]float64{.975, .9}, Stable},
		}, []string{"unstable", "stable"}},
		{Anchored{}, 50, []Equilibrium{
			{State{}, [2]float64{3.5, .9}, Unstable}, {State{Weight: 1}, [2]float64{-1.5, .9}, Unstable},
		}, []string{"unstable", "unstable"}},
	} {
		p := DefaultParameters()
		p.Eta = c.eta
		got := Equilibria(c.law, p)
		if len(got) != len(c.want) {
			t.Fatalf("%s: %+v, want %+v", c.law.Name(), got, c.want)
		}
		for i, e := range got {
			near(t, "eigenvalue of the weight", e.Eigenvalues[0], c.want[i].Eigenvalues[0], 8*ulp)
			if e.State != c.want[i].State || e.Eigenvalues[1] != .9 || e.Stability != c.want[i].Stability || e.Stability.String() != c.words[i] {
				t.Errorf("%s: %+v (%v), want %+v", c.law.Name(), e, e.Stability, c.want[i])
			}
			if next := Map(c.law, p, e.State, 0); next != e.State {
				t.Errorf("%s: %+v moves to %+v", c.law.Name(), e.State, next)
			}
		}
	}
}

// The eigenvalue of the origin is exactly 1 for the logistic law, whatever the
// constants, and NaN is never called stable.
func TestMarginalIsNeitherStableNorUnstable(t *testing.T) {
	holds(t, "origin marginal", prop.ForAll(func(p Parameters) bool {
		e := Equilibria(Logistic{}, p)
		return len(e) == 1 && e[0].Eigenvalues == [2]float64{1, p.Beta} && e[0].Stability == Marginal
	}, anyParameters()))
	for _, c := range []struct {
		values []float64
		want   Stability
	}{
		{[]float64{-1, .5}, Marginal}, {[]float64{1 + 1e-13, .5}, Marginal}, {[]float64{1 + 1e-11, .5}, Unstable},
		{[]float64{1, 2}, Unstable}, {[]float64{-.99, 0}, Stable}, {[]float64{math.NaN(), 0}, Unstable}, {[]float64{math.Inf(-1), 0}, Unstable},
	} {
		if got := stability(c.values); got != c.want {
			t.Errorf("stability(%v) = %v, want %v", c.values, got, c.want)
		}
	}
}
