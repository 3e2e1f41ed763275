package kernel

import (
	"math"
	"testing"
)

// tangents returns tanh of each of x, in a form.
func tangents(f form, x []float32) []float32 {
	y, right := make([]float32, len(x)), make([]float32, len(x))
	with(f, func() { TanhDifference(1, y, 0, x, right, 0) })
	return y
}

// Neighbouring numbers of all sizes: the error stays below the promised 3 units in
// the last place.
func TestTanhIsAccurate(t *testing.T) {
	const step = 9973 // takes a 1/step part of all numbers
	var x []float32
	for bits := uint32(0); bits < math.Float32bits(20); bits += step {
		x = append(x, math.Float32frombits(bits), -math.Float32frombits(bits))
	}
	for _, f := range formsHere() {
		worst, at := 0.0, float32(0)
		for i, y := range tangents(f, x) {
			want := math.Tanh(float64(x[i]))
			unit := math.Abs(float64(math.Nextafter32(float32(want), 2) - float32(want)))
			if e := math.Abs(float64(y)-want) / unit; e > worst {
				worst, at = e, x[i]
			}
		}
		t.Logf("%s: %.2f units at %v", f, worst, at)
		if worst > 3 {
			t.Errorf("%s: tanh(%v) is off by %.2f units in its last place", f, at, worst)
		}
	}
}

func TestTanhOfSpecialNumbers(t *testing.T) {
	inf, tiny := float32(math.Inf(1)), float32(math.SmallestNonzeroFloat32)
	negativeZero := float32(math.Copysign(0, -1))
	x := []float32{0, negativeZero, tiny, -tiny, 10, -10, 1e30, -1e30, inf, -inf, poison}
	want := []float32{0, negativeZero, tiny, -tiny, 1, -1, 1, -1, 1, -1, poison}
	for _, f := range formsHere() {
		for i, y := range tangents(f, x) {
			if math.Float32bits(y) != math.Float32bits(want[i]) && (y == y || want[i] == want[i]) {
				t.Errorf("%s: tanh(%v) = %v, want %v", f, x[i], y, want[i])
			}
		}
	}
}
