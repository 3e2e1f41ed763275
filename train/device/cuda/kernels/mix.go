package kernels

// A Mix makes the mixed clips of a batch, shape (N, C, T, V, M), from what package
// mixing has drawn for it.
type Mix struct {
	X, Mixed Pointer
	Partner  Pointer // N, int32
	Ratio    Pointer // one, float64: λ, the share of the clip itself; of Blend
	Window   Pointer // two, int32: first frame and number of frames that are the partner's; of Cut
	JointCut Pointer // V bytes: 1 for the joints that are cut; 0 for all joints; of Cut

	Channels, Frames, Joints, Bodies int32
}

// Blend returns λ·x[i] + (1 − λ)·x[Partner[i]] for n clips: Mixup, CS-Mix, Remix.
func (m Mix) Blend(n int) Launch { return newLaunch("mix_blend", m.grid(n), line, m) }

// Cut returns, for n clips, each with a window of its partner: CutMix.
func (m Mix) Cut(n int) Launch { return newLaunch("mix_cut", m.grid(n), line, m) }

func (m Mix) grid(n int) [3]uint32 {
	return ofClips(m.Channels*m.Frames*m.Joints*m.Bodies, int32(n))
}

// ofClips is the grid of a kernel that takes n clips of so many numbers.
func ofClips(size, n int32) [3]uint32 {
	return [3]uint32{tiles(int(size), int(line[0])), uint32(n), 1}
}
