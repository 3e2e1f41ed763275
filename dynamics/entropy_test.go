package dynamics

import (
	"fmt"
	"math"
	"math/rand"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

func TestMaxEntropy(t *testing.T) {
	for classes, want := range map[int]float64{2: math.Ln2, 60: 4.0943, 120: 4.7875, 400: 5.9915} {
		near(t, fmt.Sprintf("ln %d", classes), MaxEntropy(classes), want, 0.5e-4)
	}
	mustPanic(t, "dynamics: fewer than two classes", func() { MaxEntropy(1) })
	mustPanic(t, "dynamics: fewer than two classes", func() { Entropy([]float64{1}) })
	mustPanic(t, "dynamics: fewer than two classes", func() { EntropyFromLogits(nil) })
}

func TestEntropyOfProbabilities(t *testing.T) {
	for _, c := range []struct {
		p    []float64
		want float64
	}{
		{[]float64{1, 0}, 0},
		{[]float64{math.Copysign(0, -1), 1}, 0},
		{[]float64{0.5, 0.5}, math.Ln2},
		{[]float64{0.25, 0.25, 0.25, 0.25}, 2 * math.Ln2},
		{[]float64{0.5, 0.25, 0.25}, 1.5 * math.Ln2},
		{[]float64{1 + 1e-4, 0}, 0},                           // rounding above 1 gives no negative entropy
		{[]float64{0.4997, 0.4997}, math.Ln2},                 // nor one above ln C
		{[]float64{1, math.SmallestNonzeroFloat64}, 3.7e-321}, // ≈ 745 · 5e-324
	} {
		got, err := Entropy(c.p)
		if err != nil {
			t.Errorf("Entropy(%v): %v", c.p, err)
		}
		near(t, fmt.Sprintf("Entropy(%v)", c.p), got, c.want, 4*ulp)
	}
}

func TestEntropyRejectsWhatIsNoDistribution(t *testing.T) {
	for _, p := range [][]float64{
		{-0.1, 1.1}, {1.1, -0.1}, {math.NaN(), 1}, {math.Inf(1), 0}, {0.5, 0.4}, {0, 0}, {0.6, 0.6}, {-1e-300, 1},
	} {
		if h, err := Entropy(p); err == nil || h != 0 || !strings.HasPrefix(err.Error(), "dynamics: probabilit") {
			t.Errorf("Entropy(%v) = %v, %v", p, h, err)
		}
	}
}

func TestEntropyFromLogits(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		logits []float64
		want   float64
	}{
		{[]float64{0, 0}, math.Ln2},
		{[]float64{1e308, 1e308, -1e308}, math.Ln2}, // the gap overflows
		{[]float64{math.MaxFloat64, -math.MaxFloat64}, 0},
		{[]float64{3, -inf}, 0},
		{[]float64{-inf, 5, 5}, math.Ln2},
		{[]float64{math.Log(2), 0, 0}, 1.5 * math.Ln2},
		{[]float64{-5e-324, 0}, math.Ln2},
	} {
		got, err := EntropyFromLogits(c.logits)
		if err != nil {
			t.Errorf("EntropyFromLogits(%v): %v", c.logits, err)
		}
		near(t, fmt.Sprintf("EntropyFromLogits(%v)", c.logits), got, c.want, 4*ulp)
	}
}

// A confident prediction has the entropy e^{−z}(1 + z) to first order, which
// 1 − p would lose below 1e-16.
func TestEntropyFromLogitsKeepsTinyEntropies(t *testing.T) {
	for _, z := range []float64{20, 40, 100, 700} {
		got, _ := EntropyFromLogits([]float64{z, 0})
		e := math.Exp(-z)
		// The next term of the expansion is e²(z + ½) in size.
		near(t, fmt.Sprintf("entropy at gap %v", z), got/(e*(1+z)), 1, e*(z+1)+8*ulp)
	}
}

func TestEntropyFromLogitsRejectsWhatHasNoSoftmax(t *testing.T) {
	inf := math.Inf(1)
	for _, logits := range [][]float64{{math.NaN(), 0}, {0, math.NaN()}, {inf, 0}, {0, inf}, {-inf, -inf}} {
		if h, err := EntropyFromLogits(logits); err == nil || h != 0 || !strings.Contains(err.Error(), "hint:") {
			t.Errorf("EntropyFromLogits(%v) = %v, %v", logits, h, err)
		}
	}
}

// someLogits draws 2 to 41 scores on a scale from nearly uniform to saturated.
func someLogits() gopter.Gen {
	return func(g *gopter.GenParameters) *gopter.GenResult {
		z, scale := make([]float64, 2+g.Rng.Intn(40)), math.Exp2(float64(g.Rng.Intn(11)-2))
		for k := range z {
			z[k] = scale * (2*g.Rng.Float64() - 1)
		}
		return gopter.NewGenResult(z, gen.SliceShrinker(gen.Float64Shrinker))
	}
}

func TestEntropyFromLogitsIsEq1(t *testing.T) {
	holds(t, "entropy from logits = entropy in 200 bits", prop.ForAll(func(logits []float64) string {
		if len(logits) < 2 {
			return "" // met only while shrinking
		}
		got, err := EntropyFromLogits(logits)
		want := exactEntropy(logits)
		// Each of the C exponentials, products and sums rounds once or twice, and
		// e^{−gap} carries the rounding of the gap, at most 512; the reference errs
		// by one logarithm of up to ln 2.
		if tolerance := (3*float64(len(logits))+8+512)*ulp*got + 2*ulp; err != nil || !(math.Abs(got-want) <= tolerance) {
			return fmt.Sprintf("got %v, want %v ± %v (%v)", got, want, tolerance, err)
		}
		return ""
	}, someLogits()))
}

func TestEntropyFromLogitsAgreesWithEntropyOfSoftmax(t *testing.T) {
	holds(t, "logits and probabilities agree", prop.ForAll(func(logits []float64) string {
		if len(logits) < 2 {
			return "" // met only while shrinking
		}
		var sum float64
		p := make([]float64, len(logits))
		for k, z := range logits {
			p[k] = math.Exp(z)
			sum += p[k]
		}
		for k := range p {
			p[k] /= sum
		}
		fromLogits, err := EntropyFromLogits(logits)
		fromProbabilities, err2 := Entropy(p)
		// Σ p ln p has condition 1 + H; probabilities carry C roundings of their sum.
		tolerance := float64(3*len(logits)+8) * ulp * (1 + fromLogits)
		if err != nil || err2 != nil || !(math.Abs(fromLogits-fromProbabilities) <= tolerance) {
			return fmt.Sprint(fromLogits, " ", fromProbabilities, err, err2)
		}
		return ""
	}, someLogits()))
}

func TestEntropySymmetries(t *testing.T) {
	holds(t, "range, shift, permutation", prop.ForAll(func(logits []float64, shift int, seed int64) string {
		if len(logits) < 2 {
			return "" // met only while shrinking
		}
		h, err := EntropyFromLogits(logits)
		if err != nil || !(h >= 0 && h <= MaxEntropy(len(logits))) {
			return fmt.Sprint("out of [0, ln C]: ", h, err)
		}
		// Dyadic logits shift without rounding, so nothing at all may change.
		dyadic, shifted, permuted := make([]float64, len(logits)), make([]float64, len(logits)), make([]float64, len(logits))
		for k, z := range logits {
			dyadic[k] = math.Round(z*0x1p20) / 0x1p20
			shifted[k] = dyadic[k] + float64(shift)
		}
		for k, at := range rand.New(rand.NewSource(seed)).Perm(len(logits)) {
			permuted[at] = dyadic[k]
		}
		base, _ := EntropyFromLogits(dyadic)
		if moved, _ := EntropyFromLogits(shifted); moved != base {
			return fmt.Sprint("shift changes ", base, " to ", moved)
		}
		// Only the order of two sums of C non-negative terms changes.
		if other, _ := EntropyFromLogits(permuted); math.Abs(other-base) > 2*float64(len(logits))*ulp*(1+base) {
			return fmt.Sprint("permutation changes ", base, " to ", other)
		}
		return ""
	}, someLogits(), gen.IntRange(-1000, 1000), gen.Int64()))
}

// FuzzEntropyFromLogits decodes eight bytes a logit: it never panics, and the
// entropy lies in [0, ln C] unless a logit is NaN or +Inf, or all are -Inf.
func FuzzEntropyFromLogits(f *testing.F) {
	f.Add([]byte("0123456789abcdef"))
	f.Add(make([]byte, 24))
	f.Add([]byte{0, 0, 0, 0, 0, 0, 0xf0, 0xff, 0, 0, 0, 0, 0, 0, 0xf0, 0xff})
	f.Fuzz(func(t *testing.T, data []byte) {
		logits, possible := make([]float64, 0, 2+len(data)/8), false
		for ; len(data) >= 8; data = data[8:] {
			logits = append(logits, float64From(data))
		}
		if len(logits) < 2 {
			return
		}
		for _, z := range logits {
			if math.IsNaN(z) || math.IsInf(z, 1) {
				possible = false
				break
			}
			possible = possible || !math.IsInf(z, -1)
		}
		h, err := EntropyFromLogits(logits)
		if (err == nil) != possible || !(h >= 0 && h <= MaxEntropy(len(logits))) {
			t.Errorf("EntropyFromLogits(%v) = %v, %v", logits, h, err)
		}
	})
}

func BenchmarkEntropyFromLogits(b *testing.B) {
	for _, classes := range []int{60, 400} {
		logits, r := make([]float64, classes), rand.New(rand.NewSource(1))
		for k := range logits {
			logits[k] = 3 * r.NormFloat64()
		}
		b.Run(fmt.Sprintf("C=%d", classes), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				EntropyFromLogits(logits)
			}
		})
	}
}
