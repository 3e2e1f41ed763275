package kernels

import "unsafe"

// A Preparation is a way of package feed to bring a clip to a window of frames.
type Preparation int32

// The preparations.
const (
	NTU  Preparation = iota // a stretched share of the frames
	UCLA                    // some of the frames, each coordinate mapped to [−1, 1]; three coordinates, not planar
)

// A StoredClip is how a clip of a data set that lies on the device is described there.
// Its positions have shape (C, T, V, M), the last index fastest.
type StoredClip struct {
	At             int64 // of its first number, counted in float32 from Batch.Data
	Frames, Bodies int32 // T and M
	Shown          int32 // frames that show one of the bodies that batches have, at least 1

	_ int32
}

// StoredBytes returns descriptions as they lie in memory, for a copy to the device.
func StoredBytes(clips []StoredClip) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(clips))), len(clips)*int(unsafe.Sizeof(StoredClip{})))
}

// View is what a clip of a batch needs on the device between Views and Batch: it is
// for them alone.
type View struct {
	Rotation      [3][3]float64
	Low, High     [3]float64
	Start, Length int32
}

// SizeOfView is the bytes of a View.
const SizeOfView = int(unsafe.Sizeof(View{}))

// Views draws what is random in the views of the clips of a batch, as package feed
// does: the same draws of Philox for the same seed, epoch and place.
type Views struct {
	Stored Pointer // StoredCount of StoredClip
	Place  Pointer // Clips, int32: places as feed.Epoch takes them
	Epoch  Pointer // one, uint32
	Views  Pointer // out: Clips of View
	Frames Pointer // out: shape (Clips, Window), int32: the frames that UCLA takes; 0 for NTU

	Seed                             uint64
	CropLow, CropHigh, GreatestAngle float64 // of feed.Options
	Clips, StoredCount, Window       int32
	Preparation                      Preparation
	Planar                           int32 // 1: the clips are key points in the image
	Train                            int32 // 0: the same view of each clip always, not turned
}

// Launch returns the drawing.
func (v Views) Launch() Launch {
	return newLaunch("draw_views", [3]uint32{tiles(int(v.Clips), 64), 1, 1}, [3]uint32{64, 1, 1}, v)
}

// A Batch makes the clips of a batch, shape (N, C, T, V, M), from their views. It
// rounds where package feed rounds; sines and cosines may differ in their last bit.
// UCLA needs the launch of Ranges before that of Launch, NTU the latter alone.
type Batch struct {
	Data, Stored         Pointer // of the data set: positions, and StoredCount of StoredClip
	Place, Views, Frames Pointer // as in Views
	Parent               Pointer // V, int32: of each joint; 0 for positions instead of bones
	X                    Pointer // out

	Clips, StoredCount, Channels, Window, Joints, Bodies int32 // N, …, C, T, V, M
	Motion                                               int32 // 1: changes from frame to frame
	Preparation                                          Preparation
}

// Ranges returns the measuring of what the turned positions of each clip span, which
// goes into its View.
func (b Batch) Ranges() Launch {
	return newLaunch("measure_ranges", [3]uint32{uint32(b.Clips), 1, 1}, line, b)
}

// Launch returns the making.
func (b Batch) Launch() Launch {
	return newLaunch("make_batch", ofClips(b.Channels*b.Window*b.Joints*b.Bodies, b.Clips), line, b)
}
