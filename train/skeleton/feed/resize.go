package feed

import (
	"aeed/internal/philox"
	"aeed/train/skeleton"
)

// crop returns which of a clip's first shown frames, at least one, NTU keeps.
func (o *Options) crop(shown int, random *philox.Stream) (start, length int) {
	if !o.Train {
		cut := min(int((1-o.CropHigh)*float64(shown)/2), (shown-1)/2)
		return cut, shown - 2*cut
	}
	share := random.Between(o.CropLow, o.CropHigh)
	length = min(max(int(share*float64(shown)), o.Window), shown)
	return random.IntN(shown - length + 1), length
}

// resize fills out, whose positions are zero, with length frames of clip from start,
// stretched to out's frames by linear interpolation. Frame t of T is taken at
// (t+½)·length/T − ½, no sooner than the first frame and no later than the last: the
// convention align_corners=false of PyTorch's interpolate. Bodies that only one of
// the two has are left out.
func resize(out, clip *skeleton.Clip, start, length int) {
	bodies := min(out.Bodies, clip.Bodies)
	for t := range out.Frames {
		at := max(0, (float64(t)+0.5)*float64(length)/float64(out.Frames)-0.5)
		before := min(int(at), length-1)
		after := min(before+1, length-1)
		late := at - float64(before)
		for c := range out.Channels {
			to := out.X[out.Index(c, t, 0, 0):]
			from0 := clip.X[clip.Index(c, start+before, 0, 0):]
			from1 := clip.X[clip.Index(c, start+after, 0, 0):]
			for v := range out.Joints {
				for m := range bodies {
					i := v*clip.Bodies + m
					to[v*out.Bodies+m] = float32(float64((1-late)*float64(from0[i])) + float64(late*float64(from1[i])))
				}
			}
		}
	}
}
