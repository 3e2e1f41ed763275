package feed

import (
	"fmt"

	"aeed/internal/philox"
	"aeed/train/skeleton"
)

// A preparer turns clips of a source into prepared ones. Each goroutine has its own.
type preparer struct {
	*Feeder
	frames []int // those drawn, for UCLA
}

// prepare makes out a view of the clip at place i, taken modulo the length of the
// source, and fills shown with the bodies that are in it.
func (p *preparer) prepare(out *skeleton.Clip, shown []bool, epoch, i int) error {
	clip, err := p.source.Clip(i % p.source.Len())
	if err == nil {
		err = p.fits(&clip)
	}
	if err == nil {
		err = p.show(out, &clip, epoch, i)
	}
	if err != nil {
		return fmt.Errorf("feed: clip %q: %w", p.source.Record(i%p.source.Len()).Name, err)
	}
	out.Record = clip.Record
	for m := range shown {
		shown[m] = out.BodyShown(m)
	}
	p.options.Modality.Apply(out, p.description.Graph)
	return nil
}

// fits returns an error if the clip is not what its source says.
func (f *Feeder) fits(clip *skeleton.Clip) error {
	switch d := f.description; {
	case clip.Channels != d.Channels || clip.Joints != d.Graph.Vertices():
		return fmt.Errorf("it has %d coordinates of %d joints, its source says %d of %d", clip.Channels, clip.Joints, d.Channels, d.Graph.Vertices())
	case clip.Class < 0 || clip.Class >= len(d.Classes):
		return fmt.Errorf("its class is %d, its source has %d classes", clip.Class, len(d.Classes))
	}
	return nil
}

// show fills out with the positions of a view of clip.
func (p *preparer) show(out, clip *skeleton.Clip, epoch, i int) error {
	shown := shownFrames(clip, out.Bodies)
	if shown == 0 {
		return skeleton.ErrNobody
	}
	clear(out.X)
	o := &p.options
	random := philox.NewStream(o.Seed, philox.Augmentation, uint32(epoch), uint32(i))
	turn := identity
	if o.Train {
		turn = o.view(p.planar, random)
	}
	switch o.Kind {
	case NTU:
		start, length := o.crop(shown, random)
		resize(out, clip, start, length)
		if o.Train {
			rotate(out, turn)
		}
	case UCLA:
		o.draw(p.frames, shown, random)
		normalise(out, clip, p.frames, shown, turn)
	}
	return nil
}

// shownFrames returns the number of frames that show one of the first bodies.
func shownFrames(clip *skeleton.Clip, bodies int) int {
	shown := 0
	for t := range clip.Frames {
		for m := range min(bodies, clip.Bodies) {
			if present(clip, t, m) {
				shown++
				break
			}
		}
	}
	return shown
}

// present tells whether frame t shows body m.
func present(clip *skeleton.Clip, t, m int) bool {
	row := clip.Joints * clip.Bodies
	for c := range clip.Channels {
		start := clip.Index(c, t, 0, 0)
		for v := m; v < row; v += clip.Bodies {
			if clip.X[start+v] != 0 {
				return true
			}
		}
	}
	return false
}
