package tfevents

import (
	"encoding/binary"
	"hash/crc32"
	"math/bits"
)

const (
	headerSize   = 8 + checksumSize // the length and its checksum
	checksumSize = 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum returns the masked CRC-32C of data. The mask keeps the checksum of data
// that hold checksums themselves from being weak.
func checksum(data []byte) uint32 {
	return bits.RotateLeft32(crc32.Checksum(data, castagnoli), -15) + 0xa282ead8
}

// appendRecord appends the record of an event.
func appendRecord(file, event []byte) []byte {
	header := binary.LittleEndian.AppendUint64(nil, uint64(len(event)))
	file = append(file, header...)
	file = binary.LittleEndian.AppendUint32(file, checksum(header))
	file = append(file, event...)
	return binary.LittleEndian.AppendUint32(file, checksum(event))
}
