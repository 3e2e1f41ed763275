package skeleton

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// A setWriter appends the clips of a source to a set that is being prepared.
type setWriter struct {
	src     Source
	dir     string
	options Preparation
	index   *os.File
	clips   *os.File
	lines   bytes.Buffer // of the index, for clips that may not be on disk yet
	numbers *bufio.Writer
	synced  int64 // the part of clips that is on disk, in numbers
	entries []entry
	offset  int64 // the end of clips, in numbers
	done    int   // clips of the source that are written or left out
	nobody  []string
	exclude map[string]bool
}

// A line of the index while preparing: what became of clip Source.
type indexLine struct {
	entry
	Source int  `json:"source"`
	Nobody bool `json:"nobody,omitempty"`
}

// openWriter starts or continues the set in dir.
func openWriter(src Source, dir string, p Preparation) (w *setWriter, err error) {
	if err := startPlan(dir, planOf(src, p.Exclude)); err != nil {
		return nil, err
	}
	w = &setWriter{src: src, dir: dir, options: p, exclude: map[string]bool{}}
	for _, name := range p.Exclude {
		w.exclude[name] = true
	}
	defer func() {
		if err != nil {
			w.close()
		}
	}()
	if w.index, err = os.OpenFile(filepath.Join(dir, indexFile), os.O_RDWR|os.O_CREATE, 0o644); err != nil {
		return nil, err
	}
	if w.clips, err = os.OpenFile(filepath.Join(dir, clipsFile), os.O_RDWR|os.O_CREATE, 0o644); err != nil {
		return nil, err
	}
	if err := w.recover(); err != nil {
		return nil, err
	}
	w.synced = w.offset
	w.numbers = bufio.NewWriterSize(w.clips, 1<<20)
	return w, nil
}

// recover keeps the clips whose index line and positions are both whole and cuts
// off what an interruption left of the next one.
func (w *setWriter) recover() error {
	content, err := io.ReadAll(w.index)
	if err != nil {
		return err
	}
	info, err := w.clips.Stat()
	if err != nil {
		return err
	}
	kept := 0
	for {
		end := bytes.IndexByte(content[kept:], '\n')
		if end < 0 {
			break
		}
		var line indexLine
		if json.Unmarshal(content[kept:kept+end], &line) != nil || !w.follows(line, info.Size()) {
			break
		}
		w.accept(line)
		kept += end + 1
	}
	if err := errors.Join(w.index.Truncate(int64(kept)), w.clips.Truncate(4*w.offset)); err != nil {
		return err
	}
	_, err = w.index.Seek(0, io.SeekEnd)
	_, err2 := w.clips.Seek(0, io.SeekEnd)
	return errors.Join(err, err2)
}

// follows tells whether a line can come next in a set whose positions take size
// bytes.
func (w *setWriter) follows(line indexLine, size int64) bool {
	return line.Source >= w.done && line.Source < w.src.Len() && line.Offset == w.offset &&
		line.Frames >= 0 && line.Bodies >= 0 && 4*(w.offset+w.numbersOf(line.entry)) <= size
}

func (w *setWriter) numbersOf(e entry) int64 {
	d := w.src.Describe()
	return int64(Size(d.Channels, e.Frames, d.Graph.Vertices(), e.Bodies))
}

func (w *setWriter) accept(line indexLine) {
	w.done = line.Source + 1
	if line.Nobody {
		w.nobody = append(w.nobody, line.Name)
		return
	}
	w.entries = append(w.entries, line.entry)
	w.offset += w.numbersOf(line.entry)
}

// copyClips reads what is left of the source, Workers clips at once, and writes it
// in order. It stops at the first error.
func (w *setWriter) copyClips(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	type result struct {
		clip Clip
		err  error
	}
	workers := max(1, w.options.Workers)
	pending := make(chan chan result, workers) // bounds the clips read ahead
	limit := make(chan struct{}, workers)
	var readers sync.WaitGroup
	defer readers.Wait()
	defer cancel()
	start := w.done
	readers.Go(func() { // among them, so that none begins once they are waited for
		defer close(pending)
		for i := start; i < w.src.Len() && ctx.Err() == nil; i++ {
			if w.exclude[w.src.Record(i).Name] {
				continue
			}
			read := make(chan result, 1)
			select {
			case pending <- read:
			case <-ctx.Done():
				return
			}
			limit <- struct{}{}
			readers.Go(func() {
				clip, err := w.src.Clip(i)
				read <- result{clip, err}
				<-limit
			})
		}
	})
	for i := start; i < w.src.Len(); i++ {
		name := w.src.Record(i).Name
		if !w.exclude[name] {
			read, open := <-pending
			if !open {
				return ctx.Err()
			}
			r := <-read
			if err := w.add(i, r.clip, r.err); err != nil {
				return err
			}
		}
		if w.options.Progress != nil {
			w.options.Progress(i+1, w.src.Len(), name)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// add writes clip i of the source, or notes that it shows nobody.
func (w *setWriter) add(i int, clip Clip, err error) error {
	record := w.src.Record(i)
	line := indexLine{entry: entry{Record: record, Offset: w.offset}, Source: i}
	if err != nil && !errors.Is(err, ErrNobody) {
		return err
	}
	if err == nil {
		if err := w.fits(clip); err != nil {
			return fmt.Errorf("clip %s: %w", record.Name, err)
		}
		clip = clip.Trim()
		line.Frames, line.Bodies = clip.Frames, clip.Bodies
	}
	line.Nobody = line.Frames == 0
	if err := writeFloats(w.numbers, clip.X); err != nil {
		return err
	}
	if err := json.NewEncoder(&w.lines).Encode(line); err != nil {
		return err
	}
	w.accept(line)
	if w.offset-w.synced >= syncEvery {
		return w.sync()
	}
	return nil
}

// syncEvery is how many numbers a killed process or a failing machine may lose: 8 MiB.
const syncEvery = 2 << 20

// sync brings everything so far to disk: the positions, then the lines that say
// where they are.
func (w *setWriter) sync() error {
	if err := errors.Join(w.numbers.Flush(), w.clips.Sync()); err != nil {
		return err
	}
	w.synced = w.offset
	if _, err := w.lines.WriteTo(w.index); err != nil {
		return err
	}
	return w.index.Sync()
}

func (w *setWriter) fits(clip Clip) error {
	d := w.src.Describe()
	switch {
	case clip.Channels != d.Channels || clip.Joints != d.Graph.Vertices() || clip.Bodies > d.Bodies:
		return fmt.Errorf("it has %d channels, %d joints and %d bodies; its source says %d, %d and at most %d",
			clip.Channels, clip.Joints, clip.Bodies, d.Channels, d.Graph.Vertices(), d.Bodies)
	case clip.Class < 0 || clip.Class >= len(d.Classes):
		return fmt.Errorf("its class is %d of %d", clip.Class, len(d.Classes))
	}
	return clip.Finite()
}

// writeFloats writes little-endian numbers.
func writeFloats(w *bufio.Writer, x []float32) error {
	for _, v := range x {
		bits := math.Float32bits(v)
		if _, err := w.Write([]byte{byte(bits), byte(bits >> 8), byte(bits >> 16), byte(bits >> 24)}); err != nil {
			return err
		}
	}
	return nil
}

// close brings everything so far to disk and closes the files.
func (w *setWriter) close() error {
	var errs []error
	if w.numbers != nil {
		errs = append(errs, w.sync())
	}
	for _, file := range []*os.File{w.clips, w.index} {
		if file != nil {
			errs = append(errs, file.Close())
		}
	}
	return errors.Join(errs...)
}

// excluded returns the names of the source that were left out on request, in order.
func (w *setWriter) excluded() []string {
	names := []string{}
	for i := range w.src.Len() {
		if name := w.src.Record(i).Name; w.exclude[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
