package driver_test

import (
	"math"
	"slices"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/train/device/cuda/driver"
)

func TestBytes(t *testing.T) {
	if got, want := driver.Bytes([]uint16{1, 0x203}), []byte{1, 0, 3, 2}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	numbers := []float64{1, 2}
	driver.Bytes(numbers)[7] = 0x40
	if numbers[0] == 1 || len(driver.Bytes(numbers)) != 16 {
		t.Error("the bytes are a copy")
	}
	if driver.Bytes[float32](nil) != nil {
		t.Error("nil has bytes")
	}
}

// Any bytes come back as they went, through the card and within it, at any offset.
func TestCopies(t *testing.T) {
	use(t, func(b *bench) {
		copies(t, b, make([]byte, roundTrip), func(source []byte) { clear(source) }) // the driver has it
	})
}

func TestPinnedCopies(t *testing.T) {
	use(t, func(b *bench) { copies(t, b, b.pinned(roundTrip), func([]byte) {}) })
}

const roundTrip = 300

// copies sends random parts of a source through the card; spoil is called when they are
// sent.
func copies(t *testing.T, b *bench, source []byte, spoil func([]byte)) {
	here, there, s := b.allocate(roundTrip), b.allocate(roundTrip), b.stream()
	properties := gopter.NewProperties(gopter.DefaultTestParameters())
	properties.Property("a round trip changes nothing", prop.ForAll(
		func(data []byte, offset int) bool {
			offset = min(offset, roundTrip-len(data))
			to, from := here+driver.Pointer(offset), there+driver.Pointer(roundTrip-len(data))
			part := source[:copy(source, data)]
			must(b.CopyToDevice(s, to, part))
			spoil(part)
			must(b.CopyOnDevice(s, from, to, len(data)))
			must(b.Fill(s, here, 0, roundTrip/4))
			back := make([]byte, len(data))
			must(b.CopyToHost(s, back, from))
			return slices.Equal(back, data)
		},
		gen.SliceOf(gen.UInt8()), gen.IntRange(0, roundTrip),
	))
	properties.TestingRun(t)
}

func TestFill(t *testing.T) {
	use(t, func(b *bench) {
		p := b.send(1, 2, 3, 4)
		must(b.Fill(0, p+4, math.Float32bits(7), 2))
		must(b.Fill(0, p, 0, 0))
		if got, want := b.fetch(p, 4), []float32{1, 7, 7, 4}; !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}

// What isn't allocated is neither read nor written: not a byte before, behind or across,
// nor what was freed.
func TestOutOfBounds(t *testing.T) {
	use(t, func(b *bench) {
		p, freed := b.allocate(16), got(b.Allocate(16))
		must(b.Free(freed))
		data := make([]byte, 16)
		for what, at := range map[string]driver.Pointer{
			"before": p - 1, "across the end": p + 1, "behind": p + 16, "nowhere": 0, "far": math.MaxUint64 - 7, "freed": freed,
		} {
			wantCode(t, what, b.CopyToDevice(0, at, data), "cuMemcpyHtoDAsync_v2", "CUDA_ERROR_INVALID_VALUE")
			wantCode(t, what, b.CopyToHost(0, data, at), "cuMemcpyDtoHAsync_v2", "CUDA_ERROR_INVALID_VALUE")
			wantCode(t, what, b.CopyOnDevice(0, p, at, 16), "cuMemcpyDtoDAsync_v2", "CUDA_ERROR_INVALID_VALUE")
			wantCode(t, what, b.CopyOnDevice(0, at, p, 16), "cuMemcpyDtoDAsync_v2", "CUDA_ERROR_INVALID_VALUE")
			wantCode(t, what, b.Fill(0, at, 0, 4), "cuMemsetD32Async", "CUDA_ERROR_INVALID_VALUE")
		}
		wantCode(t, "across the end", b.Fill(0, p, 0, 5), "cuMemsetD32Async", "CUDA_ERROR_INVALID_VALUE")
		wantCode(t, "a second free", b.Free(freed), "cuMemFree_v2", "CUDA_ERROR_INVALID_VALUE")
		wantCode(t, "a free of the middle", b.Free(p+8), "cuMemFree_v2", "CUDA_ERROR_INVALID_VALUE")
		for what, move := range map[string]error{
			"to":     b.CopyToDevice(0, 0, nil),
			"from":   b.CopyToHost(0, nil, 0),
			"within": b.CopyOnDevice(0, 0, 0, 0),
		} {
			if move != nil {
				t.Errorf("a copy %s of no bytes: %v", what, move)
			}
		}
	})
}

// Memory that nothing was written to is no zeros, on a good day or ever.
func TestFreshMemory(t *testing.T) {
	use(t, func(b *bench) {
		for _, v := range b.fetch(b.allocate(400), 100) {
			if v == v {
				t.Fatalf("fresh memory holds %g", v)
			}
		}
	})
}

// Pinned memory is read and written when the stream comes to it.
func TestPinnedMemoryIsUsedLater(t *testing.T) {
	use(t, func(b *bench) {
		memory := b.pinned(8)
		p := b.allocate(8)
		s := b.stream()
		copy(memory, "too soon")
		must(b.CopyToDevice(s, p, memory))
		copy(memory, "in time.")
		must(b.SynchroniseStream(s))
		clear(memory)
		must(b.CopyToHost(s, memory, p))
		if string(memory) == "in time." {
			t.Error("a copy to pinned memory is there before anybody waits")
		}
		must(b.SynchroniseStream(s))
		if string(memory) != "in time." {
			t.Errorf("%q comes back", memory)
		}
	})
}

func TestFreeHostPanics(t *testing.T) {
	use(t, func(b *bench) {
		memory := b.pinned(8)
		for what, slice := range map[string][]byte{"Go's": make([]byte, 8), "a part": memory[1:], "nothing": nil} {
			if panicOf(func() { must(b.FreeHost(slice)) }) == "" {
				t.Errorf("%s memory is freed", what)
			}
		}
	})
}
