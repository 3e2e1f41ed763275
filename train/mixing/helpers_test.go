package mixing

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/internal/philox"
	"aeed/train/skeleton"
)

// A batch is random clips of four classes, no two numbers of which are the same.
type batch struct {
	x       []float32
	shape   [5]int
	classes []int
	stream  func() *philox.Stream
}

var settings = Settings{Alpha: Alpha, Parts: skeleton.UCLA20().Parts, ClassSizes: []int{100, 40, 30, 2}}

// draw returns a batch of 2 to 6 clips.
func draw(seed uint64) batch {
	random := rand.New(rand.NewPCG(seed, 1))
	b := batch{
		shape:  [5]int{2 + random.IntN(5), 1 + random.IntN(3), 1 + random.IntN(12), 20, 1 + random.IntN(2)},
		stream: func() *philox.Stream { return philox.NewStream(seed, philox.Mixing, 3, 4) },
	}
	b.x = make([]float32, skeleton.Size(b.shape[:]...))
	for i, rank := range random.Perm(len(b.x)) {
		b.x[i] = float32(rank)/7 - 100
	}
	for range b.shape[0] {
		b.classes = append(b.classes, random.IntN(len(settings.ClassSizes)))
	}
	return b
}

// clip returns clip i of numbers of the batch's shape.
func (b *batch) clip(x []float32, i int) []float32 {
	length := len(b.x) / b.shape[0]
	return x[i*length:][:length]
}

// place returns the frame and the joint of number k of a clip.
func (b *batch) place(k int) (frame, joint int) {
	return k / (b.shape[3] * b.shape[4]) % b.shape[2], k / b.shape[4] % b.shape[3]
}

// forMixed checks a property of random batches and what each of the named strategies
// makes of them; it says what is wrong, or nothing.
func forMixed(t *testing.T, names []string, property string, holds func(batch, *Mixed) string) {
	t.Helper()
	for _, name := range names {
		strategy := must(New(name, settings))
		properties := gopter.NewProperties(gopter.DefaultTestParametersWithSeed(7))
		properties.Property(name+": "+property, prop.ForAll(func(seed uint64) string {
			b := draw(seed)
			var out Mixed
			Mix(strategy, b.stream(), b.x, b.shape, b.classes, &out)
			return holds(b, &out)
		}, gen.UInt64()))
		properties.TestingRun(t)
	}
}

// mixing returns the names of the strategies that mix.
func mixing() []string { return Names()[1:] }

// chiSquare returns that of counts whose expectations are equal.
func chiSquare(counts []float64) float64 {
	total := 0.0
	for _, n := range counts {
		total += n
	}
	expected, sum := total/float64(len(counts)), 0.0
	for _, n := range counts {
		sum += (n - expected) * (n - expected) / expected
	}
	return sum
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// panicOf returns what f panics with, as text.
func panicOf(f func()) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = fmt.Sprint(r)
		}
	}()
	f()
	return ""
}
