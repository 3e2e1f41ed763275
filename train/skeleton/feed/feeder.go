package feed

import (
	"errors"
	"fmt"

	"aeed/train/skeleton"
)

// A Feeder makes batches of a source's clips. It is safe for concurrent use.
type Feeder struct {
	source      skeleton.Source
	description skeleton.Description
	options     Options
	planar      bool // the clips are key points in the image
}

// New returns a feeder of source, which must stay open as long as the feeder is used.
// It returns an error if the options make no sense or do not suit the source.
func New(source skeleton.Source, options Options) (*Feeder, error) {
	if err := options.Check(); err != nil {
		return nil, fmt.Errorf("feed: %w", err)
	}
	d := source.Describe()
	if options.Bodies == 0 {
		options.Bodies = d.Bodies
	}
	planar := d.Channels == 2 || d.Graph.Equal(skeleton.OpenPose18()) || d.Graph.Equal(skeleton.COCO17())
	switch {
	case source.Len() == 0:
		return nil, errors.New("feed: the source has no clips")
	case options.Bodies == 0:
		return nil, errors.New("feed: the source says that its clips have no bodies")
	case d.Channels < 2:
		return nil, fmt.Errorf("feed: positions have %d coordinates: want at least 2", d.Channels)
	case options.Kind == UCLA && (planar || d.Channels != 3):
		return nil, fmt.Errorf("feed: the preparation %s needs positions in three dimensions; hint: %s suits every source", UCLA, NTU)
	}
	return &Feeder{source, d, options, planar}, nil
}

// Extents returns the shape of a prepared clip: C, T, V and M.
func (f *Feeder) Extents() (channels, frames, joints, bodies int) {
	return f.description.Channels, f.options.Window, f.description.Graph.Vertices(), f.options.Bodies
}

// A Batch is N prepared clips.
type Batch struct {
	X       []float32 // shape (N, C, T, V, M), the last index fastest
	Classes []int     // N
	Samples []int     // N: places in the source
	// Shown says for every clip which of its bodies are in it, shape (N, M). The
	// values of a body that is not are zero.
	Shown []bool
}
