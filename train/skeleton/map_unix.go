//go:build unix

package skeleton

import (
	"errors"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A mapping is a file of little-endian float32 in memory, read-only.
type mapping struct {
	numbers []float32
	bytes   []byte
}

func mapFile(path string) (mapping, error) {
	if !littleEndian() {
		return mapping{}, errors.New("prepared sets need a little-endian machine; hint: amd64 and arm64 are")
	}
	file, err := os.Open(path)
	if err != nil {
		return mapping{}, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || info.Size() < 4 {
		return mapping{}, err
	}
	bytes, err := unix.Mmap(int(file.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return mapping{}, &os.PathError{Op: "mmap", Path: path, Err: err}
	}
	return mapping{unsafe.Slice((*float32)(unsafe.Pointer(&bytes[0])), len(bytes)/4), bytes}, nil
}

func (m *mapping) close() error {
	if m.bytes == nil {
		return nil
	}
	bytes := m.bytes
	*m = mapping{}
	return unix.Munmap(bytes)
}

func littleEndian() bool {
	one := uint16(1)
	return *(*byte)(unsafe.Pointer(&one)) == 1
}
