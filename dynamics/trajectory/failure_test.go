package trajectory

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
)

// faultyStorage is a file whose next calls fail, a write after half its bytes.
type faultyStorage struct {
	*os.File
	write, sync, truncate error
}

func (s *faultyStorage) WriteAt(p []byte, off int64) (int, error) {
	if s.write == nil {
		return s.File.WriteAt(p, off)
	}
	n, _ := s.File.WriteAt(p[:len(p)/2], off)
	return n, s.write
}

func (s *faultyStorage) Sync() error {
	if s.sync == nil {
		return s.File.Sync()
	}
	return s.sync
}

func (s *faultyStorage) Truncate(size int64) error {
	if s.truncate == nil {
		return s.File.Truncate(size)
	}
	return s.truncate
}

func TestAppendUndoesFailedWrites(t *testing.T) {
	header, epochs := simulate(3, 2)
	first, whole := encode(t, header, epochs[:1]), encode(t, header, epochs)
	full, unsynced, stuck := errors.New("disk full"), errors.New("not synced"), errors.New("stuck")
	for _, failure := range []struct {
		name    string
		storage faultyStorage
		left    int // bytes in the file after the failure
		want    string
	}{
		{"write", faultyStorage{write: full}, len(first), "disk full"},
		{"sync", faultyStorage{sync: unsynced}, len(first), "not synced"},
		{"write, then truncate", faultyStorage{write: full, truncate: stuck}, len(first) + (len(whole)-len(first))/2, "disk full, and then stuck"},
		{"sync, then truncate", faultyStorage{sync: unsynced, truncate: stuck}, len(whole), "not synced, and then stuck"},
	} {
		path := inFolder(t, "run.jsonl")
		w := mustCreate(t, path, header, epochs[:1])
		storage := failure.storage
		storage.File = w.file.(*os.File)
		w.file = &storage

		err := w.Append(epochs[1])
		wantError(t, err, "trajectory: can't append epoch 1 to "+path+": "+failure.want+"; hint: check the space and the rights on the disk; whole epochs are safe")
		if content := mustRead(t, path); len(content) != failure.left || !bytes.HasPrefix(content, first) {
			t.Errorf("%s: %d bytes left, want %d", failure.name, len(content), failure.left)
		}
		if storage.truncate != nil {
			if err := w.Append(epochs[1]); !errors.Is(err, stuck) {
				t.Errorf("%s: appended behind what can't be cut off: %v", failure.name, err)
			}
		}
		storage.write, storage.sync, storage.truncate = nil, nil, nil
		if err := w.Append(epochs[1]); err != nil {
			t.Errorf("%s: the writer is not usable any more: %v", failure.name, err)
		}
		if !bytes.Equal(mustRead(t, path), whole) {
			t.Errorf("%s: another file after the failure", failure.name)
		}
	}
}

func TestResumeFailsOnAReadOnlyFile(t *testing.T) {
	header, epochs := simulate(2, 1)
	path := inFolder(t, "run.jsonl")
	mustCreate(t, path, header, epochs)
	file, err := os.Open(path) // not for writing
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	line, _ := header.line()
	w := newWriter(file, path, &header)
	if err := w.resume(file, line, &header); err == nil || !strings.HasPrefix(err.Error(), "trajectory: can't resume "+path+": ") {
		t.Errorf("resumed a file that can't be written: %v", err)
	}
	header.Seed = new(uint64(12345678901234567890)) // a longer header, of which the file has no prefix
	if err := w.resume(file, line[:0], &header); err == nil {
		t.Error("resumed with another header")
	}
	torn := inFolder(t, "torn.jsonl")
	mustWrite(t, torn, line[:10])
	file, err = os.Open(torn)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	w = newWriter(file, torn, &header)
	if err := w.resume(file, line, &header); err == nil || !strings.HasPrefix(err.Error(), "trajectory: can't begin "+torn+": ") {
		t.Errorf("began a file that can't be written: %v", err)
	}
}
