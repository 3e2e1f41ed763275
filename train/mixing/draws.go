package mixing

import (
	"math"

	"aeed/internal/philox"
)

// derange sets partner to a random permutation that leaves no place fixed, each
// equally likely, by drawing permutations until one is such: 2 to 3 of them on
// average. There must be two places at least.
func derange(random *philox.Stream, partner []int) {
	for fixed := true; fixed; {
		for i := range partner {
			partner[i] = i
		}
		random.Shuffle(len(partner), func(i, j int) { partner[i], partner[j] = partner[j], partner[i] })
		fixed = false
		for i, p := range partner {
			fixed = fixed || i == p
		}
	}
}

// ratio draws from Beta(α, α), by way of Student's t with 2α degrees of freedom.
//
// Source: L. Devroye, Random Variate Generation in One Line of Code, WSC 1996.
func ratio(random *philox.Stream, alpha float64) float64 {
	u, v := 1-random.Uniform(), random.Uniform()
	cosine := math.Cos(2 * math.Pi * v)
	square := (math.Pow(u, -1/alpha) - 1) * cosine * cosine // t²/2α
	return 0.5 + math.Copysign(0.5/math.Sqrt(1+1/square), cosine)
}
