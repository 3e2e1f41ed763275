package embedding

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// Settings of t-SNE, as its authors have them.
const (
	usualPerplexity = 30.0
	iterations      = 600
	exaggerated     = 150 // iterations in which neighbours attract one another more
	exaggeration    = 12.0
)

// TSNE returns places of N points in a plane that keep neighbours together: the exact
// algorithm, with a time of N² an iteration, for up to a few thousand points. Features
// have shape (N, d). It starts from the PCA, so the same features give the same
// places. Less than four points are placed by the PCA.
func TSNE(features []float64, d int) [][2]float64 {
	y, _ := PCA(features, d)
	n := len(y)
	if n < 4 {
		return y
	}
	p := affinities(features, d, math.Min(usualPerplexity, float64(n-1)/3))
	scaleTo(y, 1e-4)
	rate := math.Max(float64(n)/exaggeration/4, 50)
	velocity, gain := make([][2]float64, n), make([][2]float64, n)
	for i := range gain {
		gain[i] = [2]float64{1, 1}
	}
	gradient := make([][2]float64, n)
	for step := range iterations {
		factor, momentum := 1.0, 0.8
		if step < exaggerated {
			factor, momentum = exaggeration, 0.5
		}
		divergenceGradient(gradient, y, p, factor)
		for i := range y {
			for axis := range 2 {
				if gradient[i][axis]*velocity[i][axis] < 0 {
					gain[i][axis] += 0.2
				} else {
					gain[i][axis] = math.Max(0.8*gain[i][axis], 0.01)
				}
				velocity[i][axis] = momentum*velocity[i][axis] - rate*gain[i][axis]*gradient[i][axis]
				y[i][axis] += velocity[i][axis]
			}
		}
	}
	centre(y)
	return y
}

// affinities returns the symmetric joint probabilities p_ij, shape (N, N), each row of
// whose conditional ones has the given perplexity.
func affinities(features []float64, d int, perplexity float64) []float64 {
	n := len(features) / d
	p, row := make([]float64, n*n), make([]float64, n)
	for i := range n {
		for j := range n {
			row[j] = squaredDistance(features[i*d:(i+1)*d], features[j*d:(j+1)*d])
		}
		row[i] = math.Inf(1)
		conditional(row, math.Log(perplexity))
		for j, q := range row {
			p[i*n+j] += q / float64(2*n)
			p[j*n+i] += q / float64(2*n)
		}
	}
	return p
}

func squaredDistance(a, b []float64) float64 {
	distance := floats.Distance(a, b, 2)
	return distance * distance
}

// conditional replaces squared distances by probabilities of an entropy (nats), which
// a bisection of the precision finds.
func conditional(row []float64, entropy float64) {
	nearest := floats.Min(row)
	distances := append([]float64(nil), row...)
	low, high, precision := 0.0, math.Inf(1), 1.0
	for range 64 {
		sum, mean := 0.0, 0.0
		for j, distance := range distances {
			row[j] = math.Exp(-precision * (distance - nearest))
			sum += row[j]
			if row[j] > 0 {
				mean += row[j] * (distance - nearest)
			}
		}
		floats.Scale(1/sum, row)
		difference := math.Log(sum) + precision*mean/sum - entropy
		switch {
		case math.Abs(difference) < 1e-7:
			return
		case difference > 0:
			low = precision
			precision = math.Min(2*precision, (precision+high)/2)
		default:
			high = precision
			precision = (low + precision) / 2
		}
	}
}

// divergenceGradient sets the gradient of KL(p‖q) with respect to the places y, where
// q_ij ∝ 1/(1 + |y_i − y_j|²) and p is multiplied by a factor.
func divergenceGradient(gradient, y [][2]float64, p []float64, factor float64) {
	n := len(y)
	total := 0.0
	for i := range n {
		for j := range i {
			total += 2 * kernel(y[i], y[j])
		}
	}
	for i := range n {
		gradient[i] = [2]float64{}
		for j := range n {
			if i == j {
				continue
			}
			k := kernel(y[i], y[j])
			force := 4 * (factor*p[i*n+j] - k/total) * k
			gradient[i][0] += force * (y[i][0] - y[j][0])
			gradient[i][1] += force * (y[i][1] - y[j][1])
		}
	}
}

func kernel(a, b [2]float64) float64 {
	x, y := a[0]-b[0], a[1]-b[1]
	return 1 / (1 + x*x + y*y)
}

// scaleTo gives the first coordinate a deviation, and the second the same factor.
func scaleTo(y [][2]float64, deviation float64) {
	sum := 0.0
	for _, point := range y {
		sum += point[0] * point[0]
	}
	factor := deviation / math.Max(math.Sqrt(sum/float64(len(y))), 1e-300)
	for i := range y {
		y[i][0], y[i][1] = y[i][0]*factor, y[i][1]*factor
	}
}

// centre moves the mean to 0.
func centre(y [][2]float64) {
	for axis := range 2 {
		mean := 0.0
		for _, point := range y {
			mean += point[axis] / float64(len(y))
		}
		for i := range y {
			y[i][axis] -= mean
		}
	}
}
