package feed

import (
	"fmt"

	"aeed/train/device"
	"aeed/train/skeleton"
)

// Clips returns the clips of the source at some places, for a device on which they lie.
// Their errors name the clip.
func (f *Feeder) Clips(places []int) device.Clips {
	return device.Clips{
		Count: f.source.Len(), Places: places, Channels: f.description.Channels, Parents: f.description.Graph.Parent, Clip: f.clip,
	}
}

// clip returns the clip at a place as a device has it.
func (f *Feeder) clip(place int) (device.Clip, error) {
	clip, err := f.source.Clip(place)
	if err == nil {
		err = f.fits(&clip)
	}
	shown := 0
	if err == nil {
		if shown = shownFrames(&clip, f.options.Bodies); shown == 0 {
			err = skeleton.ErrNobody
		}
	}
	if err != nil {
		return device.Clip{}, fmt.Errorf("feed: clip %q: %w", f.source.Record(place).Name, err)
	}
	present := make([]bool, f.options.Bodies)
	for m := range min(len(present), clip.Bodies) {
		present[m] = clip.BodyShown(m)
	}
	return device.Clip{Positions: clip.X, Frames: clip.Frames, Bodies: clip.Bodies, Shown: shown, Present: present}, nil
}

// Preparation returns how a device makes the same batches as the feeder.
func (f *Feeder) Preparation() device.Preparation {
	o := f.options
	return device.Preparation{
		Window: o.Window, Bodies: o.Bodies, Normalised: o.Kind == UCLA, Train: o.Train, Seed: o.Seed, CropLow: o.CropLow, CropHigh: o.CropHigh, MaxAngle: o.MaxAngle,
		Planar: f.planar, Bones: o.Modality.HasBones(), Motion: o.Modality.HasMotion(),
	}
}
