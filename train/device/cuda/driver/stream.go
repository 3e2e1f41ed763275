package driver

import "time"

// A Stream is a queue of work of a card; the zero value is CUDA's default one.
type Stream uintptr

// An Event marks a place in a stream.
type Event uintptr

// streamNonBlocking makes a stream that doesn't wait for the default one,
// CU_STREAM_NON_BLOCKING.
const streamNonBlocking = 1

// Streams is the order of what a context does.
type Streams interface {
	// NewStream returns a stream that doesn't wait for the default one.
	NewStream() (Stream, error)
	// SynchroniseStream waits until all that is on a stream has run.
	SynchroniseStream(s Stream) error
	DestroyStream(s Stream) error
	NewEvent() (Event, error)
	// Record puts an event on a stream, in place of where it was before.
	Record(on Stream, e Event) error
	// Wait has what is put on a stream from now on wait until an event, where it has
	// been recorded last, has passed.
	Wait(on Stream, e Event) error
	// Elapsed returns the time from one event to another, both of which must have
	// passed, to about a microsecond.
	Elapsed(from, to Event) (time.Duration, error)
	DestroyEvent(e Event) error
}
