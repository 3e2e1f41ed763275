package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"aeed/internal/progress"
	"aeed/train/skeleton"
	"aeed/train/skeleton/format"
	"aeed/train/skeleton/synth"
)

func newData() *cobra.Command {
	c := &cobra.Command{
		Use:   "data",
		Short: "Make, convert, subsample and look at skeleton data",
		Long: `data is everything between recorded motion on disk and training. A prepared
set is a folder that training maps into memory: its clips, an index, the joint
graph, lists of the clips of each split, and a manifest with counts and
checksums.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newDataSynth(), newDataPrepare(), newDataLongtail(), newDataInspect())
	return c
}

// openData opens a prepared set, or a source in another format; without a path it
// makes the default synthetic one.
func openData(path, name string) (skeleton.Source, error) {
	switch {
	case path == "":
		return synth.New(synth.DefaultConfig())
	case name == "" && skeleton.IsSet(path):
		return skeleton.OpenSet(path)
	}
	return format.Open(path, name)
}

// prepareSet writes a source to a folder, with progress, until it is done or a
// signal asks to stop.
func prepareSet(c *cobra.Command, src skeleton.Source, out string, p skeleton.Preparation) (skeleton.Manifest, error) {
	ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if p.Workers == 0 {
		p.Workers = runtime.GOMAXPROCS(0)
	}
	done := 0
	bar := progress.New(c.ErrOrStderr(), max(1, src.Len()))
	p.Progress = func(d, _ int, name string) {
		done = d
		bar.Step(d, name)
	}
	m, err := skeleton.Prepare(ctx, src, out, p)
	bar.Close()
	if errors.Is(err, context.Canceled) {
		return m, failure{fmt.Sprintf("data: interrupted after %d of %d clips; hint: the same command goes on", done, src.Len())}
	}
	return m, err
}

// writeManifest prints what a prepared set holds, for people.
func writeManifest(w io.Writer, out string, m skeleton.Manifest) {
	fmt.Fprintf(w, "%s: %d clips, %d frames, %d classes, %s, at most %d bodies\n", out, m.Clips, m.Frames, len(m.Classes), m.Graph, m.Bodies)
	for _, s := range m.Splits {
		fmt.Fprintf(w, "  split %-12s %6d train, %6d test\n", s.Name, s.Train, s.Test)
	}
	writeLeftOut(w, "excluded", m.Excluded)
	writeLeftOut(w, "show nobody", m.Nobody)
}

func writeLeftOut(w io.Writer, why string, names []string) {
	const shown = 3
	if len(names) == 0 {
		return
	}
	more := ""
	if len(names) > shown {
		more = ", …"
	}
	fmt.Fprintf(w, "  left out, %s: %d (%s%s)\n", why, len(names), strings.Join(names[:min(shown, len(names))], ", "), more)
}
