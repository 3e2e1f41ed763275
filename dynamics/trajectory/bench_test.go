package trajectory

import (
	"bytes"
	"io"
	"os"
	"testing"
)

const benchClasses = 400

// memoryStorage is a file without a disk under it.
type memoryStorage struct{ size int64 }

func (s *memoryStorage) WriteAt(p []byte, off int64) (int, error) {
	s.size = off + int64(len(p))
	return len(p), nil
}
func (s *memoryStorage) Truncate(size int64) error { s.size = size; return nil }
func (s *memoryStorage) Sync() error               { return nil }
func (s *memoryStorage) Close() error              { return nil }

func benchmarkAppend(b *testing.B, w *Writer, epochs []Epoch) {
	b.ReportAllocs()
	for number := 0; b.Loop(); number++ {
		if err := w.Append(Epoch{Number: number, Classes: epochs[number%len(epochs)].Classes}); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(w.size / int64(w.next))
}

func BenchmarkAppend(b *testing.B) {
	header, epochs := simulate(benchClasses, 8)
	w := newWriter(&memoryStorage{}, "memory", &header)
	benchmarkAppend(b, w, epochs)
}

// BenchmarkAppendSynced includes the write and the sync of the folder for
// temporary files.
func BenchmarkAppendSynced(b *testing.B) {
	header, epochs := simulate(benchClasses, 8)
	benchmarkAppend(b, mustCreate(b, inFolder(b, "run.jsonl"), header, nil), epochs)
}

func BenchmarkRead(b *testing.B) {
	const count = 50
	header, epochs := simulate(benchClasses, count)
	file := encode(b, header, epochs)
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		r, err := NewReader("memory", bytes.NewReader(file))
		if err != nil {
			b.Fatal(err)
		}
		for err == nil {
			_, err = r.Next()
		}
		if err != io.EOF {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/count, "ns/epoch")
}

func BenchmarkReadParquet(b *testing.B) {
	const count = 50
	header, epochs := simulate(benchClasses, count)
	path := inFolder(b, "run.parquet")
	if err := WriteParquet(path, header, epochs); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := ReadParquet(path); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/count, "ns/epoch")
}
