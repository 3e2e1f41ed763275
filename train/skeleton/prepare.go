package skeleton

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"aeed/internal/wholefile"
)

// Preparation says how to make a prepared set. The zero value takes all clips.
type Preparation struct {
	// Exclude names clips to leave out, such as a published list of bad samples.
	Exclude []string
	// Workers is how many clips are read at once; 0 means 1.
	Workers int
	// Progress, if not nil, is called after each clip with the number of clips done,
	// in order.
	Progress func(done, total int, name string)
}

// Prepare writes the clips of a source to a folder as a prepared set and returns
// its manifest. Memory is bounded by the index (some 200 bytes a clip) and 2·Workers
// clips. The folder is made if need be.
//
// A set that was interrupted, by the context or by anything else, is continued by
// calling Prepare again: clips already on disk, which are all but the last 8 MiB, are
// not read again. It is an error
// if the folder has a finished set, a set begun from something else, or other
// files.
func Prepare(ctx context.Context, src Source, dir string, p Preparation) (Manifest, error) {
	if err := describable(src.Describe()); err != nil {
		return Manifest{}, err
	}
	w, err := openWriter(src, dir, p)
	if err != nil {
		return Manifest{}, err
	}
	err = w.copyClips(ctx)
	if err := errors.Join(err, w.close()); err != nil {
		return Manifest{}, err
	}
	return w.finish()
}

func describable(d Description) error {
	switch {
	case len(d.Classes) == 0:
		return errors.New("the source has no classes")
	case d.Channels < 1 || d.Bodies < 1:
		return fmt.Errorf("the source has %d channels and %d bodies", d.Channels, d.Bodies)
	}
	return d.Graph.Check()
}

// A plan is what a set is made from, to recognise it when preparing goes on.
type plan struct {
	Description Description `json:"description"`
	Clips       int         `json:"clips"`
	First       string      `json:"first"`
	Last        string      `json:"last"`
	Exclude     []string    `json:"exclude"`
}

func planOf(src Source, exclude []string) plan {
	made := plan{Description: src.Describe(), Clips: src.Len(), Exclude: slices.Sorted(slices.Values(exclude))}
	if made.Clips > 0 {
		made.First, made.Last = src.Record(0).Name, src.Record(made.Clips-1).Name
	}
	return made
}

// startPlan makes dir the folder of a set that is being prepared by the plan, or
// finds that it already is.
func startPlan(dir string, made plan) error {
	content, err := json.MarshalIndent(made, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, splitsFolder), 0o755); err != nil {
		return err
	}
	path := filepath.Join(dir, planFile)
	old, err := os.ReadFile(path)
	switch {
	case err == nil && string(old) == string(content):
		return nil
	case err == nil:
		return fmt.Errorf("%s was begun from other data or options; hint: remove it, or prepare into another folder", dir)
	case !errors.Is(err, os.ErrNotExist):
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, manifestFile)); err == nil {
		return fmt.Errorf("%s holds a finished set; hint: remove it, or prepare into another folder", dir)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, file := range entries {
		if file.Name() != splitsFolder {
			return fmt.Errorf("%s holds %s, which is of no prepared set; hint: prepare into a folder of its own", dir, file.Name())
		}
	}
	return wholefile.WriteBytes(path, content)
}
