package sweep

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"

	"aeed/internal/wholefile"
	"aeed/sim"
)

// A journal holds the summaries of a shard's chunks until all are computed: a
// line that names the spec, then for each chunk in order its summaries and their
// checksum. Chunks are on disk when append returns; what a kill or a power cut
// leaves behind the last whole one is cut off.
type journal struct {
	file   storage
	path   string
	space  *Space
	header []byte
	done   int64 // whole chunks
	size   int64 // their bytes, with the header
	dirty  bool  // whether the file may hold more
	buffer []byte
}

// storage is what a journal needs of an *os.File.
type storage interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	Truncate(size int64) error
	Sync() error
}

// recordBytes is the length of a summary: all numbers and the theorems.
var recordBytes = 8*len(columns) + 1

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// openJournal goes on with the journal at path, or begins it.
func openJournal(path string, space *Space) (*journal, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, diskError("open", path, err)
	}
	j, err := newJournal(file, path, space)
	if err == nil {
		err = wholefile.SyncFolder(path)
	}
	if err != nil {
		file.Close()
		return nil, diskError("open", path, err)
	}
	return j, nil
}

func newJournal(file storage, path string, space *Space) (*journal, error) {
	spec := sha256.Sum256(space.spec.YAML())
	j := &journal{file: file, path: path, space: space, header: fmt.Appendf(nil, "aeed-sweep-journal/1 %x\n", spec), dirty: true}
	found := make([]byte, len(j.header))
	if _, err := file.ReadAt(found, 0); err != nil && err != io.EOF {
		return nil, err
	}
	if !bytes.Equal(found, j.header) { // new, torn, or of another spec
		return j, j.write(j.header)
	}
	j.size = int64(len(j.header))
	chunks := space.spec.shard.chunks(space.chunks())
	for j.done < chunks {
		summaries, err := j.read(j.done)
		if errors.Is(err, errTorn) {
			break
		}
		if err != nil {
			return nil, err
		}
		j.done, j.size = j.done+1, j.size+chunkBytes(len(summaries))
	}
	return j, j.cut()
}

func chunkBytes(points int) int64 { return int64(points*recordBytes + crc32.Size) }

// append writes the next chunk and syncs. After an error the journal ends with
// the last whole chunk.
func (j *journal) append(summaries []sim.Summary) error {
	j.buffer = j.buffer[:0]
	for i := range summaries {
		for c := range columns {
			j.buffer = binary.LittleEndian.AppendUint64(j.buffer, math.Float64bits(columns[c].get(&summaries[i])))
		}
		j.buffer = append(j.buffer, byte(summaries[i].Applies))
	}
	j.buffer = binary.LittleEndian.AppendUint32(j.buffer, crc32.Checksum(j.buffer, castagnoli))
	if err := j.write(j.buffer); err != nil {
		return diskError("append to", j.path, err)
	}
	j.done++
	return nil
}

var errTorn = errors.New("torn chunk")

// read returns the summaries of the shard's k-th chunk.
func (j *journal) read(k int64) ([]sim.Summary, error) {
	from, to := j.space.chunk(j.space.spec.shard.chunk(k))
	data := make([]byte, chunkBytes(int(to-from)))
	// All chunks before are full ones.
	offset := int64(len(j.header)) + k*chunkBytes(int(j.space.size))
	if _, err := j.file.ReadAt(data, offset); err == io.EOF {
		return nil, errTorn
	} else if err != nil {
		return nil, err
	}
	records, sum := data[:len(data)-crc32.Size], data[len(data)-crc32.Size:]
	if crc32.Checksum(records, castagnoli) != binary.LittleEndian.Uint32(sum) {
		return nil, errTorn
	}
	summaries := make([]sim.Summary, to-from)
	for i := range summaries {
		record := records[i*recordBytes:]
		for c := range columns {
			columns[c].set(&summaries[i], math.Float64frombits(binary.LittleEndian.Uint64(record[8*c:])))
		}
		summaries[i].Applies = sim.Theorems(record[recordBytes-1])
	}
	return summaries, nil
}

// write appends data and syncs, or leaves the file as it was: cut back now if
// that is possible, else before the next write.
func (j *journal) write(data []byte) error {
	if err := j.cut(); err != nil {
		return err
	}
	j.dirty = true
	_, err := j.file.WriteAt(data, j.size)
	if err == nil {
		err = j.file.Sync()
	}
	if err != nil {
		return errors.Join(err, j.cut())
	}
	j.size += int64(len(data))
	j.dirty = false
	return nil
}

// cut removes what stands after the last whole chunk.
func (j *journal) cut() error {
	if !j.dirty {
		return nil
	}
	if err := j.file.Truncate(j.size); err != nil {
		return err
	}
	j.dirty = false
	return nil
}

// close closes the file; nothing is lost without it.
func (j *journal) close() error { return j.file.Close() }
