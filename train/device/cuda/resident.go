package cuda

import (
	"errors"
	"fmt"

	"aeed/train/device"
	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/kernels"
)

// residents are the clips of a data set on the card.
type residents struct {
	loaded                []bool // of each clip of the data set
	channels, joints      int
	data, stored, parents driver.Pointer // positions, descriptions, and parents of joints
}

// shareOfMemory is how much of the free memory clips may take, so that a network has
// the rest.
const shareOfMemory = 0.75

// Load implements device.Trainer.
func (s *state) Load(clips device.Clips) (err error) {
	defer device.Recover(&err)
	s.do(s.unload)
	stored := make([]kernels.StoredClip, clips.Count)
	size := 0
	for _, i := range clips.Places {
		clip, err := clips.Clip(i)
		if err != nil {
			return err
		}
		if len(clip.Positions) != clips.Channels*clip.Frames*len(clips.Parents)*clip.Bodies || clip.Shown < 1 || clip.Shown > clip.Frames {
			panic(fmt.Sprintf("cuda: clip %d of %d frames, of which %d are shown, has %d positions", i, clip.Frames, clip.Shown, len(clip.Positions)))
		}
		stored[i] = kernels.StoredClip{At: int64(size), Frames: int32(clip.Frames), Bodies: int32(clip.Bodies), Shown: int32(clip.Shown)}
		size += len(clip.Positions)
	}
	return s.keep(clips, stored, size)
}

// keep brings clips to the card whose descriptions are known, and with them how many
// numbers they have together.
func (s *state) keep(clips device.Clips, stored []kernels.StoredClip, size int) error {
	r := &residents{loaded: make([]bool, clips.Count), channels: clips.Channels, joints: len(clips.Parents)}
	s.residents = r
	for _, i := range clips.Places {
		r.loaded[i] = true
	}
	parents := make([]int32, len(clips.Parents))
	for v, p := range clips.Parents {
		parents[v] = int32(p)
	}
	s.do(func(c driver.Context) error {
		free, _, err := c.MemoryInfo()
		if err == nil && float64(4*size) > shareOfMemory*float64(free) {
			err = device.ErrNoRoom
		}
		for _, place := range []struct {
			at    *driver.Pointer
			bytes []byte
			size  int
		}{{&r.data, nil, 4 * size}, {&r.stored, kernels.StoredBytes(stored), 0}, {&r.parents, driver.Bytes(parents), 0}} {
			if err == nil {
				*place.at, err = c.Allocate(max(1, place.size, len(place.bytes)))
			}
			if err == nil {
				err = c.CopyToDevice(s.stream, *place.at, place.bytes)
			}
		}
		if err != nil {
			return errors.Join(err, s.unload(c))
		}
		return nil
	})
	for _, i := range clips.Places {
		clip, err := clips.Clip(i)
		if err != nil {
			s.do(s.unload)
			return err
		}
		s.do(func(c driver.Context) error {
			return c.CopyToDevice(s.stream, r.data+driver.Pointer(4*stored[i].At), driver.Bytes(clip.Positions))
		})
	}
	return nil
}

// check panics unless the clips of a batch are on the card.
func (r *residents) check(places []int) {
	for _, place := range places {
		if place < 0 || !r.loaded[place%len(r.loaded)] {
			panic(fmt.Sprintf("cuda: the clip at place %d is not on the card", place))
		}
	}
}

// unload frees the clips, and what was captured to work on them.
func (s *state) unload(c driver.Context) error {
	errs := s.forget(c)
	if s.residents != nil {
		for _, p := range []driver.Pointer{s.residents.data, s.residents.stored, s.residents.parents} {
			if p != 0 {
				errs = append(errs, c.Free(p))
			}
		}
		s.residents = nil
	}
	return errors.Join(errs...)
}
