package sampling_test

import (
	"fmt"
	"log"

	"aeed/train/sampling"
)

// An epoch of five clips, of which one alone is of class 1. It is shown four times, in
// views 0 to 3.
func Example() {
	classes := []int{0, 0, 1, 0, 0}
	order, err := sampling.Order(sampling.ROS, 1, 0, classes, 1)
	if err != nil {
		log.Fatal(err)
	}
	for _, number := range order {
		clip, view := number%len(classes), number/len(classes)
		fmt.Printf("%d.%d ", clip, view)
	}
	fmt.Println()
	// Output: 3.0 1.0 2.0 4.0 2.1 2.2 2.3 0.0
}

// The training clips of a split are places 7, 2 and 9 of a source of ten clips. Clip 1
// of the three is shown in a second view.
func ExamplePlaces() {
	fmt.Println(sampling.Places([]int{0, 1, 2, 1 + 3}, []int{7, 2, 9}, 10))
	// Output: [7 2 9 12]
}

// A list taken twice: each clip comes in two views.
func ExampleOrder() {
	for epoch := range 2 {
		order, err := sampling.Order(sampling.Plain, 1, epoch, []int{0, 1, 2}, 2)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(order)
	}
	// Output:
	// [1 2 5 0 4 3]
	// [1 2 0 4 5 3]
}
