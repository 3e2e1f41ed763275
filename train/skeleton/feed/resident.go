package feed

import (
	"fmt"

	"aeed/train/device"
	"aeed/train/skeleton"
)

// Clips returns the clips of the source, for a device on which they lie. Their errors
// name the clip.
func (f *Feeder) Clips() device.Clips {
	return device.Clips{Count: f.source.Len(), Channels: f.description.Channels, Parents: f.description.Graph.Parent, Clip: func(place int) (device.Clip, error) {
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
		return device.Clip{Positions: clip.X, Frames: clip.Frames, Bodies: clip.Bodies, Shown: shown}, nil
	}}
}

// Preparation returns how a device makes the same batches as the feeder.
func (f *Feeder) Preparation() device.Preparation {
	o := f.options
	return device.Preparation{
		Window: o.Window, Bodies: o.Bodies, Normalised: o.Kind == UCLA, Train: o.Train, Seed: o.Seed, CropLow: o.CropLow, CropHigh: o.CropHigh, MaxAngle: o.MaxAngle,
		Planar: f.planar, Bones: o.Modality.HasBones(), Motion: o.Modality.HasMotion(),
	}
}

// Shown returns which of the bodies of a batch's clips each clip of the source has, of
// shape (N, M).
func (f *Feeder) Shown() ([]bool, error) {
	shown := make([]bool, 0, f.source.Len()*f.options.Bodies)
	for place := range f.source.Len() {
		clip, err := f.source.Clip(place)
		if err != nil {
			return nil, fmt.Errorf("feed: clip %q: %w", f.source.Record(place).Name, err)
		}
		for m := range f.options.Bodies {
			shown = append(shown, m < clip.Bodies && clip.BodyShown(m))
		}
	}
	return shown, nil
}
