package kernels

import "unsafe"

// A StoredClip is how a clip of a data set that lies on the device is described there.
// Its positions have shape (C, T, V, M), the last index fastest.
type StoredClip struct {
	At             int64 // of its first number, counted in float32 from Batch.Data
	Frames, Bodies int32 // T and M
	Shown          int32 // frames that show one of the bodies that batches have, at least 1
	Label          int32
}

// StoredBytes returns descriptions as they lie in memory, for a copy to the device.
func StoredBytes(clips []StoredClip) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(clips))), len(clips)*int(unsafe.Sizeof(StoredClip{})))
}

// View is what a clip of a batch needs on the device between Views and Batch: it is
// for them alone.
type View struct {
	Rotation      [3][3]float64
	Start, Length int32
}

// SizeOfView is the bytes of a View.
const SizeOfView = int(unsafe.Sizeof(View{}))

// Views draws what is random in the views of the clips of a batch, as package feed
// does for its preparation NTU: the same draws of Philox for the same seed, epoch and
// place.
type Views struct {
	Stored Pointer // StoredCount of StoredClip
	Place  Pointer // Clips, int32: places as feed.Epoch takes them
	Epoch  Pointer // one, uint32
	Views  Pointer // out: Clips of View
	Labels Pointer // out: Clips, int32

	Seed                             uint64
	CropLow, CropHigh, GreatestAngle float64 // of feed.Options
	Clips, StoredCount, Window       int32
	Planar                           int32 // 1: the clips are key points in the image
	Train                            int32 // 0: the middle of each clip, not turned
}

// Launch returns the drawing.
func (v Views) Launch() Launch {
	return newLaunch("draw_views", [3]uint32{tiles(int(v.Clips), 64), 1, 1}, [3]uint32{64, 1, 1}, v)
}

// A Batch makes the clips of a batch, shape (N, C, T, V, M), from their views. It
// rounds where package feed rounds; sines and cosines may differ in their last bit.
type Batch struct {
	Data, Stored Pointer // of the data set: positions, and StoredCount of StoredClip
	Place, Views Pointer // as in Views
	Parent       Pointer // V, int32: of each joint; 0 for positions instead of bones
	X            Pointer // out

	Clips, StoredCount, Channels, Window, Joints, Bodies int32 // N, …, C, T, V, M
	Motion                                               int32 // 1: changes from frame to frame
}

// Launch returns the making.
func (b Batch) Launch() Launch {
	return newLaunch("make_batch", ofClips(b.Channels*b.Window*b.Joints*b.Bodies, b.Clips), line, b)
}

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
