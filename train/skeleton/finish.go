package skeleton

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"aeed/internal/wholefile"
)

// finish writes the files of the set beside its clips, the manifest last.
func (w *setWriter) finish() (Manifest, error) {
	d := w.src.Describe()
	m := Manifest{
		Format: manifestFormat, Source: d.Format, Graph: d.Graph.Name,
		Channels: d.Channels, Bodies: d.Bodies, Classes: d.Classes,
		Clips: len(w.entries), ClassSizes: make([]int, len(d.Classes)),
		Splits: []SplitSize{}, Excluded: w.excluded(), Nobody: append([]string{}, w.nobody...),
		SHA256: map[string]string{},
	}
	if m.Clips == 0 {
		return Manifest{}, fmt.Errorf("none of the %d clips of the source is left for %s; hint: see the list of clips to exclude", w.src.Len(), w.dir)
	}
	classOf := map[string]int{}
	for _, e := range w.entries {
		if _, double := classOf[e.Name]; double {
			return Manifest{}, fmt.Errorf("two clips of the source are called %s; hint: a clip is known by its name", e.Name)
		}
		classOf[e.Name] = e.Class
		m.Frames += e.Frames
		m.ClassSizes[e.Class]++
	}
	files := []string{indexFile, clipsFile, graphFileOf}
	graph, err := d.Graph.YAML()
	if err != nil {
		return Manifest{}, err
	}
	if err := wholefile.WriteBytes(filepath.Join(w.dir, graphFileOf), graph); err != nil {
		return Manifest{}, err
	}
	for _, split := range w.src.Splits() {
		split = split.keep(classOf)
		if err := WriteSplit(w.dir, split); err != nil {
			return Manifest{}, err
		}
		m.Splits = append(m.Splits, split.size(classOf, len(d.Classes)))
		for _, path := range split.files() {
			files = append(files, filepath.ToSlash(path))
		}
	}
	for _, name := range files {
		if m.SHA256[name], err = checksum(filepath.Join(w.dir, filepath.FromSlash(name))); err != nil {
			return Manifest{}, err
		}
	}
	content, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return Manifest{}, err
	}
	if err := wholefile.WriteBytes(filepath.Join(w.dir, manifestFile), content); err != nil {
		return Manifest{}, err
	}
	return m, os.Remove(filepath.Join(w.dir, planFile))
}

// keep returns the split without the clips that a set doesn't have.
func (s Split) keep(known map[string]int) Split {
	filter := func(names []string) []string {
		kept := []string{}
		for _, name := range names {
			if _, there := known[name]; there {
				kept = append(kept, name)
			}
		}
		return kept
	}
	return Split{s.Name, filter(s.Train), filter(s.Test)}
}

func (s Split) size(classOf map[string]int, classes int) SplitSize {
	count := func(names []string) []int {
		counts := make([]int, classes)
		for _, name := range names {
			counts[classOf[name]]++
		}
		return counts
	}
	return SplitSize{s.Name, len(s.Train), len(s.Test), count(s.Train), count(s.Test)}
}

func checksum(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
