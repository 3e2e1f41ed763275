package format

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"aeed/train/skeleton"
)

// maxLabelBytes bounds a label file. That of Kinetics-400 has about 25 MiB.
const maxLabelBytes = 64 << 20

// A kineticsClip is what a label file says of a clip.
type kineticsClip struct {
	id          string
	class       int
	hasSkeleton bool
}

// kineticsLabels is what label files have said so far.
type kineticsLabels struct {
	classes map[int]string
	ids     map[string]bool
}

// readJSON adds a label file and returns its clips by ID.
func (l *kineticsLabels) readJSON(root *os.Root, name string) ([]kineticsClip, error) {
	file, err := openJSON(root, name, maxLabelBytes)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return l.read(filepath.Join(root.Name(), name), io.LimitReader(file, maxLabelBytes))
}

// read adds the content of a label file, of which it holds one entry at a time.
func (l *kineticsLabels) read(file string, content io.Reader) ([]kineticsClip, error) {
	var clips []kineticsClip
	decoder := json.NewDecoder(content)
	token, err := decoder.Token()
	if err != nil {
		return nil, jsonError(file, err)
	}
	if token != json.Delim('{') {
		return nil, &skeleton.FormatError{File: file, Want: `an object {ID: {"has_skeleton", "label", "label_index"}}`,
			Found: fmt.Sprint(token), Hint: "give the file that came with Kinetics-skeleton"}
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, jsonError(file, err)
		}
		var entry kineticsEntry
		if err := decoder.Decode(&entry); err != nil {
			return nil, jsonError(file, err)
		}
		clip, err := l.add(file, key.(string), entry)
		if err != nil {
			return nil, err
		}
		clips = append(clips, clip)
	}
	if _, err := decoder.Token(); err != nil {
		return nil, jsonError(file, err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, &skeleton.FormatError{File: file, Place: fmt.Sprintf("byte %d", decoder.InputOffset()), Want: "the end of the file",
			Hint: "the file is one JSON object"}
	}
	slices.SortFunc(clips, func(a, b kineticsClip) int { return strings.Compare(a.id, b.id) })
	return clips, nil
}

// A kineticsEntry is the value of an ID in a label file.
type kineticsEntry struct {
	HasSkeleton *bool   `json:"has_skeleton"`
	Label       *string `json:"label"`
	LabelIndex  *int    `json:"label_index"`
}

// add checks an entry and adds it.
func (l *kineticsLabels) add(file, id string, entry kineticsEntry) (kineticsClip, error) {
	wrong := func(want, found, hint string) (kineticsClip, error) {
		return kineticsClip{}, &skeleton.FormatError{File: file, Place: "entry " + brief([]byte(id)), Want: want, Found: found, Hint: hint}
	}
	// The ID becomes a file's name: it must not lead out of the folder.
	if !filepath.IsLocal(id) || id == "." || strings.ContainsAny(id, `/\`) {
		return wrong("an ID that names a file in the folder", "a path", "an ID is the YouTube ID of a video")
	}
	if l.ids[id] {
		return wrong("every ID once", "it twice", "remove one of its entries; a clip is either to train with or to test on")
	}
	if entry.HasSkeleton == nil || entry.Label == nil || entry.LabelIndex == nil {
		return wrong("has_skeleton, label and label_index", "less", "give the file that came with Kinetics-skeleton")
	}
	class := *entry.LabelIndex
	if class < 0 || class >= maxClass {
		return wrong(fmt.Sprintf("label_index 0 … %d", maxClass-1), fmt.Sprint(class), "classes count from 0")
	}
	if name, known := l.classes[class]; known && name != *entry.Label {
		return wrong(fmt.Sprintf("label %s of label_index %d, as another entry says", brief([]byte(name)), class), brief([]byte(*entry.Label)),
			"one label belongs to one label_index, in both label files")
	}
	l.ids[id] = true
	l.classes[class] = *entry.Label
	return kineticsClip{id, class, *entry.HasSkeleton}, nil
}

// names returns the labels by label_index.
func (l *kineticsLabels) names() []string {
	count := 0
	for class := range l.classes {
		count = max(count, class+1)
	}
	names := classNames(count, skeleton.OpenPose18())
	for class, name := range l.classes {
		names[class] = name
	}
	return names
}
