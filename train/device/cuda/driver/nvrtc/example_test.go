package nvrtc_test

import (
	"errors"
	"fmt"
	"log"

	"aeed/train/device/cuda/driver/library"
	"aeed/train/device/cuda/driver/nvrtc"
)

// The compiler is optional: without it, PTX that a program brings along must do.
func Example() {
	image, err := compile(`extern "C" __global__ void twice(float *p) { p[threadIdx.x] *= 2; }`)
	if errors.Is(err, library.ErrNotFound) {
		image = []byte("// PTX that was compiled before")
	} else if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(image) > 0)
	// Output: true
}

func compile(source string) ([]byte, error) {
	compiler, err := nvrtc.Open()
	if err != nil {
		return nil, err
	}
	image, _, err := compiler.Compile("twice.cu", source, "sm_90")
	return image, err
}
