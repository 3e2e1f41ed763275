package sweep

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aeed/sim"
)

// chunksOf returns the summaries of every chunk of a space.
func chunksOf(t testing.TB, space *Space) (chunks [][]sim.Summary) {
	t.Helper()
	walk := space.walk()
	for k := range space.chunks() {
		from, to := space.chunk(k)
		summaries, err := new(batch).compute(walk, from, to, 1)
		if err != nil {
			t.Fatal(err)
		}
		chunks = append(chunks, summaries)
	}
	return chunks
}

func smallSpace(t testing.TB) *Space {
	return mustSpace(t, "eta=0.1:1:0.1", "gamma=0.01:0.05:0.01", "classes=4", "epochs=12", "source=hill,by-size")
}

// Cut or spoilt at any byte, a journal goes on after its last whole chunk and
// ends as if nothing had happened.
func TestJournalMendsItself(t *testing.T) {
	space := smallSpace(t)
	chunks := chunksOf(t, space)
	path := filepath.Join(t.TempDir(), "journal")
	fill := func() int64 {
		j, err := openJournal(path, space)
		if err != nil {
			t.Fatal(err)
		}
		defer j.close()
		found := j.done
		for j.done < int64(len(chunks)) {
			if err := j.append(chunks[j.done]); err != nil {
				t.Fatal(err)
			}
		}
		for k, chunk := range chunks {
			read, err := j.read(int64(k))
			if err != nil {
				t.Fatal(err)
			}
			for i := range chunk {
				if !same(read[i], chunk[i]) {
					t.Fatalf("chunk %d: %+v, want %+v", k, read[i], chunk[i])
				}
			}
		}
		return found
	}
	fill()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	header := bytes.IndexByte(whole, '\n') + 1
	chunk := int(chunkBytes(int(space.size)))
	for at := 0; at < len(whole); at += 331 {
		whether := int64(max(0, at-header) / chunk) // chunks before the damage
		for name, content := range map[string][]byte{
			"cut":    whole[:at],
			"spoilt": append(append(append([]byte{}, whole[:at]...), whole[at]^1), whole[at+1:]...),
			"longer": append(append([]byte{}, whole[:at]...), bytes.Repeat([]byte{0}, 2*chunk)...),
		} {
			if err := os.WriteFile(path, content, 0o644); err != nil {
				t.Fatal(err)
			}
			// Zeros may be what stood there.
			if found := fill(); found < whether || found > whether+1 {
				t.Fatalf("%s at byte %d: %d chunks found, want %d", name, at, found, whether)
			}
			if again, _ := os.ReadFile(path); !bytes.Equal(again, whole) {
				t.Fatalf("%s at byte %d: another journal in the end", name, at)
			}
		}
	}
}

// The journal of another spec is not taken for this one's.
func TestJournalOfAnotherSpec(t *testing.T) {
	space := smallSpace(t)
	path := filepath.Join(t.TempDir(), "journal")
	j, err := openJournal(path, space)
	if err != nil {
		t.Fatal(err)
	}
	if err := j.append(chunksOf(t, space)[0]); err != nil {
		t.Fatal(err)
	}
	j.close()
	other, err := openJournal(path, mustSpace(t, "eta=0.1:1:0.1", "gamma=0.01:0.05:0.01", "classes=4", "epochs=12", "source=hill,by-size", "seed=2"))
	if err != nil {
		t.Fatal(err)
	}
	defer other.close()
	if other.done != 0 || other.size != int64(len(other.header)) {
		t.Errorf("%d chunks taken over", other.done)
	}
}

// A fragile storage fails in the middle of a write, and then to be cut.
type fragile struct {
	content                                []byte
	failRead, failWrite, failSync, failCut bool
}

var errFragile = errors.New("no space left")

func (f *fragile) ReadAt(p []byte, at int64) (int, error) {
	if f.failRead {
		return 0, errFragile
	}
	n := copy(p, f.content[min(at, int64(len(f.content))):])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *fragile) WriteAt(p []byte, at int64) (int, error) {
	if f.failWrite {
		p = p[:len(p)/2]
	}
	f.content = append(f.content[:at], p...)
	if f.failWrite {
		return len(p), errFragile
	}
	return len(p), nil
}

func (f *fragile) Sync() error {
	if f.failSync {
		return errFragile
	}
	return nil
}

func (f *fragile) Truncate(size int64) error {
	if f.failCut {
		return errFragile
	}
	f.content = f.content[:size]
	return nil
}

func (f *fragile) Close() error { return nil }

func TestJournalOnAFailingDisk(t *testing.T) {
	space := smallSpace(t)
	chunks := chunksOf(t, space)
	want := &fragile{}
	j, err := newJournal(want, "journal", space)
	for k := 0; err == nil && k < len(chunks); k++ {
		err = j.append(chunks[k])
	}
	if err != nil {
		t.Fatal(err)
	}
	for name, fail := range map[string]fragile{
		"write":         {failWrite: true},
		"sync":          {failSync: true},
		"write and cut": {failWrite: true, failCut: true},
	} {
		file := &fragile{}
		j, err := newJournal(file, "journal", space)
		if err != nil {
			t.Fatal(err)
		}
		for k := range chunks {
			if k%3 == 1 {
				file.failWrite, file.failSync, file.failCut = fail.failWrite, fail.failSync, fail.failCut
				for range 2 {
					if err := j.append(chunks[k]); !errors.Is(err, errFragile) || !strings.Contains(err.Error(), "hint: ") {
						t.Fatalf("%s: %v", name, err)
					}
				}
				file.failWrite, file.failSync, file.failCut = false, false, false
			}
			if err := j.append(chunks[k]); err != nil {
				t.Fatalf("%s: %v after the failure", name, err)
			}
		}
		if !bytes.Equal(file.content, want.content) {
			t.Errorf("%s: another journal after failures", name)
		}
	}
	for name, file := range map[string]*fragile{
		"read":  {failRead: true},
		"write": {failWrite: true},
		"cut":   {failCut: true},
	} {
		if _, err := newJournal(file, "journal", space); !errors.Is(err, errFragile) {
			t.Errorf("%s: %v at the beginning", name, err)
		}
	}
}
