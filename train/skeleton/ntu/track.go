package ntu

import (
	"cmp"
	"fmt"
	"slices"

	"aeed/train/skeleton"
)

// The thresholds of the denoising.
const (
	shortestNoise = 11      // frames; a track of so many, or fewer, is noise
	widestBody    = 0.8     // width over height; a wider body is noise
	noisiestTrack = 0.69754 // share of the frames; a track with so much noise, or more, is noise
)

// A track is a body through time.
type track struct {
	start  int // counting the frames that show any body
	poses  []Pose
	motion float64 // m²
}

// end returns the last frame of the track.
func (t *track) end() int { return t.start + len(t.poses) - 1 }

// tracks returns the tracks by their first appearance and the number of frames that
// show any body.
func (r Recording) tracks() (tracks []track, frames int) {
	place := map[uint64]int{}
	for _, frame := range r {
		if len(frame) == 0 {
			continue
		}
		for _, body := range frame {
			i, known := place[body.ID]
			if !known {
				i = len(tracks)
				place[body.ID] = i
				tracks = append(tracks, track{start: frames})
			}
			// Not at frames: the reference closes the gaps of a track.
			tracks[i].poses = append(tracks[i].poses, body.Pose)
		}
		frames++
	}
	return tracks, frames
}

// denoise returns the tracks that are a person's, by falling motion. It takes a
// single track as it is.
func denoise(tracks []track) ([]track, error) {
	switch len(tracks) {
	case 0:
		return nil, skeleton.ErrNobody
	case 1:
		return tracks, nil
	}
	var kept []track
	for _, t := range tracks {
		if len(t.poses) > shortestNoise {
			kept = append(kept, t)
		}
	}
	if len(kept) == 0 {
		return nil, fmt.Errorf("none of its %d bodies is there for more than %d frames: %w", len(tracks), shortestNoise, skeleton.ErrNobody)
	}
	for i := 0; i < len(kept) && len(kept) > 1; {
		if kept[i].measure() {
			i++
		} else {
			kept = slices.Delete(kept, i, i+1)
		}
	}
	slices.SortStableFunc(kept, func(a, b track) int { return cmp.Compare(b.motion, a.motion) })
	return kept, nil
}

// measure sets the motion of the track, and tells whether few enough of its poses
// are wider than a person. The motion is the lesser of those with and without the
// noise, so that noise is not taken for motion.
func (t *track) measure() (person bool) {
	var sound []Pose
	for i := range t.poses {
		if t.poses[i].extent(0) <= widestBody*t.poses[i].extent(1) {
			sound = append(sound, t.poses[i])
		}
	}
	noise := len(t.poses) - len(sound)
	if float64(noise)/float64(len(t.poses)) >= noisiestTrack {
		return false
	}
	t.motion = min(variance(t.poses), variance(sound))
	return true
}

// variance returns the sum over x, y and z of the variance of all joints in all
// poses.
func variance(poses []Pose) float64 {
	var total float64
	for c := range 3 {
		var mean, squares, n float64 // Welford's recurrence
		for i := range poses {
			for v := range poses[i] {
				n++
				x := float64(poses[i][v][c])
				deviation := x - mean
				mean += deviation / n
				squares += deviation * (x - mean)
			}
		}
		total += squares / n
	}
	return total
}
