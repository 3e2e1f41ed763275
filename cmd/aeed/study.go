package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"aeed/internal/progress"
	"aeed/proofs"
	"aeed/study"
)

func newStudy() *cobra.Command {
	flags := newSimulateFlags()
	setting, budget := proofs.DefaultSetting(), proofs.DefaultBudget()
	var out string
	c := &cobra.Command{
		Use:   "study",
		Short: "Tell the whole story: verify, simulate, draw, and put it on a page",
		Long: `study judges every claim at the parameters given (the paper's by default),
simulates a run under them, holds the run against the theorems, draws the
figures, and writes a page that needs no network:

  index.html         the page
  report.json        verdicts and numbers, as verify prints them
  trajectory.jsonl   the run
  figures/           every figure, as SVG and PNG

Running it again makes the study anew.`,
		Example: `  aeed study
  aeed study --classes 120 --eta 1.2 --out study-120
  aeed study --signal by-size:tau=12 --noise 0.5
  aeed study --replay runs/first/trajectory.jsonl`,
		Args: cobra.NoArgs,
	}
	f := c.Flags()
	f.SortFlags = false
	flags.declare(c)
	words := addControllerFlags(c, &setting.Parameters)
	addTrialsFlag(c, &budget)
	f.StringVar(&out, "out", "aeed-study", "folder for the study")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := words.apply(&setting.Parameters); err != nil {
			return err
		}
		run, err := flags.simulation(c, setting.Parameters)
		if err != nil {
			return err
		}
		setting.Parameters = run.parameters
		bar := progress.New(c.ErrOrStderr(), study.Steps)
		err = study.Run(study.Config{Setting: setting, Budget: budget, Scenario: run.scenario, Version: version}, out, bar.Step)
		bar.Close()
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(c.OutOrStdout(), filepath.Join(out, "index.html"))
		return err
	}
	return c
}
