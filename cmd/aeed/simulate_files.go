package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"aeed/analysis"
	"aeed/dynamics/trajectory"
	"aeed/internal/wholefile"
)

// simulateOutput say where the results of a simulation go.
type simulateOutput struct {
	folder            string
	overwrite, asJSON bool
}

func (flags *simulateOutput) declare(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&flags.folder, "out", "simulation", "folder for the files")
	f.BoolVar(&flags.overwrite, "overwrite", false, "replace the files of an earlier simulation in that folder")
	f.BoolVar(&flags.asJSON, "json", false, "print JSON")
}

// The files of a simulation.
const (
	trajectoryFile = "trajectory.jsonl"
	reportFile     = "simulation.json"
)

// figureFiles are the figure in its formats.
var figureFiles = []string{"weights.png", "weights.svg"}

var allFiles = append([]string{trajectoryFile, reportFile}, figureFiles...)

// simulationFiles are the files of a simulation under way.
type simulationFiles struct {
	folder     string
	trajectory *trajectory.Writer
}

// create begins the files of a simulation. Without overwrite nothing in the folder
// is replaced.
func (flags *simulateOutput) create(h trajectory.Header) (*simulationFiles, error) {
	if err := os.MkdirAll(flags.folder, 0o755); err != nil {
		return nil, fmt.Errorf("--out %s: %w; hint: the folder must be one that you may write", flags.folder, err)
	}
	if flags.overwrite {
		if err := removeSimulation(flags.folder); err != nil {
			return nil, err
		}
	}
	for _, name := range allFiles {
		if _, err := os.Lstat(filepath.Join(flags.folder, name)); err == nil {
			return nil, fmt.Errorf("--out %s: it has a %s already; hint: choose another folder, or --overwrite replaces an earlier simulation", flags.folder, name)
		}
	}
	w, err := trajectory.Create(filepath.Join(flags.folder, trajectoryFile), h)
	if err != nil {
		return nil, err
	}
	return &simulationFiles{flags.folder, w}, nil
}

// removeSimulation removes the files of a simulation, but never the record of a
// training run, which can't be made again.
func removeSimulation(folder string) error {
	path := filepath.Join(folder, trajectoryFile)
	if r, err := trajectory.Open(path); err == nil {
		source := r.Header().Source
		r.Close()
		if source == trajectory.SourceTraining {
			return fmt.Errorf("--overwrite: %s is the record of a training run; hint: choose another folder with --out", path)
		}
	}
	for _, name := range allFiles {
		if err := os.Remove(filepath.Join(folder, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("--overwrite: %w; hint: the folder must be one that you may write", err)
		}
	}
	return nil
}

func (files *simulationFiles) close() { files.trajectory.Close() }

// abandon tells of the record of a run that ended early, after some epochs; of none
// it leaves no file.
func (files *simulationFiles) abandon(stderr io.Writer, epochs int) {
	path := filepath.Join(files.folder, trajectoryFile)
	if epochs == 0 {
		os.Remove(path)
		return
	}
	fmt.Fprintf(stderr, "wrote %s, %d epochs\n", path, epochs)
}

// finish writes what needs the whole run.
func (files *simulationFiles) finish(stderr io.Writer, h trajectory.Header, epochs []trajectory.Epoch, r simulationReport) error {
	fmt.Fprintln(stderr, "wrote", filepath.Join(files.folder, trajectoryFile))
	figure := analysis.Trajectories(h, epochs).Figure()
	for _, name := range figureFiles {
		path := filepath.Join(files.folder, name)
		if err := figure.Save(path); err != nil {
			return err
		}
		fmt.Fprintln(stderr, "wrote", path)
	}
	path := filepath.Join(files.folder, reportFile)
	if err := wholefile.Write(path, func(w io.Writer) error { return writeJSON(w, r) }); err != nil {
		return fmt.Errorf("%w; hint: the folder must be writable, with room on its disk", err)
	}
	fmt.Fprintln(stderr, "wrote", path)
	return nil
}
