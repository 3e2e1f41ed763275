package format

import (
	"io"
	"os"

	"aeed/train/skeleton"
)

// sizedFile is a file that is read at random, with its size.
type sizedFile struct {
	io.ReaderAt
	io.Closer
	path string
	size int64
}

// openSized opens a regular file.
func openSized(path string) (sizedFile, error) {
	info, err := os.Stat(path)
	if err != nil {
		return sizedFile{}, err
	}
	if !info.Mode().IsRegular() { // opening a pipe could wait for ever
		return sizedFile{}, &skeleton.FormatError{File: path, Want: "a file", Found: info.Mode().Type().String(), Hint: "name the file itself"}
	}
	file, err := os.Open(path)
	if err != nil {
		return sizedFile{}, err
	}
	return sizedFile{file, file, path, info.Size()}, nil
}
