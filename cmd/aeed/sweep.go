package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"aeed/dynamics"
	"aeed/internal/progress"
	"aeed/sim/sweep"
)

// sweepFlags are the flags of `aeed sweep` that don't say which points it
// visits.
type sweepFlags struct {
	out               string
	workers           int
	heatMap, heatAxes string
	asJSON            bool
}

// An axisFlag is a flag whose text a sweep.Spec reads.
type axisFlag string

func (v *axisFlag) String() string { return string(*v) }
func (v *axisFlag) Set(text string) error {
	*v = axisFlag(text)
	return nil
}
func (v *axisFlag) Type() string { return "values" }

func newSweep() *cobra.Command {
	var flags sweepFlags
	c := &cobra.Command{
		Use:   "sweep [SPEC]",
		Short: "Simulate the controller over ranges of its parameters",
		Long: `sweep runs the controller at every point of a space of parameters and
scenarios, and writes what each run comes to into a folder: points.parquet, the
complete sweep.yaml that a later "aeed sweep SPEC" takes, and a heat map. It
prints the extremes with the parameters where they occur, and at which part of
the points each theorem applies.

Each axis takes one value, a list, a range, or an interval:
  0.1,0.5,0.9     these values
  0.1:1:0.1       from 0.1 to 1 in steps of 0.1
  log:0.01:1:9    nine values from 0.01 to 1 in equal ratios
  0.1:1           the whole interval, for --design sobol or latin-hypercube
  log:0.01:1      the whole interval, evenly in the logarithm
Lists of sources go by commas, too: hill,learning:tau=15,floor=0.1. Flags go
before what SPEC says. Where no axis varies, η, γ and β do, around the paper's
values.

A sweep that is killed, or interrupted with Ctrl-C, loses nothing that it has
finished: the same command goes on.`,
		Example: `  aeed sweep
  aeed sweep --eta 0.1:1:0.1 --clip-low 0.05,0.1,0.2 --heat-axes eta,clip-low
  aeed sweep --design sobol --points 4096 --eta 0.1:2 --source.delay 0:10:1
  aeed sweep --source hill,by-size --noise 0,0.5 --seed 1:20:1 --out noise
  aeed sweep big.yaml --shard 2/8 --out shard-2`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			spec, err := sweepSpec(args, c.Flags())
			if err != nil {
				return err
			}
			return runSweep(c, spec, flags)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	for _, key := range sweep.Keys() {
		text := axisFlag(key.Default)
		f.Var(&text, key.Name, key.Help)
	}
	f.StringVar(&flags.out, "out", "sweep", "folder of the results")
	f.IntVar(&flags.workers, "workers", 0, "goroutines, 0 for all processors; the results are the same")
	addHeatFlags(f, &flags)
	c.AddCommand(newSweepMerge())
	return c
}

func addHeatFlags(f *pflag.FlagSet, flags *sweepFlags) {
	f.StringVar(&flags.heatMap, "heat-map", "final_mean", "column that the heat map shows, or none")
	f.StringVar(&flags.heatAxes, "heat-axes", "", "axes of the heat map, across,up (default the first two with numbers that vary)")
	f.BoolVar(&flags.asJSON, "json", false, "print JSON")
}

// sweepSpec returns the spec of a file, if there is one, and of the flags.
func sweepSpec(args []string, f *pflag.FlagSet) (*sweep.Spec, error) {
	spec := new(sweep.Spec)
	if len(args) > 0 {
		var err error
		if spec, err = sweep.ReadSpec(args[0]); err != nil {
			return nil, err
		}
	}
	for _, key := range sweep.Keys() {
		if flag := f.Lookup(key.Name); flag.Changed {
			if err := spec.Set(key.Name, flag.Value.String()); err != nil {
				return nil, err
			}
		}
	}
	return spec, nil
}

func runSweep(c *cobra.Command, spec *sweep.Spec, flags sweepFlags) error {
	space, err := spec.Space()
	if err != nil {
		return err
	}
	if flags.workers < 0 {
		return &dynamics.ParameterError{Name: "workers", Value: fmt.Sprint(flags.workers), Want: "0 or more", Hint: "0 takes all processors"}
	}
	if _, err := newHeat(space, flags); err != nil { // before the work
		return err
	}
	results, err := runInFolder(c, spec, flags)
	if err != nil {
		return err
	}
	defer results.Close()
	return reportSweep(c, results, flags)
}

// runInFolder runs the sweep until it is done or a signal asks to stop.
func runInFolder(c *cobra.Command, spec *sweep.Spec, flags sweepFlags) (*sweep.Results, error) {
	ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	bar := &sweepBar{out: c.ErrOrStderr()}
	defer bar.close()
	results, err := sweep.Run(ctx, spec, flags.out, sweep.Options{Workers: flags.workers, Progress: bar.tell})
	if _, ok := errors.AsType[*sweep.Interrupted](err); ok {
		return nil, failure{err.Error()}
	}
	return results, err
}

// reportSweep prints what the results come to and draws the heat map.
func reportSweep(c *cobra.Command, results *sweep.Results, flags sweepFlags) error {
	digest := sweep.NewDigest(results.Space())
	heat, err := newHeat(results.Space(), flags)
	if err != nil {
		return err
	}
	for row, err := range results.Rows() {
		if err != nil {
			return err
		}
		digest.Add(&row)
		if heat != nil {
			heat.Add(&row)
		}
	}
	wrote := []string{filepath.Join(flags.out, "points.parquet")}
	if heat != nil {
		figure := heatFigure(heat, digest)
		for _, format := range []string{"png", "svg"} {
			path := filepath.Join(flags.out, "heat-map."+format)
			if err := figure.Save(path); err != nil {
				return err
			}
			wrote = append(wrote, path)
		}
	}
	for _, path := range wrote {
		fmt.Fprintln(c.ErrOrStderr(), "wrote", path)
	}
	if flags.asJSON {
		encoder := json.NewEncoder(c.OutOrStdout())
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		return encoder.Encode(struct {
			Folder string `json:"folder"`
			*sweep.Digest
		}{flags.out, digest})
	}
	return writeDigest(c.OutOrStdout(), digest)
}

// newHeat returns the heat that the flags ask for, nil for none.
func newHeat(space *sweep.Space, flags sweepFlags) (*sweep.Heat, error) {
	x, y, ok := space.DefaultHeat()
	switch {
	case flags.heatMap == "none":
		return nil, nil
	case flags.heatAxes != "":
		x, y, _ = strings.Cut(flags.heatAxes, ",")
	case !ok:
		return nil, nil
	}
	return sweep.NewHeat(space, flags.heatMap, x, y)
}

// A sweepBar is the progress through a sweep. It counts what this run has to do,
// on which its estimate of the time left rests.
type sweepBar struct {
	out   io.Writer
	bar   *progress.Bar
	first int64 // points that were done before
	start time.Time
}

func (b *sweepBar) tell(done, total int64) {
	if b.bar == nil {
		b.first, b.start = done, time.Now()
		b.bar = progress.New(b.out, int(max(total-done, 1)))
	}
	label := "points"
	if seconds := time.Since(b.start).Seconds(); done > b.first {
		label = fmt.Sprintf("%.3g points/s", float64(done-b.first)/seconds)
	}
	b.bar.Step(int(done-b.first), label)
}

func (b *sweepBar) close() {
	if b.bar != nil {
		b.bar.Close()
	}
}
