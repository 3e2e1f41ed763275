package interval

import (
	"math"
	"math/rand"
	"testing"
)

// Operands enough that no branch predictor learns them.
const operands = 1 << 16

var (
	benchmarkNumbers   = randomNumbers(1)
	benchmarkOthers    = randomNumbers(2)
	benchmarkIntervals = spans(benchmarkNumbers)
	benchmarkPositives = positives(benchmarkOthers)
	numberSink         float64
	intervalSink       Interval
)

func randomNumbers(seed int64) []float64 {
	r := rand.New(rand.NewSource(seed))
	numbers := make([]float64, operands)
	for i := range numbers {
		numbers[i] = r.NormFloat64()
	}
	return numbers
}

func spans(numbers []float64) []Interval {
	xs := make([]Interval, len(numbers))
	for i, v := range numbers {
		xs[i] = Interval{v, v + 0.5}
	}
	return xs
}

func positives(numbers []float64) []Interval {
	xs := make([]Interval, len(numbers))
	for i, v := range numbers {
		xs[i] = Interval{0.5 + math.Abs(v), 1 + math.Abs(v)}
	}
	return xs
}

func BenchmarkScalar(b *testing.B) {
	for _, op := range []struct {
		name  string
		apply func(x, y float64) float64
	}{
		{"AddUp", AddUp}, {"SubDown", SubDown}, {"MulUp", MulUp}, {"MulDown", MulDown}, {"DivUp", DivUp},
		{"SqrtUp", func(x, _ float64) float64 { return SqrtUp(math.Abs(x)) }},
		{"ExpUp", onlyFirst(ExpUp)}, {"ExpDown", onlyFirst(ExpDown)},
		{"LogUp", func(x, _ float64) float64 { return LogUp(math.Abs(x)) }},
		{"NextafterOfSum", func(x, y float64) float64 { return math.Nextafter(x+y, math.Inf(1)) }},
		{"NextafterOfProduct", func(x, y float64) float64 { return math.Nextafter(float64(x*y), math.Inf(1)) }},
	} {
		b.Run(op.name, func(b *testing.B) {
			b.ReportAllocs()
			sum := 0.0
			for i := 0; i < b.N; i++ {
				sum += op.apply(benchmarkNumbers[i%operands], benchmarkOthers[i%operands])
			}
			numberSink = sum
		})
	}
}

func BenchmarkInterval(b *testing.B) {
	for _, op := range []struct {
		name  string
		apply func(x, y Interval) Interval
	}{
		{"Add", Interval.Add}, {"Sub", Interval.Sub}, {"Mul", Interval.Mul}, {"Div", Interval.Div},
		{"Square", func(x, _ Interval) Interval { return x.Square() }},
		{"PowInt5", func(x, _ Interval) Interval { return x.PowInt(5) }},
		{"Sqrt", func(_, y Interval) Interval { return y.Sqrt() }},
		{"Exp", func(x, _ Interval) Interval { return x.Exp() }},
		{"Log", func(_, y Interval) Interval { return y.Log() }},
		{"Intersect", Interval.Intersect}, {"Hull", Interval.Hull},
	} {
		b.Run(op.name, func(b *testing.B) {
			b.ReportAllocs()
			var last Interval
			for i := 0; i < b.N; i++ {
				last = op.apply(benchmarkIntervals[i%operands], benchmarkPositives[i%operands])
			}
			intervalSink = last
		})
	}
}

// BenchmarkChain measures a recursion in which each step waits for the last,
// w·e^(0.01) − 0.01·w² rounded up, as certificates have them.
func BenchmarkChain(b *testing.B) {
	b.ReportAllocs()
	w := 0.5
	for i := 0; i < b.N; i++ {
		w = SubUp(MulUp(w, ExpUp(0.01)), MulDown(0.01, MulDown(w, w)))
	}
	numberSink = w
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		intervalSink = MustParse("0.05")
	}
}
