package philox

import (
	"fmt"
	"math"
	"testing"
)

// The known answers of the authors' own test (Random123, kat_vectors).
func TestKnownAnswers(t *testing.T) {
	const ones = 0xFFFFFFFF
	for _, c := range []struct {
		counter [4]uint32
		key     [2]uint32
		want    [4]uint32
	}{
		{[4]uint32{}, [2]uint32{}, [4]uint32{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
		{[4]uint32{ones, ones, ones, ones}, [2]uint32{ones, ones}, [4]uint32{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
		{[4]uint32{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, [2]uint32{0xa4093822, 0x299f31d0},
			[4]uint32{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
	} {
		if got := Block(c.counter, c.key); got != c.want {
			t.Errorf("Block(%x, %x) = %x, want %x", c.counter, c.key, got, c.want)
		}
	}
}

// Draws of different seeds, purposes and places must be independent: means,
// variances and correlations within five standard errors.
func TestMoments(t *testing.T) {
	const n = 100_000
	var sum, squares, neighbours, seeds, uniform float64
	for i := range uint32(n) {
		z := Normal(1, EntropyNoise, i, 7)
		sum += z
		squares += z * z
		neighbours += z * Normal(1, EntropyNoise, i+1, 7)
		seeds += z * Normal(2, EntropyNoise, i, 7)
		u := Uniform(1, SweepPoints, i, 0)
		if u < 0 || u >= 1 {
			t.Fatalf("Uniform = %g", u)
		}
		uniform += u
	}
	error5 := 5 / math.Sqrt(n)
	for name, deviation := range map[string]float64{
		"mean of normals":           sum / n,
		"variance of normals":       (squares/n - 1) / math.Sqrt2,
		"correlation of neighbours": neighbours / n,
		"correlation of seeds":      seeds / n,
		"mean of uniforms":          (uniform/n - 0.5) * math.Sqrt(12),
	} {
		if math.Abs(deviation) > error5 {
			t.Errorf("%s deviates by %.4f, standard errors allow %.4f", name, deviation, error5)
		}
	}
}

func TestPurposesDiffer(t *testing.T) {
	if Uniform(1, EntropyNoise, 0, 0) == Uniform(1, SweepPoints, 0, 0) {
		t.Error("two purposes draw the same number")
	}
	if Uniform(1, SweepPoints, 0, 1) == Uniform(1, SweepPoints, 1, 0) {
		t.Error("the two places of a draw are mixed up")
	}
}

func ExampleNormal() {
	fmt.Println(Normal(1, EntropyNoise, 10, 3) == Normal(1, EntropyNoise, 10, 3))
	// Output: true
}

func BenchmarkNormal(b *testing.B) {
	for i := uint32(0); b.Loop(); i++ {
		Normal(1, EntropyNoise, i, 0)
	}
}
