package mixing_test

import (
	"fmt"
	"log"

	"aeed/internal/philox"
	"aeed/train/mixing"
)

// Three clips of one number each, mixed as a step of training does.
func Example() {
	strategy, err := mixing.New("mixup", mixing.Settings{Alpha: mixing.Alpha})
	if err != nil {
		log.Fatal(err)
	}
	x, classes := []float32{0, 10, 20}, []int{0, 1, 1}
	const seed, epoch, batch = 1, 4, 7
	var mixed mixing.Mixed
	mixing.Mix(strategy, philox.NewStream(seed, philox.Mixing, epoch, batch), x, [5]int{3, 1, 1, 1, 1}, classes, &mixed)
	for i, partner := range mixed.Partner {
		fmt.Printf("%.2f of clip %d and the rest of clip %d: %.1f\n", mixed.PhysicalRatio[i], i, partner, mixed.X[i])
	}
	// Output:
	// 0.81 of clip 0 and the rest of clip 2: 3.8
	// 0.81 of clip 1 and the rest of clip 0: 8.1
	// 0.81 of clip 2 and the rest of clip 1: 18.1
}

// A temporal window of the partner in each clip: six frames of one joint.
func ExampleNew() {
	strategy, err := mixing.New("cutmix", mixing.Settings{Alpha: mixing.Alpha})
	if err != nil {
		log.Fatal(err)
	}
	x := []float32{1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2}
	var mixed mixing.Mixed
	mixing.Mix(strategy, philox.NewStream(1, philox.Mixing, 0, 4), x, [5]int{2, 1, 6, 1, 1}, []int{0, 1}, &mixed)
	fmt.Println(mixed.X[:6], mixed.X[6:])
	fmt.Printf("%.3f\n", mixed.LabelRatio)
	// Output:
	// [1 1 2 2 2 2] [2 2 1 1 1 1]
	// [0.333 0.333]
}

// The second person of a mixed clip is there if either parent has one.
func ExampleMixed_Shown() {
	mixed := mixing.Mixed{Partner: []int{1, 2, 0}}
	fmt.Println(mixed.Shown([]bool{
		true, false,
		true, true,
		true, false,
	}))
	// Output: [true true true true true false]
}

// Without class sizes there is no telling which class is the rarer.
func ExampleSettings() {
	_, err := mixing.New("remix", mixing.Settings{Alpha: mixing.Alpha})
	fmt.Println(err)
	// Output: mixing: remix: no class sizes; hint: give the number of training clips of each class
}

// CS-Mix leaves the labels to the posteriors.
func ExampleMixed() {
	strategy, err := mixing.New("cs-mix", mixing.Settings{Alpha: mixing.Alpha})
	if err != nil {
		log.Fatal(err)
	}
	var mixed mixing.Mixed
	mixing.Mix(strategy, philox.NewStream(1, philox.Mixing, 0, 0), []float32{0, 1}, [5]int{2, 1, 1, 1, 1}, []int{0, 1}, &mixed)
	fmt.Println(mixed.Semantic, len(mixed.LabelRatio))
	// Output: true 0
}
