package kernels_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"unsafe"

	"aeed/train/device/cuda/kernels"
	"aeed/train/device/cuda/kernels/emulator"
)

// library is the kernels, compiled once.
var library = sync.OnceValues(func() (*emulator.Library, error) {
	folder, err := os.MkdirTemp("", "kernels")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder) // what is open stays
	path, err := emulator.Build(folder)
	if err != nil {
		return nil, err
	}
	return emulator.Open(path)
})

// emulated returns the compiled kernels; the test is skipped where none can be.
func emulated(t testing.TB) *emulator.Library {
	t.Helper()
	l, err := library()
	if errors.Is(err, emulator.ErrNoCompiler) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// inBothOrders runs a test with the threads of the emulator in ascending and in
// descending order.
func inBothOrders(t *testing.T, test func(t *testing.T)) {
	emulated(t)
	for _, order := range []emulator.Order{emulator.Forward, emulator.Reverse} {
		t.Run(string(order), func(t *testing.T) {
			emulator.SetOrder(order)
			test(t)
		})
	}
	emulator.SetOrder(emulator.Forward)
}

// onHeap is something that at was asked for: what flows here lies on the heap, where
// it stays in its place.
var onHeap atomic.Pointer[byte]

// at returns the address of numbers, which whoever calls keeps alive.
func at[E any](numbers []E) kernels.Pointer {
	if len(numbers) == 0 {
		return 0
	}
	onHeap.Store((*byte)(unsafe.Pointer(&numbers[0])))
	return kernels.Pointer(uintptr(unsafe.Pointer(&numbers[0])))
}

// poisoned returns n NaNs.
func poisoned[E float32 | float64](n int) []E {
	numbers := make([]E, n)
	for i := range numbers {
		numbers[i] = E(math.NaN())
	}
	return numbers
}

// distance returns ‖got − want‖ / ‖want‖, or ‖got‖ if want is zero.
func distance[E float32 | float64](got []E, want []float64) float64 {
	if len(got) != len(want) {
		panic(fmt.Sprintf("%d numbers for %d", len(got), len(want)))
	}
	difference, size := 0.0, 0.0
	for i, w := range want {
		difference += (float64(got[i]) - w) * (float64(got[i]) - w)
		size += w * w
	}
	if size == 0 {
		return math.Sqrt(difference)
	}
	return math.Sqrt(difference / size)
}

// near demands that got is want but for a ratio of norms; NaN is not near.
func near[E float32 | float64](t *testing.T, what string, got []E, want []float64, tolerance float64) {
	t.Helper()
	if d := distance(got, want); !(d <= tolerance) {
		t.Errorf("%s is off by %.3g of its size, %.3g is allowed", what, d, tolerance)
	}
}
