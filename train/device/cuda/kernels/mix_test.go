package kernels_test

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"aeed/internal/philox"
	"aeed/train/device/cuda/kernels"
	"aeed/train/mixing"
)

// CS-Mix is package mixing's, bit for bit.
func TestBlend(t *testing.T) {
	inBothOrders(t, func(t *testing.T) {
		shape := [5]int{5, 3, 7, 11, 2}
		x := numbersOf(shape)
		strategy, err := mixing.New("cs-mix", mixing.Settings{Alpha: 1})
		if err != nil {
			t.Fatal(err)
		}
		var want mixing.Mixed
		mixing.Mix(strategy, philox.NewStream(1, philox.Mixing, 0, 0), x, shape, make([]int, shape[0]), &want)
		partner, ratio, mixed := small(want.Partner), []float64{want.PhysicalRatio[0]}, poisoned[float32](len(x))
		m := kernels.Mix{X: at(x), Mixed: at(mixed), Partner: at(partner), Ratio: at(ratio), Channels: 3, Frames: 7, Joints: 11, Bodies: 2}
		emulated(t).Run(m.Blend(shape[0]))
		runtime.KeepAlive([]any{partner, ratio})
		if !slices.Equal(mixed, want.X) {
			t.Error("the blend is another one")
		}
	})
}

// A window of the partner's frames, in all joints and in some.
func TestCut(t *testing.T) {
	inBothOrders(t, func(t *testing.T) {
		shape := [5]int{3, 2, 9, 6, 2}
		x, partner, window := numbersOf(shape), []int32{1, 2, 0}, []int32{2, 4}
		for _, joints := range [][]byte{nil, {0, 1, 1, 0, 0, 1}} {
			mixed := poisoned[float32](len(x))
			m := kernels.Mix{X: at(x), Mixed: at(mixed), Partner: at(partner), Window: at(window), JointCut: at(joints), Channels: 2, Frames: 9, Joints: 6, Bodies: 2}
			emulated(t).Run(m.Cut(shape[0]))
			runtime.KeepAlive([]any{partner, window, joints})
			size := len(x) / shape[0]
			for i, got := range mixed {
				clip, frame, joint := i/size, i/12%9, i/2%6
				if frame >= 2 && frame < 6 && (joints == nil || joints[joint] == 1) {
					clip = int(partner[clip])
				}
				if want := x[clip*size+i%size]; got != want {
					t.Fatalf("number %d is %v and should be %v", i, got, want)
				}
			}
		}
	})
}

func numbersOf(shape [5]int) []float32 {
	random := rand.New(rand.NewPCG(4, 4))
	x := make([]float32, shape[0]*shape[1]*shape[2]*shape[3]*shape[4])
	for i := range x {
		x[i] = float32(random.NormFloat64())
	}
	return x
}
