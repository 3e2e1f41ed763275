//go:build !unix

package skeleton

import (
	"encoding/binary"
	"math"
	"os"
)

// A mapping is a file of little-endian float32 in memory. Where files can't be
// mapped it is read as a whole.
type mapping struct{ numbers []float32 }

func mapFile(path string) (mapping, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return mapping{}, err
	}
	numbers := make([]float32, len(content)/4)
	for i := range numbers {
		numbers[i] = math.Float32frombits(binary.LittleEndian.Uint32(content[4*i:]))
	}
	return mapping{numbers}, nil
}

func (m *mapping) close() error {
	*m = mapping{}
	return nil
}
