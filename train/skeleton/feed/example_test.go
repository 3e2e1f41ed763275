package feed_test

import (
	"context"
	"fmt"
	"log"

	"aeed/train/skeleton"
	"aeed/train/skeleton/feed"
)

// A waving source has three clips in which the left hand of a still body goes up, by
// another height in each.
type waving struct{}

func (waving) Describe() skeleton.Description {
	return skeleton.Description{Format: "example", Graph: skeleton.UCLA20(), Channels: 3, Bodies: 1, Classes: []string{"low", "middle", "high"}}
}
func (waving) Len() int { return 3 }
func (waving) Record(i int) skeleton.Record {
	return skeleton.Record{Name: fmt.Sprintf("wave %d", i), Class: i}
}
func (w waving) Clip(i int) (skeleton.Clip, error) {
	clip := skeleton.NewClip(w.Record(i), 3, 10, 20, 1)
	for t := range clip.Frames {
		for v := range clip.Joints {
			clip.Set(0, t, v, 0, float32(v))
		}
		clip.Set(1, t, 7, 0, float32(i+1)*float32(t))
	}
	return clip, nil
}
func (waving) Splits() []skeleton.Split { return nil }
func (waving) Close() error             { return nil }

// Two epochs to train with, in batches of two: the views differ between the epochs.
func Example() {
	options := feed.Defaults(feed.NTU, true)
	options.Window = 8
	options.Modality = skeleton.Bone
	feeder, err := feed.New(waving{}, options)
	if err != nil {
		log.Fatal(err)
	}
	channels, frames, joints, bodies := feeder.Extents()
	fmt.Println("clips of", channels, frames, joints, bodies)
	for epoch := range 2 {
		for batch, err := range feeder.Epoch(context.Background(), epoch, []int{2, 0, 1}, 2) {
			if err != nil {
				log.Fatal(err)
			}
			fmt.Println("epoch", epoch, "clips", batch.Samples, "of classes", batch.Classes, "in", len(batch.X), "numbers")
		}
	}
	// Output:
	// clips of 3 8 20 1
	// epoch 0 clips [2 0] of classes [2 0] in 960 numbers
	// epoch 0 clips [1] of classes [1] in 480 numbers
	// epoch 1 clips [2 0] of classes [2 0] in 960 numbers
	// epoch 1 clips [1] of classes [1] in 480 numbers
}

// Motion as a test sees it: the hand rises by the same height from frame to frame.
func ExampleDefaults() {
	options := feed.Defaults(feed.NTU, false)
	options.Window, options.CropLow, options.CropHigh = 5, 1, 1
	options.Modality = skeleton.JointMotion
	feeder, err := feed.New(waving{}, options)
	if err != nil {
		log.Fatal(err)
	}
	for batch, err := range feeder.Epoch(context.Background(), 0, []int{0, 1, 2}, 1) {
		if err != nil {
			log.Fatal(err)
		}
		clip := skeleton.Clip{Channels: 3, Frames: 5, Joints: 20, Bodies: 1, X: batch.X}
		var hand []float32
		for t := range clip.Frames {
			hand = append(hand, clip.At(1, t, 7, 0))
		}
		fmt.Println(hand)
	}
	// Output:
	// [2 2 2 2 0]
	// [4 4 4 4 0]
	// [6 6 6 6 0]
}

func ExampleOptions_Check() {
	options := feed.Defaults(feed.UCLA, true)
	options.CropLow, options.CropHigh = 0.5, 1
	fmt.Println(options.Check())
	// Output: crop = [0.5, 1]: the preparation ucla keeps all frames; hint: leave both 0
}
