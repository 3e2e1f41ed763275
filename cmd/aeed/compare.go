package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"aeed/analysis/comparison"
	"aeed/dynamics"
	"aeed/internal/wholefile"
	"aeed/sim"
	"aeed/train"
	"aeed/train/skeleton/longtail"
)

func newCompare() *cobra.Command {
	options := comparison.DefaultOptions()
	var out string
	var asJSON bool
	c := &cobra.Command{
		Use:   "compare [RUN|TRAJECTORY.jsonl]",
		Short: "Hold the niche widths of a real run against theory and simulation",
		Long: `compare takes the trajectory of a run, of "aeed train" or of anyone's trainer in
any framework, and answers four questions: do the recorded entropies give the
recorded weights (replay)? Do the weights stay inside every theorem (bounds)? Do
the first epochs foretell the others (forecast)? What moved the weights (drive)?

The forecast fits a plant to the first epochs and simulates the others in closed
loop; persistence and an exponential curve do so beside it. Without an argument it
compares a simulated run with noise. It fails if the replay or a bound does.`,
		Example: `  aeed compare
  aeed compare run --out comparison
  aeed compare trajectory.jsonl --fit-epochs 20 --json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			recording, err := recordingOf(args, &options)
			if err != nil {
				return err
			}
			if c.Flags().Changed("fit-epochs") && options.FitEpochs <= 0 {
				return fmt.Errorf("--fit-epochs %d: want 3 or more; hint: without it a third of the epochs is fitted, at least 5", options.FitEpochs)
			}
			report, err := comparison.Compare(recording, options)
			if err != nil {
				return err
			}
			if out != "" {
				if err := writeComparison(c.ErrOrStderr(), out, &report); err != nil {
					return err
				}
			}
			if asJSON {
				err = writeJSON(c.OutOrStdout(), &report)
			} else {
				if len(args) == 0 {
					fmt.Fprint(c.OutOrStdout(), "No run given: this is a simulated one, of aeed simulate --noise 0.5.\n\n")
				}
				err = report.WriteText(c.OutOrStdout())
			}
			if err == nil && !report.OK() {
				err = failure{"the run is not what it says: the replay or a bound fails"}
			}
			return err
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.IntVar(&options.FitEpochs, "fit-epochs", 0, "epochs that the forecast knows (default a third of them, at least 5)")
	f.StringVar(&out, "out", "", "folder for the figures, PNG and SVG, and comparison.json")
	f.BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// recordingOf returns the trajectory of a run's folder or a file, or without one that
// of a simulation, and what Many and Few mean in it.
func recordingOf(args []string, o *comparison.Options) (comparison.Recording, error) {
	if len(args) == 0 {
		scenario := sim.DefaultScenario()
		scenario.Noise = 0.5
		return comparison.Simulate(&scenario, dynamics.DefaultParameters())
	}
	path := args[0]
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		if config, err := train.LoadConfig(filepath.Join(path, "config.yaml")); err == nil {
			o.Thresholds = longtail.Thresholds{Many: config.Data.Many, Few: config.Data.Few}
		}
		path = filepath.Join(path, trajectoryFile)
	}
	return comparison.Read(path)
}

// writeComparison writes the files of a comparison into a folder.
func writeComparison(stderr io.Writer, folder string, report *comparison.Report) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("--out %s: %w; hint: the folder must be one that you may write", folder, err)
	}
	err := wholefile.Write(filepath.Join(folder, "comparison.json"), func(w io.Writer) error { return writeJSON(w, report) })
	if err != nil {
		return fmt.Errorf("--out %s: %w; hint: the folder must be one that you may write", folder, err)
	}
	for _, figure := range report.Figures() {
		for _, extension := range []string{".png", ".svg"} {
			if err := figure.Save(filepath.Join(folder, figure.Name+extension)); err != nil {
				return err
			}
		}
	}
	fmt.Fprintln(stderr, "wrote", folder)
	return nil
}
