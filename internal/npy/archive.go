package npy

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// maxExpansion is the most that deflate packs into a byte: 258 bytes in two bits.
const maxExpansion = 1032

// An Archive is a .npz file: arrays by name, in a zip archive, of any size. It is
// safe for concurrent use.
type Archive struct {
	data    io.ReaderAt
	size    int64
	entries map[string]*zip.File
	file    *os.File // nil if the archive was not opened by its path
}

// OpenArchive opens the .npz file at path.
func OpenArchive(path string) (*Archive, error) {
	file, size, err := open(path)
	if err != nil {
		return nil, err
	}
	archive, err := NewArchive(file, size)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	archive.file = file
	return archive, nil
}

// NewArchive returns the archive of size bytes that r holds.
func NewArchive(r io.ReaderAt, size int64) (*Archive, error) {
	directory, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // no path is ever followed
		return nil, &FormatError{
			Want: "a zip archive of arrays", Found: err.Error(),
			Hint: "numpy.savez writes one; the file is truncated, empty or something else",
		}
	}
	archive := &Archive{data: r, size: size, entries: map[string]*zip.File{}}
	for _, entry := range directory.File {
		name, isArray := strings.CutSuffix(entry.Name, ".npy")
		if !isArray {
			continue
		}
		if archive.entries[name] != nil {
			return nil, &FormatError{
				Place: "array " + excerpt(name), Want: "each name once", Found: "two entries",
				Hint: "write the archive again with numpy.savez",
			}
		}
		archive.entries[name] = entry
	}
	return archive, nil
}

// Names returns the names of the arrays, sorted.
func (z *Archive) Names() []string {
	names := make([]string, 0, len(z.entries))
	for name := range z.entries {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Array returns the array of a name. One that the archive does not have is a
// FormatError that lists those it has.
func (z *Archive) Array(name string) (*Array, error) {
	entry := z.entries[name]
	if entry == nil {
		return nil, &FormatError{
			Want: "an array " + name, Found: excerpt(strings.Join(z.Names(), ", ")),
			Hint: "the archive was made for something else, or by another program",
		}
	}
	array, err := z.array(entry)
	return array, locate(err, "array "+name)
}

func (z *Archive) array(entry *zip.File) (*Array, error) {
	packed, whole := entry.CompressedSize64, entry.UncompressedSize64
	offset, err := entry.DataOffset()
	if err != nil || offset > z.size || packed > uint64(z.size-offset) {
		return nil, &FormatError{
			Want: "an entry within the archive", Found: fmt.Sprintf("%d bytes at %d of %d", packed, offset, z.size),
			Hint: "the archive is truncated; fetch or write it again",
		}
	}
	switch {
	case entry.Flags&1 != 0:
		return nil, &FormatError{Want: "an entry that is not encrypted", Hint: "write the archive again with numpy.savez"}
	case entry.Method == zip.Store && packed == whole:
		return ReadArray(section(z.data, offset, int64(whole)), int64(whole))
	case entry.Method == zip.Deflate && whole/maxExpansion <= packed:
		return ReadArray(NewForward(int64(whole), entry.Open), int64(whole))
	}
	return nil, &FormatError{
		Want:  "an entry stored or deflated, of a size that its bytes can hold",
		Found: fmt.Sprintf("method %d, %d bytes that claim to hold %d", entry.Method, packed, whole),
		Hint:  "write the archive again with numpy.savez or numpy.savez_compressed",
	}
}

// Close closes the file of an archive that OpenArchive opened; its arrays can't be
// read any more.
func (z *Archive) Close() error {
	if z.file == nil {
		return nil
	}
	return z.file.Close()
}
