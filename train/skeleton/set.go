package skeleton

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
)

// A Set is a prepared set on disk. Its positions are mapped into memory: a clip
// costs nothing to get, and the memory of those in use is the operating system's to
// keep or drop. Besides them a set holds its index, some 200 bytes a clip.
type Set struct {
	manifest Manifest
	graph    Graph
	entries  []entry
	splits   []Split
	mapped   mapping
}

// IsSet tells whether dir holds a prepared set, finished or not.
func IsSet(dir string) bool {
	for _, name := range []string{manifestFile, planFile} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

// OpenSet opens the prepared set in dir. It checks that the files belong together,
// by counts and sizes; Verify checks their content.
func OpenSet(dir string) (*Set, error) {
	s := &Set{}
	content, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, unfinished(dir)
	}
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, manifestFile)
	if err := json.Unmarshal(content, &s.manifest); err != nil {
		return nil, &FormatError{path, "", "the manifest of a prepared set", err.Error(), "prepare the set again"}
	}
	if s.manifest.Format != manifestFormat {
		return nil, &FormatError{path, "format", manifestFormat, fmt.Sprintf("%q", s.manifest.Format), "prepare the set again with this version"}
	}
	if s.graph, err = LoadGraph(filepath.Join(dir, graphFileOf)); err != nil {
		return nil, err
	}
	if err := describable(s.Describe()); err != nil {
		return nil, fmt.Errorf("%s: %w; hint: prepare the set again", path, err)
	}
	if err := s.readIndex(filepath.Join(dir, indexFile)); err != nil {
		return nil, err
	}
	if s.splits, err = s.knownSplits(dir); err != nil {
		return nil, err
	}
	return s, s.open(filepath.Join(dir, clipsFile))
}

func unfinished(dir string) error {
	path := filepath.Join(dir, manifestFile)
	if _, err := os.Stat(filepath.Join(dir, planFile)); err == nil {
		return &FormatError{path, "", "a finished set", "one that was interrupted", "prepare it again with the same options, which continues it"}
	}
	return &FormatError{path, "", "a prepared set", "no such file", "aeed data prepare or aeed data synth make one"}
}

// readIndex reads the entries, which must follow one another without gaps.
func (s *Set) readIndex(path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	s.entries = make([]entry, 0, bytes.Count(content, []byte("\n")))
	lines := bufio.NewScanner(bytes.NewReader(content))
	lines.Buffer(nil, 1<<20)
	var end int64
	for number := 1; lines.Scan(); number++ {
		var line indexLine
		wrong := func(found string) error {
			return &FormatError{path, fmt.Sprintf("line %d", number), "the entry of a clip", found, "prepare the set again"}
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return wrong(err.Error())
		}
		if line.Nobody {
			continue
		}
		switch {
		case line.Class < 0 || line.Class >= len(s.manifest.Classes):
			return wrong(fmt.Sprintf("class %d of %d", line.Class, len(s.manifest.Classes)))
		case line.Frames < 1 || line.Bodies < 1 || line.Bodies > s.manifest.Bodies || line.Frames > math.MaxInt32:
			return wrong(fmt.Sprintf("%d frames of %d bodies", line.Frames, line.Bodies))
		case line.Offset != end:
			return wrong(fmt.Sprintf("positions from %d where %d come next", line.Offset, end))
		}
		s.entries = append(s.entries, line.entry)
		end += s.numbers(line.entry)
	}
	if len(s.entries) != s.manifest.Clips {
		return &FormatError{path, "", fmt.Sprintf("%d clips as in the manifest", s.manifest.Clips), fmt.Sprint(len(s.entries)), "prepare the set again"}
	}
	return lines.Err()
}

func (s *Set) numbers(e entry) int64 {
	return int64(s.manifest.Channels) * int64(e.Frames) * int64(s.graph.Vertices()) * int64(e.Bodies)
}

// knownSplits reads the splits and checks that the set has their clips.
func (s *Set) knownSplits(dir string) ([]Split, error) {
	splits, err := readSplits(dir)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, e := range s.entries {
		known[e.Name] = true
	}
	for _, split := range splits {
		for i, names := range [][]string{split.Train, split.Test} {
			for line, name := range names {
				if !known[name] {
					return nil, &FormatError{filepath.Join(dir, split.files()[i]), fmt.Sprintf("line %d", line+1), "a clip of the set", name,
						"remove it from the list or prepare the set with it"}
				}
			}
		}
	}
	return splits, nil
}

func (s *Set) open(path string) (err error) {
	var want int64
	if n := len(s.entries); n > 0 {
		last := s.entries[n-1]
		want = 4 * (last.Offset + s.numbers(last))
	}
	if s.mapped, err = mapFile(path); err != nil {
		return err
	}
	if got := int64(4 * len(s.mapped.numbers)); got != want {
		return errors.Join(&FormatError{path, "", fmt.Sprintf("%d bytes as in the index", want), fmt.Sprint(got), "prepare the set again"}, s.Close())
	}
	return nil
}

// Manifest returns what the set says of itself.
func (s *Set) Manifest() Manifest { return s.manifest }

// Describe, Len, Record, Clip, Splits and Close make a Set a Source.
func (s *Set) Describe() Description {
	m := s.manifest
	return Description{Format: m.Source, Graph: s.graph, Channels: m.Channels, Bodies: m.Bodies, Classes: m.Classes}
}

func (s *Set) Len() int { return len(s.entries) }

func (s *Set) Record(i int) Record { return s.entries[i].Record }

// Clip returns clip i without frames and bodies at its end that show nothing. Its
// X is the mapped file: writing to it ends the program, and so does reading it
// after Close.
func (s *Set) Clip(i int) (Clip, error) {
	e := s.entries[i]
	x := s.mapped.numbers[e.Offset : e.Offset+s.numbers(e)]
	return Clip{e.Record, s.manifest.Channels, e.Frames, s.graph.Vertices(), e.Bodies, x[:len(x):len(x)]}, nil
}

func (s *Set) Splits() []Split { return s.splits }

func (s *Set) Close() error { return s.mapped.close() }

// VerifySet compares the checksums of the files in dir with its manifest's. Its
// error names the first file that differs.
func VerifySet(dir string) error {
	s, err := OpenSet(dir)
	if err != nil {
		return err
	}
	defer s.Close()
	for name, want := range s.manifest.SHA256 {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return &FormatError{filepath.Join(dir, manifestFile), "sha256", "files of the set", name, "prepare the set again"}
		}
		got, err := checksum(path)
		if err != nil {
			return err
		}
		if got != want {
			return &FormatError{path, "", "SHA-256 " + want, got, "the file was changed after it was prepared: prepare the set again"}
		}
	}
	return nil
}
