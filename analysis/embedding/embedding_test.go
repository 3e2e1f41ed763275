package embedding

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// clusters returns points of a few normal clouds, far apart, and which cloud each is of.
func clusters(clouds, each, d int, apart float64) (features []float64, labels []int) {
	random := rand.New(rand.NewPCG(1, 1))
	for c := range clouds {
		for range each {
			for j := range d {
				x := random.NormFloat64()
				if j == c%d {
					x += apart
				}
				features = append(features, x)
			}
			labels = append(labels, c)
		}
	}
	return features, labels
}

// A line in space has all of its variance along it, and true distances.
func TestPCAOfALine(t *testing.T) {
	var features []float64
	for i := range 20 {
		x := float64(i)
		features = append(features, 3*x, -4*x, 7)
	}
	points, shares := PCA(features, 3)
	if math.Abs(shares[0]-1) > 1e-12 || shares[1] != 0 {
		t.Errorf("shares %v", shares)
	}
	for i := 1; i < len(points); i++ {
		if math.Abs(math.Abs(points[i][0]-points[i-1][0])-5) > 1e-9 || points[i][1] != 0 {
			t.Fatalf("points %v and %v", points[i-1], points[i])
		}
	}
}

// In two dimensions the PCA turns points, so distances stay.
func TestPCAKeepsDistances(t *testing.T) {
	features, _ := clusters(2, 30, 2, 5)
	points, shares := PCA(features, 2)
	if math.Abs(shares[0]+shares[1]-1) > 1e-12 || shares[0] < shares[1] {
		t.Errorf("shares %v", shares)
	}
	for i := range points {
		a := math.Hypot(points[i][0]-points[0][0], points[i][1]-points[0][1])
		b := math.Hypot(features[2*i]-features[0], features[2*i+1]-features[1])
		if math.Abs(a-b) > 1e-9 {
			t.Fatalf("distance %g became %g", b, a)
		}
	}
}

func TestNothingToSee(t *testing.T) {
	for _, features := range [][]float64{{1, 2, 3}, {1, 1, 1, 1, 1, 1}, make([]float64, 3*10)} {
		points, shares := PCA(features, 3)
		if shares != [2]float64{} {
			t.Errorf("shares %v", shares)
		}
		for _, p := range append(points, TSNE(features, 3)...) {
			if p[0] != p[0] || p[1] != p[1] {
				t.Errorf("point %v of %v", p, features)
			}
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("half a row was taken")
		}
	}()
	PCA([]float64{1, 2, 3}, 2)
}

// Every conditional distribution has the perplexity that was asked for.
func TestPerplexity(t *testing.T) {
	features, _ := clusters(3, 20, 5, 8)
	row := make([]float64, 60)
	for j := range row {
		row[j] = squaredDistance(features[:5], features[j*5:j*5+5])
	}
	row[0] = math.Inf(1)
	conditional(row, math.Log(12))
	if row[0] != 0 || math.Abs(stat.Entropy(row)-math.Log(12)) > 1e-6 {
		t.Errorf("a perplexity of %g", math.Exp(stat.Entropy(row)))
	}
}

// The gradient of the divergence, against finite differences.
func TestDivergenceGradient(t *testing.T) {
	features, _ := clusters(2, 6, 3, 4)
	p := affinities(features, 3, 3)
	y, _ := PCA(features, 3)
	divergence := func() float64 {
		total, sum := 0.0, 0.0
		for i := range y {
			for j := range y {
				if i != j {
					total += kernel(y[i], y[j])
				}
			}
		}
		for i := range y {
			for j := range y {
				if i != j {
					sum += p[i*len(y)+j] * math.Log(p[i*len(y)+j]*total/kernel(y[i], y[j]))
				}
			}
		}
		return sum
	}
	gradient := make([][2]float64, len(y))
	divergenceGradient(gradient, y, p, 1)
	const h = 1e-6
	for i := range y {
		for axis := range 2 {
			at := y[i][axis]
			y[i][axis] = at + h
			above := divergence()
			y[i][axis] = at - h
			below := divergence()
			y[i][axis] = at
			if want := (above - below) / (2 * h); math.Abs(gradient[i][axis]-want) > 1e-7 {
				t.Fatalf("point %d, axis %d: %g, want %g", i, axis, gradient[i][axis], want)
			}
		}
	}
}

// Clouds that are apart in many dimensions are apart in the plane: the nearest
// neighbour of nearly every point is one of its own.
func TestTSNEKeepsNeighbours(t *testing.T) {
	features, labels := clusters(4, 40, 10, 12)
	y := TSNE(features, 10)
	strangers := 0
	for i := range y {
		nearest := -1
		for j := range y {
			if i != j && (nearest < 0 || kernel(y[i], y[j]) > kernel(y[i], y[nearest])) {
				nearest = j
			}
		}
		if labels[nearest] != labels[i] {
			strangers++
		}
	}
	if strangers > 2 {
		t.Errorf("%d of %d points are nearest to one of another cloud", strangers, len(y))
	}
	again := TSNE(features, 10)
	for i := range y {
		if y[i] != again[i] {
			t.Fatal("the same features give other places")
		}
	}
}

// By hand: points 0, 1 and 10, 12 on a line. The first has a = 1, b = 11, so 10/11.
func TestSilhouette(t *testing.T) {
	got := Silhouette([]float64{0, 1, 10, 12}, 1, []int{0, 0, 1, 1})
	want := (10.0/11 + 9.0/10 + (9.5-2)/9.5 + (11.5-2)/11.5) / 4
	if math.Abs(got-want) > 1e-12 {
		t.Errorf("silhouette %g, want %g", got, want)
	}
	if got := Silhouette([]float64{0, 1}, 1, []int{0, 1}); got != 0 {
		t.Errorf("classes of one point have silhouette %g", got)
	}
	if got := Silhouette([]float64{0, 1}, 1, []int{1, 1}); got == got {
		t.Errorf("one class has silhouette %g", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("a point without a label was taken")
		}
	}()
	Silhouette([]float64{0, 1}, 1, []int{0})
}
