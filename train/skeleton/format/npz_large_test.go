package format

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"aeed/internal/npy"
	"aeed/train/skeleton"
)

var large = flag.Bool("large", false, "read files of 4 GB, of which most is a hole, instead of 64 MB, and print the memory")

// largeRows returns how many clips of size bytes make a large file. The 4 GB are
// more than 32 bits count.
func largeRows(size int) int {
	if *large {
		return (1<<32)/size + 100
	}
	return 64e6 / size
}

// holes writes a file whose blocks of zeros take no place on disk.
type holes struct {
	file *os.File
	at   int64
}

func (h *holes) Write(p []byte) (int, error) {
	const block = 4096
	for rest := p; len(rest) > 0; {
		part := rest[:min(block, len(rest))]
		rest = rest[len(part):]
		if part[0] != 0 || !bytes.Equal(part[1:], part[:len(part)-1]) {
			if _, err := h.file.WriteAt(part, h.at); err != nil {
				return 0, err
			}
		}
		h.at += int64(len(part))
	}
	return len(p), nil
}

// largeFile makes a file of what write writes.
func largeFile(t *testing.T, path string, write func(w io.Writer) error) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	h := &holes{file: file}
	err = write(h)
	if err = errors.Join(err, file.Truncate(h.at), file.Close()); err != nil {
		t.Fatal(err)
	}
}

// readLarge reads all clips of a source, and holds what stays on the heap to what a few
// clips take and the names and places of all, and the heap with the garbage that waits
// for the collector, which says little about the reader, to four times that.
func readLarge(t *testing.T, open func(string) (skeleton.Source, error), path string, clips int) {
	t.Helper()
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	var before peakHeap
	runtime.GC()
	before.sample()
	peak, kept := before, before
	source := opened(t, open, path)
	peak.sample()
	atOpening := peak - before
	runtime.GC()
	var held runtime.MemStats
	runtime.ReadMemStats(&held)
	if source.Len() != clips {
		t.Fatalf("%d clips, want %d", source.Len(), clips)
	}
	for i := range clips {
		clip := clipOf(t, source, i)
		if clip.X[0] != float32(i%1000+1) {
			t.Fatalf("clip %d begins with %g", i, clip.X[0])
		}
		if i%50 == 0 {
			peak.sample()
			runtime.GC()
			kept.sample()
		}
	}
	bound := peakHeap(4<<20 + 2048*clips)
	if kept-before > bound {
		t.Errorf("%d bytes stay on the heap, at most %d are meant", kept-before, bound)
	}
	if peak-before > 4*bound {
		t.Errorf("the heap grew by %d bytes, at most %d are meant", peak-before, 4*bound)
	}
	if *large {
		t.Logf("%d clips: heap +%.1f MB at opening, +%.1f MB at most; %.1f MB held; process %s", clips, float64(atOpening)/1e6, float64(peak-before)/1e6, float64(held.HeapInuse-uint64(before))/1e6, highWater())
	}
}

// highWater returns the line of the most memory that the process had, on Linux.
func highWater() string {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmHWM") {
			return strings.Join(strings.Fields(line), " ")
		}
	}
	return "unknown"
}

// writeRows writes rows of size elements, zero but for the first, which tells them
// apart.
func writeRows(w *npy.Writer, rows, size int) error {
	row := make([]float32, size)
	for i := range rows {
		row[0] = float32(i%1000 + 1)
		if err := npy.Write(w, row); err != nil {
			return err
		}
	}
	return w.Close()
}

func TestLargeNPZ(t *testing.T) {
	const frames, columns = 300, 150
	rows := largeRows(4 * frames * columns)
	path := filepath.Join(t.TempDir(), "NTU120_CSub.npz")
	largeFile(t, path, func(w io.Writer) error {
		z := npy.NewArchiveWriter(w)
		for half, rows := range map[string]int{"train": rows, "test": 0} {
			x, err := z.Create("x_"+half, []int{rows, frames, columns}, npy.Float32)
			if err == nil {
				err = writeRows(x, rows, frames*columns)
			}
			if err != nil {
				return err
			}
			y, err := z.Create("y_"+half, []int{rows}, npy.Int64)
			if err == nil {
				err = errors.Join(npy.Write(y, make([]int64, rows)), y.Close())
			}
			if err != nil {
				return err
			}
		}
		return z.Close()
	})
	readLarge(t, OpenNPZ, path, rows)
}

func TestLargeKineticsNPY(t *testing.T) {
	const size = 3 * 300 * 18 * 2
	rows := largeRows(4 * size)
	folder := t.TempDir()
	var names []string
	for i := range rows {
		names = append(names, fmt.Sprintf("clip%d", i))
	}
	for half, rows := range map[string]int{"train": rows, "val": 0} {
		largeFile(t, filepath.Join(folder, half+"_data.npy"), func(w io.Writer) error {
			x, err := npy.NewWriter(w, []int{rows, 3, 300, 18, 2}, npy.Float32)
			if err != nil {
				return err
			}
			return writeRows(x, rows, size)
		})
		largeFile(t, filepath.Join(folder, half+"_label.pkl"), func(w io.Writer) error {
			_, err := io.WriteString(w, labelsOf(strings.Join(names[:rows], " "), make([]int, rows)...))
			return err
		})
	}
	readLarge(t, OpenKineticsNPY, folder, rows)
}

func TestLargePyskl(t *testing.T) {
	const bodies, frames, joints, coordinates = 2, 300, 25, 3
	const size = bodies * frames * joints * coordinates
	rows := largeRows(4 * size)
	path := filepath.Join(t.TempDir(), "ntu.pkl")
	zeros := strings.Repeat("\x00", 4*(size-1))
	largeFile(t, path, func(w io.Writer) error {
		if _, err := io.WriteString(w, "("+pickledText("split")+"}"+pickledText("annotations")+"("); err != nil {
			return err
		}
		for i := range rows {
			first := binary.LittleEndian.AppendUint32(nil, math.Float32bits(float32(i%1000+1)))
			fields := annotation(map[string]string{
				"frame_dir": pickledText(fmt.Sprintf("S001C001P%03dR001A%03d", i%999+1, i/999+1)), "label": pickledInt(i % 120), "total_frames": pickledInt(frames),
				"keypoint": pickledArray("f4", string(first)+zeros, bodies, frames, joints, coordinates),
			})
			if _, err := io.WriteString(w, fields); err != nil {
				return err
			}
		}
		_, err := io.WriteString(w, "ld.")
		return err
	})
	readLarge(t, OpenPyskl, path, rows)
}
