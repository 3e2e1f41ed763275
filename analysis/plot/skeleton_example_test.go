package plot_test

import (
	"bytes"
	"fmt"
	"math"

	"aeed/analysis/plot"
)

// swing returns an arm that swings: shoulder, elbow and hand over 30 frames.
func swing() plot.SkeletonClip {
	clip := plot.SkeletonClip{Title: "swing", Bones: [][2]int{{1, 0}, {2, 1}}, Right: []int{0, 1, 2}, Head: -1}
	for t := range 30 {
		sin, cos := math.Sincos(math.Sin(2 * math.Pi * float64(t) / 30))
		clip.Frames = append(clip.Frames, [][]plot.Point3{{{}, {X: 0.3 * sin, Y: -0.3 * cos}, {X: 0.6 * sin, Y: -0.55 * cos}}})
	}
	return clip
}

func ExampleSkeletonStrip() {
	strip := plot.SkeletonStrip{
		Heading: plot.Heading{Title: "An arm"},
		Clips:   []plot.SkeletonClip{swing()},
		Poses:   6,
	}
	content, err := strip.Figure().Encode("svg")
	fmt.Println(len(content) > 0, err)
	// Output: true <nil>
}

func ExampleSkeletonAnimation() {
	var file bytes.Buffer
	err := plot.SkeletonAnimation{Clips: []plot.SkeletonClip{swing(), swing()}, FrameRate: 30}.Encode(&file)
	fmt.Println(string(file.Bytes()[:6]), err)
	// Output: GIF89a <nil>
}
