package skeleton

import "errors"

// A Source gives clips by their place, from 0 to Len()−1: a file in one of the
// formats that people have, a prepared set, or a generator of synthetic motion. It
// is safe for concurrent use.
type Source interface {
	// Describe says what the clips have in common.
	Describe() Description
	// Len returns the number of clips.
	Len() int
	// Record says what clip i is, without reading its motion.
	Record(i int) Record
	// Clip reads clip i. The caller must not change its X. An error that is
	// ErrNobody says that the file is sound but shows no body.
	Clip(i int) (Clip, error)
	// Splits returns the ways to divide the clips that the source knows.
	Splits() []Split
	// Close releases the files of the source.
	Close() error
}

// ErrNobody is the error of a clip that shows no body in any frame.
var ErrNobody = errors.New("no body in any frame")

// A Description is what all clips of a source have in common.
type Description struct {
	Format   string   // "ntu", "npz", "pyskl", …
	Graph    Graph    // of the joints
	Channels int      // of every clip
	Bodies   int      // at most, in a clip
	Classes  []string // their names; the class is the index
}

// A Split divides clips, or some of them, into those to train with and those to
// test on.
type Split struct {
	Name        string // "xsub", "xview", …: a file name without a separator
	Train, Test []string
}
