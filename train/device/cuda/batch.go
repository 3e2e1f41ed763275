package cuda

import (
	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/kernels"
)

// A batch is where the clips of a step are made, and how.
type batch struct {
	x     kernels.Pointer // (N, C, T, V, M)
	views kernels.Views
	clips kernels.Batch
	mixes kernels.Mix
	cut   bool
	n     int
}

// newBatch gives the batch of a replay its memory. What is random in it follows from the
// row at current.
func (s *state) newBatch(c driver.Context, err *error, r *replay, current driver.Pointer) *batch {
	p, set, n := r.preparation, s.residents, r.program.Clips
	size := set.channels * p.Window * set.joints * p.Bodies
	views := allocation(s, c, err, n*kernels.SizeOfView/4)
	x := kernels.Pointer(allocation(s, c, err, n*size))
	in := func(word int) kernels.Pointer { return kernels.Pointer(current) + kernels.Pointer(4*word) }
	b := &batch{x: x, n: n, cut: r.cut}
	b.views = kernels.Views{
		Stored: kernels.Pointer(set.stored), Place: in(r.row.places), Epoch: in(r.row.epoch), Views: kernels.Pointer(views),
		Seed: p.Seed, CropLow: p.CropLow, CropHigh: p.CropHigh, GreatestAngle: p.MaxAngle,
		Clips: int32(n), StoredCount: int32(len(set.loaded)), Window: int32(p.Window), Planar: boolean(p.Planar), Train: boolean(p.Train),
	}
	if p.Normalised {
		b.views.Preparation, b.views.Frames = kernels.UCLA, kernels.Pointer(allocation(s, c, err, n*p.Window))
	}
	b.clips = kernels.Batch{
		Data: kernels.Pointer(set.data), Stored: kernels.Pointer(set.stored), Place: in(r.row.places), Views: kernels.Pointer(views), X: x,
		Clips: int32(n), StoredCount: int32(len(set.loaded)), Channels: int32(set.channels), Window: int32(p.Window),
		Joints: int32(set.joints), Bodies: int32(p.Bodies), Motion: boolean(p.Motion),
		Frames: b.views.Frames, Preparation: b.views.Preparation,
	}
	if p.Bones {
		b.clips.Parent = kernels.Pointer(set.parents)
	}
	if r.mixed {
		b.mixes = kernels.Mix{
			X: x, Mixed: kernels.Pointer(allocation(s, c, err, n*size)), Partner: in(r.row.partner), Ratio: in(r.row.ratio),
			Window: in(r.row.window), JointCut: in(r.row.cut),
			Channels: int32(set.channels), Frames: int32(p.Window), Joints: int32(set.joints), Bodies: int32(p.Bodies),
		}
	}
	return b
}

// make returns what makes the clips.
func (b *batch) make() []kernels.Launch {
	if b.clips.Preparation == kernels.UCLA {
		return []kernels.Launch{b.views.Launch(), b.clips.Ranges(), b.clips.Launch()}
	}
	return []kernels.Launch{b.views.Launch(), b.clips.Launch()}
}

// mix returns what mixes them.
func (b *batch) mix() kernels.Launch {
	if b.cut {
		return b.mixes.Cut(b.n)
	}
	return b.mixes.Blend(b.n)
}

// boolean is how kernels take a bool.
func boolean(b bool) int32 {
	if b {
		return 1
	}
	return 0
}
