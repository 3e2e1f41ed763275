package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"aeed/analysis"
	"aeed/dynamics/trajectory"
	"aeed/internal/progress"
	"aeed/proofs/monitor"
	"aeed/train"
)

// trainFlags are the flags of `aeed train`.
type trainFlags struct {
	set []string
	out string
	deviceFlags
	show   bool
	asJSON bool
}

func newTrain() *cobra.Command {
	var flags trainFlags
	c := &cobra.Command{
		Use:   "train [CONFIG]",
		Short: "Train CTR-GCN under the controller",
		Long: `train closes the loop: it trains CTR-GCN on skeletons while the controller moves
the loss weight of every class by the network's entropy about it. Without CONFIG
it trains a small network on long-tailed synthetic motion. The folder holds the
configuration, the trajectory of the niche widths, metrics, and checkpoints.

A run that is interrupted with Ctrl-C loses nothing, one that is killed at most
five minutes: the same command goes on, and ends in the same bytes.`,
		Example: `  aeed train
  aeed train --set objective.mixing=none --set training.seed=2 --out adapt-2
  aeed train --set objective.adapt=false --set objective.mixing=none --out ce
  aeed train --show > mine.yaml`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			config := train.DefaultConfig()
			if len(args) > 0 {
				var err error
				if config, err = train.LoadConfig(args[0]); err != nil {
					return err
				}
			}
			for _, assignment := range flags.set {
				if err := config.Set(assignment); err != nil {
					return fmt.Errorf("--set %w", err)
				}
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
	f.StringArrayVar(&flags.set, "set", nil, "KEY=VALUE, one value of the configuration; may be repeated")
	f.StringVar(&flags.out, "out", "run", "folder of the run")
	flags.declare(c)
	f.BoolVar(&flags.show, "show", false, "print the configuration and stop")
	f.BoolVar(&flags.asJSON, "json", false, "print the metrics of the last epoch as JSON")
	return c
}

func (flags trainFlags) run(c *cobra.Command, config train.Config) error {
	d, giveBack, err := flags.open(c.ErrOrStderr())
	if err != nil {
		return err
	}
	defer giveBack()
	ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	bar := trainBar{out: c.ErrOrStderr(), start: time.Now()}
	m, err := train.Run(ctx, config, flags.out, train.Options{Device: d, Version: version,
		Hooks: []train.Hook{{Name: "progress", AfterBatch: bar.tell}}})
	bar.close()
	if errors.Is(err, context.Canceled) {
		return failure{"train: interrupted; hint: the same command goes on where it was"}
	}
	if err != nil {
		return err
	}
	report, err := reportTraining(flags.out)
	if err != nil {
		return err
	}
	if flags.asJSON {
		err = json.NewEncoder(c.OutOrStdout()).Encode(m)
	} else {
		err = writeTrained(c.OutOrStdout(), flags.out, m, report)
	}
	if err == nil && !report.OK() {
		err = failure{"the run violates a theorem: the controller does not compute what it says"}
	}
	return err
}

// widthsFigure is the figure of a run, in its folder.
const widthsFigure = "report/niche-widths"

// reportTraining draws the niche widths of a run and holds them against the
// theorems.
func reportTraining(dir string) (monitor.Report, error) {
	path := filepath.Join(dir, trajectoryFile)
	header, epochs, err := trajectory.ReadFile(path)
	if err != nil {
		return monitor.Report{}, err
	}
	figure := analysis.Trajectories(header, epochs).Figure()
	for _, extension := range []string{".png", ".svg"} {
		if err := figure.Save(filepath.Join(dir, widthsFigure+extension)); err != nil {
			return monitor.Report{}, err
		}
	}
	return monitor.CheckFile(path)
}

// A trainBar shows how far training has come. It is made with the first batch,
// when the number of batches is known.
type trainBar struct {
	out   io.Writer
	start time.Time
	bar   *progress.Bar
}

func (b *trainBar) tell(p train.Progress) error {
	if b.bar == nil {
		b.bar = progress.New(b.out, p.Epochs*p.Batches)
	}
	accuracy := "–"
	if !math.IsNaN(p.Accuracy) {
		accuracy = fmt.Sprintf("%.1f %%", 100*p.Accuracy)
	}
	b.bar.Step(p.Epoch*p.Batches+p.Batch, fmt.Sprintf("epoch %d, %.0f clips/s, loss %.3f, accuracy %s, widest niche %d, narrowest %d",
		p.Epoch, float64(p.Clips)/time.Since(b.start).Seconds(), p.Loss, accuracy, p.Widest, p.Narrowest))
	return nil
}

func (b *trainBar) close() {
	if b.bar != nil {
		b.bar.Close()
	}
}

// writeTrained prints the metrics of the last epoch, for people.
func writeTrained(w io.Writer, out string, m train.Metrics, report monitor.Report) error {
	percent := func(x float64) string {
		if math.IsNaN(x) {
			return "–"
		}
		return fmt.Sprintf("%.1f", 100*x)
	}
	_, err := fmt.Fprintf(w, "epoch %d: loss %.4f, accuracy %s %%, macro %s, many %s, medium %s, few %s\nniche widths: %s; the mean of the clips is %.3g\n%s\n%s.png\n",
		m.Epoch, m.Loss, percent(m.Accuracy), percent(float64(m.Macro)), percent(float64(m.Many)), percent(float64(m.Medium)), percent(float64(m.Few)),
		verdict(report), m.MeanWidth, filepath.Join(out, trajectoryFile), filepath.Join(out, widthsFigure))
	return err
}
