package npy

import (
	"errors"
	"io"
	"sync"
)

// Forward reads at random what can only be read from its start, such as a
// compressed stream: forwards by skipping, backwards by starting again. What has
// been read to its end holds no stream. It is safe for concurrent use, one reader at
// a time.
type Forward struct {
	size  int64
	start func() (io.ReadCloser, error)

	mutex  sync.Mutex
	stream io.ReadCloser // nil before the first read, at the end and after an error
	at     int64
}

// NewForward returns what reads the first size bytes of the stream that start
// begins.
func NewForward(size int64, start func() (io.ReadCloser, error)) *Forward {
	return &Forward{size: size, start: start}
}

// ReadAt implements io.ReaderAt.
func (f *Forward) ReadAt(p []byte, offset int64) (int, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if offset < f.at {
		f.stop()
	}
	if f.stream == nil {
		stream, err := f.start()
		if err != nil {
			return 0, err
		}
		f.stream, f.at = stream, 0
	}
	skipped, err := io.CopyN(io.Discard, f.stream, offset-f.at)
	f.at += skipped
	n := 0
	if err == nil {
		n, err = io.ReadFull(f.stream, p)
		f.at += int64(n)
	}
	if err != nil || f.at >= f.size {
		err = errors.Join(err, f.stop())
	}
	return n, err
}

// stop closes the stream, if there is one.
func (f *Forward) stop() error {
	if f.stream == nil {
		return nil
	}
	stream := f.stream
	f.stream = nil
	return stream.Close()
}
