package feed

import (
	"math"
	"slices"

	"aeed/internal/philox"
	"aeed/train/skeleton"
)

// draw fills frames, in ascending order, with those of a clip's first shown frames
// that UCLA takes: at random with repetition in training, else evenly spaced from the
// first to the last and rounded down.
func (o *Options) draw(frames []int, shown int, random *philox.Stream) {
	if o.Train {
		for t := range frames {
			frames[t] = random.IntN(shown)
		}
		slices.Sort(frames)
		return
	}
	step := float64(shown-1) / float64(max(1, len(frames)-1))
	for t := range frames {
		frames[t] = min(int(float64(t)*step), shown-1)
	}
	if last := len(frames) - 1; last > 0 {
		frames[last] = shown - 1 // which the product may miss by rounding
	}
}

// normalise fills out, whose positions are zero, with the given frames of clip,
// turned by r and then mapped so that each coordinate spans [−1, 1] over the first
// shown frames; a coordinate that never changes becomes 0. A body is left out of the
// frames in which it is missing.
//
// The reference also moves the clip to the origin and, in training, scales it by a
// factor in [0.5, 1.5): the map to [−1, 1] undoes both, so they are not here.
func normalise(out, clip *skeleton.Clip, frames []int, shown int, r rotation) {
	bodies := min(out.Bodies, clip.Bodies)
	infinity := math.Inf(1)
	low := [3]float64{infinity, infinity, infinity}
	high := [3]float64{-infinity, -infinity, -infinity}
	for t := range shown {
		for m := range bodies {
			if !present(clip, t, m) {
				continue
			}
			for v := range clip.Joints {
				for c, x := range r.apply(position(clip, t, v, m)) {
					low[c], high[c] = min(low[c], x), max(high[c], x)
				}
			}
		}
	}
	for t, from := range frames {
		for m := range bodies {
			if !present(clip, from, m) {
				continue
			}
			for v := range clip.Joints {
				for c, x := range r.apply(position(clip, from, v, m)) {
					if high[c] > low[c] {
						out.Set(c, t, v, m, float32((x-low[c])/(high[c]-low[c])*2-1))
					}
				}
			}
		}
	}
}

func position(clip *skeleton.Clip, t, v, m int) [3]float64 {
	return [3]float64{float64(clip.At(0, t, v, m)), float64(clip.At(1, t, v, m)), float64(clip.At(2, t, v, m))}
}
