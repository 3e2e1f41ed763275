package comparison

import "math"

// constants are what all classes share in the plant. Entropies are fractions of
// ln C; sizes are relative to their geometric mean.
type constants struct {
	rate        float64 // λ in (0, 1) of a class of mean size, an epoch
	rateBySize  float64 // s: λ_c = λ·n_c^s
	slowing     float64 // t₀: epochs after which learning is half as fast
	floor       float64 // mean of T_c at mean size
	floorBySize float64 // its slope in ln n_c
	floorSpread float64 // deviation of T_c from that line
	drift       float64 // deviation of h_c's own motion in an epoch
	noise       float64 // r: deviation of a measured entropy at mean size
	gain        float64 // κ
}

// A prior is a normal distribution of a coordinate.
type prior struct{ mean, deviation float64 }

// priors say what is usual of training, in the coordinates of fromVector: a time
// constant of ten epochs and a slowing after fifteen, up to a factor of two or
// three; floors in the lower third of the range; no strong opinion about noise; and
// hardly any answer to the weights unless the data show one.
var priors = []prior{
	{math.Log(0.1), 0.7},
	{0, 0.2},
	{math.Log(15), 0.7},
	{0.15, 0.1},
	{0, 0.1},
	{math.Log(0.1), 0.5},
	{math.Log(0.02), 1},
	{math.Log(0.02), 1},
	{0, 0.1},
}

// fromVector returns the constants at a point of the search, where positive ones
// are logarithms.
func fromVector(x []float64) constants {
	return constants{
		rate: math.Exp(x[0]), rateBySize: x[1], slowing: math.Exp(x[2]),
		floor: x[3], floorBySize: x[4], floorSpread: math.Exp(x[5]),
		drift: math.Exp(x[6]), noise: math.Exp(x[7]),
		gain: x[8],
	}
}

// classRate returns λ_c in an epoch, of a class whose size has the given logarithm.
func (k *constants) classRate(logSize float64, epoch int) float64 {
	return math.Min(k.rate*math.Exp(k.rateBySize*logSize)/(1+float64(epoch)/k.slowing), 1)
}

// logPrior returns the logarithm of the prior density at x, up to a constant.
func logPrior(x []float64) float64 {
	sum := 0.0
	for i, p := range priors {
		z := (x[i] - p.mean) / p.deviation
		sum -= z * z / 2
	}
	return sum
}
