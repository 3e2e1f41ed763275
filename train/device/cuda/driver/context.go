package driver

// A Context is a card in use. It belongs to one thread, and so to the functions that
// GPU.Do runs: a call from elsewhere fails. What is put on a stream runs in order, later
// than the call; errors of what runs appear in any later call. Handles are of the
// context that made them.
type Context interface {
	Memory
	Modules
	Streams
	Graphs
	// Launch puts a kernel on a stream. The arguments are read during the call, which
	// allocates nothing. It panics if they aren't as many or as large as the kernel's
	// parameters (drivers before CUDA 12.4 can't tell).
	Launch(on Stream, l *Launch) error
	// Synchronise waits for all streams.
	Synchronise() error
	// Release gives the context up; the driver frees what is left in it.
	Release() error
}
