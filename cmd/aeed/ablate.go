package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"aeed/analysis/plot"
	"aeed/internal/progress"
	"aeed/train"
	"aeed/train/ablation"
)

// ablateFlags are the flags of `aeed ablate`.
type ablateFlags struct {
	table int
	set   []string
	out   string
	deviceFlags
	asJSON bool
}

func newAblate() *cobra.Command {
	var flags ablateFlags
	c := &cobra.Command{
		Use:   "ablate [GRID]",
		Short: "Train variants with several seeds and compare them",
		Long: `ablate trains every variant of a grid with every seed, each in a folder of its
own as "aeed train" does, and ends in a table and a figure: accuracies after the last
epoch, mean ± standard deviation over the seeds. GRID is a YAML file with a base
configuration, variants and seeds; without it the grid is one of the paper's
tables on the synthetic set. A grid that is killed goes on.`,
		Example: `  aeed ablate                                       # Table 4: CE, +E-Adapt, +CS-Mix, AEED
  aeed ablate --table 5                             # entropy and flow × Mixup, CutMix, CS-Mix
  aeed ablate --set data.set=nw-ucla --set training.epochs=20 --out ucla`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			grid, err := flags.grid(args)
			if err != nil {
				return err
			}
			return flags.run(c, grid)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.IntVar(&flags.table, "table", 4, "table of the paper, 4 or 5, without GRID")
	f.StringArrayVar(&flags.set, "set", nil, "KEY=VALUE, one value of the configuration of all variants; may be repeated")
	f.StringVar(&flags.out, "out", "ablation", "folder of the runs")
	flags.declare(c)
	f.BoolVar(&flags.asJSON, "json", false, "print the results as JSON")
	return c
}

func (flags ablateFlags) grid(args []string) (g ablation.Grid, err error) {
	switch {
	case len(args) > 0:
		if g, err = ablation.Load(args[0]); err != nil {
			return g, err
		}
	case flags.table == 4:
		g = ablation.Table4()
	case flags.table == 5:
		g = ablation.Table5()
	default:
		return g, fmt.Errorf("--table %d: want 4 or 5; hint: another grid goes into a file", flags.table)
	}
	for i := range g.Variants { // what a variant says itself comes later, and wins
		g.Variants[i].Set = append(append([]string{}, flags.set...), g.Variants[i].Set...)
	}
	return g, nil
}

func (flags ablateFlags) run(c *cobra.Command, g ablation.Grid) error {
	d, giveBack, err := flags.open(c.ErrOrStderr())
	if err != nil {
		return err
	}
	defer giveBack()
	ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var bar *progress.Bar
	results, err := ablation.Run(ctx, g, flags.out, train.Options{Device: d, Version: version},
		func(variant string, seed uint64, done, runs int, p train.Progress) {
			steps := p.Epochs * p.Batches
			if bar == nil {
				bar = progress.New(c.ErrOrStderr(), runs*steps)
			}
			bar.Step(done*steps+p.Epoch*p.Batches+p.Batch, fmt.Sprintf("%s, seed %d, epoch %d, loss %.3f", variant, seed, p.Epoch, p.Loss))
		})
	if bar != nil {
		bar.Close()
	}
	if errors.Is(err, context.Canceled) {
		return failure{"ablate: interrupted; hint: the same command goes on"}
	}
	if err != nil {
		return err
	}
	figure := accuracies(results).Figure()
	for _, extension := range []string{".png", ".svg"} {
		if err := figure.Save(filepath.Join(flags.out, accuraciesFigure+extension)); err != nil {
			return err
		}
	}
	if flags.asJSON {
		return json.NewEncoder(c.OutOrStdout()).Encode(results)
	}
	if err := ablation.Write(c.OutOrStdout(), results); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.OutOrStdout(), "%s.png\n", filepath.Join(flags.out, accuraciesFigure))
	return err
}

// accuraciesFigure is the figure of a grid, in its folder.
const accuraciesFigure = "accuracies"

// accuracies returns the figure of a grid.
func accuracies(results []ablation.Result) plot.Ablation {
	d := plot.Ablation{Heading: plot.Heading{Title: "Accuracy on the test clips after the last epoch", Setting: fmt.Sprintf("%d seeds", len(results[0].Runs))}}
	for _, r := range results {
		d.Variants = append(d.Variants, r.Name)
	}
	for k, name := range ablation.Measures {
		if name == "macro" {
			continue
		}
		measure := plot.Measure{Name: name}
		for _, r := range results {
			var runs []float64
			for _, run := range r.Last[k].Runs {
				runs = append(runs, 100*float64(run))
			}
			measure.Runs = append(measure.Runs, runs)
		}
		d.Measures = append(d.Measures, measure)
	}
	return d
}
