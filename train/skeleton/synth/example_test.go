package synth_test

import (
	"fmt"

	"aeed/train/skeleton/synth"
)

func Example() {
	source, err := synth.New(synth.DefaultConfig())
	if err != nil {
		fmt.Println(err)
		return
	}
	description := source.Describe()
	fmt.Println(source.Len(), "clips of", description.Graph.Name)
	clip, err := source.Clip(65)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s: %s, subject %d, %d frames, %d joints\n",
		clip.Name, description.Classes[clip.Class], clip.Subject, clip.Frames, clip.Joints)
	// Output:
	// 900 clips of ntu-25
	// A002-train-0006: kick, subject 14, 64 frames, 25 joints
}

// A long-tailed set is a subset of the balanced one, with the same tests.
func ExampleConfig() {
	config := synth.DefaultConfig()
	config.Counts = []int{60, 43, 31, 22, 16, 11, 8, 6, 4, 3}
	source, err := synth.New(config)
	if err != nil {
		fmt.Println(err)
		return
	}
	split := source.Splits()[0]
	fmt.Println(len(split.Train), "to train with,", len(split.Test), "to test on")

	config.Counts = []int{100, 10}
	_, err = synth.New(config)
	fmt.Println(err)
	// Output:
	// 204 to train with, 300 to test on
	// synth: Counts is of 2 classes, want one for each of the 10 classes; hint: leave it out for as many clips of each class
}
