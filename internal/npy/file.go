package npy

import (
	"errors"
	"os"
)

// A File is a .npy file. It is safe for concurrent use.
type File struct {
	*Array
	file *os.File
}

// Open opens the .npy file at path.
func Open(path string) (*File, error) {
	file, size, err := open(path)
	if err != nil {
		return nil, err
	}
	array, err := ReadArray(file, size)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &File{array, file}, nil
}

// Close closes the file; the array can't be read any more.
func (f *File) Close() error { return f.file.Close() }

// open returns the file at path and its size.
func open(path string) (*os.File, int64, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	return file, info.Size(), nil
}
