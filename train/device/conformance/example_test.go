package conformance_test

import (
	"fmt"

	"aeed/train/device/conformance"
	"aeed/train/device/ref"
)

// Repeating one case of the suite.
func ExampleOperation_Check() {
	shape := conformance.Shape{Clips: 2, Bodies: 1, Frames: 7, Joints: 3, In: 5, Stride: 2, Left: 1, Training: true, Seed: 4}
	fmt.Println(conformance.Find("MaxPool").Check(ref.New(), shape))
	// Output: <nil>
}
