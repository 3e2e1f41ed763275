//go:build gorgonia_cu

package driver

import (
	"fmt"
	"unsafe"

	"gorgonia.org/cu"
)

// Launch allocates, for cu copies arguments.
func (c *gorgoniaContext) Launch(on Stream, l *Launch) error {
	l.check()
	words, err := words(l)
	if err != nil {
		return err
	}
	f, grid, block, shared := as[cu.Function](l.Function.handle), l.Grid, l.Block, l.DynamicShared
	return c.put(on, func(s cu.Stream) error {
		return failed("cuLaunchKernel", f.Launch(int(grid[0]), int(grid[1]), int(grid[2]), int(block[0]), int(block[1]), int(block[2]), int(shared), s, words))
	})
}

// words returns the arguments as cu takes them: it copies 8 bytes of each and lays them
// one after the other. So the last may be longer, a struct for one, if it goes as the
// words that it is made of: the kernel reads on from the first.
func words(l *Launch) ([]unsafe.Pointer, error) {
	var all []unsafe.Pointer
	a := l.Arguments
	for i, size := range a.sizes {
		if size > 8 && i < len(a.sizes)-1 {
			return nil, fmt.Errorf("kernel %s has a parameter of %d bytes that isn't the last: %w; hint: make one struct of them all", l.Function.Name, size, ErrNotSupported)
		}
		value := make([]uint64, (size+7)/8)
		copy(unsafe.Slice((*byte)(unsafe.Pointer(&value[0])), size), unsafe.Slice((*byte)(a.addresses[i]), size))
		for j := range value {
			all = append(all, unsafe.Pointer(&value[j]))
		}
	}
	return all, nil
}
