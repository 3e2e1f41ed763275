package comparison

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distmv"
)

// The filter's likelihood and belief are those of the joint normal distribution of
// all entropies, level and floor, written out.
func TestFilterIsTheJointDistribution(t *testing.T) {
	k := constants{rate: 0.2, rateBySize: 0.3, slowing: 7, floor: 0.2, floorBySize: -0.05, floorSpread: 0.15, drift: 0.04, noise: 0.06, gain: 0.1}
	h := &history{logSize: -0.7,
		entropy: []float64{math.NaN(), 0.9, 0.7, math.NaN(), 0.65, 0.5, 0.55},
		pull:    []float64{0.4, 0.1, 0.2, -0.3, 0, 0.5, 0.1}}
	belief, logLikelihood := k.follow(h)

	// Everything is a linear function of independent sources: the error of the first
	// entropy, the floor's deviation, each epoch's drift and each entropy's noise.
	const sources = 2 + 7 + 7
	noise := k.noise * math.Exp(0.35)
	level, floor := make([]float64, sources), make([]float64, sources)
	level[0], floor[1] = noise, k.floorSpread
	meanLevel, meanFloor := 0.9, k.floor+k.floorBySize*h.logSize
	var seen [][]float64
	var mean, values []float64
	for epoch := 2; epoch < len(h.entropy); epoch++ {
		rate := k.rate * math.Exp(-0.21) / (1 + float64(epoch)/7)
		for i := range level {
			level[i] += rate * (floor[i] - level[i])
		}
		level[2+epoch] = k.drift
		meanLevel += rate * (meanFloor - k.gain*h.pull[epoch] - meanLevel)
		if !math.IsNaN(h.entropy[epoch]) {
			row := append([]float64(nil), level...)
			row[9+epoch] = noise
			seen, mean, values = append(seen, row), append(mean, meanLevel), append(values, h.entropy[epoch])
		}
	}
	dot := func(a, b []float64) (sum float64) {
		for i := range a {
			sum += a[i] * b[i]
		}
		return sum
	}
	n := len(seen)
	covariance := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range n {
			covariance.SetSym(i, j, dot(seen[i], seen[j]))
		}
	}
	joint, ok := distmv.NewNormal(mean, covariance, nil)
	if !ok {
		t.Fatal("not a covariance")
	}
	near(t, "log-likelihood", logLikelihood, joint.LogProb(values), 1e-10)

	condition := func(a, b []float64) (gain, explained float64) {
		var inverse mat.Dense
		if err := inverse.Inverse(covariance); err != nil {
			t.Fatal(err)
		}
		for i := range n {
			for j := range n {
				gain += dot(a, seen[i]) * inverse.At(i, j) * (values[j] - mean[j])
				explained += dot(a, seen[i]) * inverse.At(i, j) * dot(seen[j], b)
			}
		}
		return gain, explained
	}
	levelGain, levelExplained := condition(level, level)
	floorGain, floorExplained := condition(floor, floor)
	_, both := condition(level, floor)
	near(t, "level", belief.level, meanLevel+levelGain, 1e-12)
	near(t, "floor", belief.floor, meanFloor+floorGain, 1e-12)
	near(t, "variance of the level", belief.levelVar, dot(level, level)-levelExplained, 1e-12)
	near(t, "variance of the floor", belief.floorVar, dot(floor, floor)-floorExplained, 1e-12)
	near(t, "covariance", belief.covariance, dot(level, floor)-both, 1e-12)
}

// draw is the Cholesky factor of the belief's covariance.
func TestDraw(t *testing.T) {
	b := belief{level: 0.5, floor: 0.2, levelVar: 0.04, covariance: 0.01, floorVar: 0.09}
	l1, f1 := b.draw(1, 0)
	l2, f2 := b.draw(0, 1)
	l1, l2, f1, f2 = l1-0.5, l2-0.5, f1-0.2, f2-0.2
	near(t, "variance of the level", l1*l1+l2*l2, 0.04, 1e-15)
	near(t, "variance of the floor", f1*f1+f2*f2, 0.09, 1e-15)
	near(t, "covariance", l1*f1+l2*f2, 0.01, 1e-15)
	certain := belief{level: 0.5, floor: 0.2, floorVar: 0.09}
	if level, floor := certain.draw(3, 1); level != 0.5 || math.Abs(floor-0.5) > 1e-15 {
		t.Errorf("%g, %g", level, floor)
	}
}

func TestUnseenClassIsUnknown(t *testing.T) {
	k := fromVector(priorMeans())
	b, logLikelihood := k.follow(&history{entropy: []float64{math.NaN(), math.NaN()}, pull: []float64{0, 0}})
	if b.known || logLikelihood != 0 {
		t.Errorf("%+v, %g", b, logLikelihood)
	}
}
