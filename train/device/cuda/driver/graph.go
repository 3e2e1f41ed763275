package driver

// A Graph is work that was captured, to be launched as a whole.
type Graph uintptr

// Graphs turns many launches into one.
type Graphs interface {
	// BeginCapture makes a stream keep what is put on it, kernels with the arguments
	// that they have now, instead of running it. Until EndCapture nothing may wait for
	// a stream, or allocate or free memory: that fails, and so does the capture.
	BeginCapture(s Stream) error
	// EndCapture returns what was put on a stream since BeginCapture.
	EndCapture(s Stream) (Graph, error)
	// LaunchGraph puts all of a graph on a stream. Kernels and copies have the addresses
	// that they were captured with; what lies there may be other than it was.
	LaunchGraph(on Stream, g Graph) error
	DestroyGraph(g Graph) error
}
