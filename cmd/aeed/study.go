package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"aeed/internal/progress"
	"aeed/study"
	"aeed/train"
)

// studyFlags are the flags of `aeed study`.
type studyFlags struct {
	set    []string
	data   string
	trials int
	out    string
	deviceFlags
	show bool
}

func newStudy() *cobra.Command {
	flags := studyFlags{trials: study.DefaultConfig().Trials}
	c := &cobra.Command{
		Use:   "study [CONFIG]",
		Short: "Tell the whole story: verify, train, compare with the simulation, report",
		Long: `study judges every claim at the parameters of a training, trains a network under
the controller, replays the run through the equations, holds it against the
theorems, forecasts it from its first epochs, and writes a report that needs no
network. Without CONFIG it trains a small network on long-tailed synthetic motion:

  index.html         the report
  study.yaml         the configuration, complete
  claims.json        verdicts and numbers, as verify prints them
  comparison.json    real against simulated, as compare prints it
  run/               the training, as train leaves it
  figures/           every figure, as SVG and PNG

A study that is stopped goes on with the same command.`,
		Example: `  aeed study
  aeed study --data nw-ucla --set data.split=xview-lt --set data.preparation=ucla --set data.window=52 --out ucla
  aeed study --set controller.eta=1.2 --set objective.normalisation=mean-1 --out mean-1
  aeed study --show > mine.yaml`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			config := study.DefaultConfig()
			if len(args) > 0 {
				var err error
				if config, err = study.LoadConfig(args[0]); err != nil {
					return err
				}
			}
			if flags.data != "" {
				config.Training.Data.Set = flags.data
			}
			for _, assignment := range flags.set {
				if err := config.Training.Set(assignment); err != nil {
					return fmt.Errorf("--set %w", err)
				}
			}
			if c.Flags().Changed("trials") {
				config.Trials = flags.trials
			}
			if flags.show {
				text, err := config.YAML()
				if err != nil {
					return err
				}
				_, err = c.OutOrStdout().Write(text)
				return err
			}
			return flags.run(c, config)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringArrayVar(&flags.set, "set", nil, "KEY=VALUE, one value of the configuration of the training; may be repeated")
	f.StringVar(&flags.data, "data", "", "folder of a prepared set (default synthetic motion)")
	f.IntVar(&flags.trials, "trials", flags.trials, "random trials of each property of a claim")
	f.StringVar(&flags.out, "out", "aeed-study", "folder for the study")
	flags.declare(c)
	f.BoolVar(&flags.show, "show", false, "print the configuration and stop")
	return c
}

func (flags studyFlags) run(c *cobra.Command, config study.Config) error {
	d, giveBack, err := flags.open(c.ErrOrStderr())
	if err != nil {
		return err
	}
	defer giveBack()
	ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var bar *progress.Bar
	total := 1
	err = study.Run(ctx, config, flags.out, study.Options{Device: d, Version: version,
		Progress: func(step string, p train.Progress) {
			switch {
			case p.Batches > 0 && bar == nil:
				total = p.Epochs * p.Batches
				bar = progress.New(c.ErrOrStderr(), total)
				fallthrough
			case p.Batches > 0:
				bar.Step(p.Epoch*p.Batches+p.Batch, fmt.Sprintf("%s: epoch %d, loss %.3f", step, p.Epoch, p.Loss))
			case bar != nil:
				bar.Step(total, step)
			}
		}})
	if bar != nil {
		bar.Close()
	}
	if errors.Is(err, context.Canceled) {
		return failure{"study: interrupted; hint: the same command goes on where it was"}
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.OutOrStdout(), filepath.Join(flags.out, "index.html"))
	return err
}
