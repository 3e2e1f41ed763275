package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/internal/progress"
	"aeed/proofs/monitor"
	"aeed/sim"
)

func newSimulate() *cobra.Command {
	flags := newSimulateFlags()
	parameters := dynamics.DefaultParameters()
	var output simulateOutput
	c := &cobra.Command{
		Use:   "simulate",
		Short: "Simulate the niche widths of all classes, without a network",
		Long: `simulate runs the controller on entropies that stand for a network: a signal,
which is a law in time; a plant, which answers to the niche widths and so closes
the loop; or the record of an earlier run. It prints what becomes of the largest,
the middle and the smallest class, checks the run against every theorem that
applies, and writes

  trajectory.jsonl   the record, epoch by epoch, whole whenever it is killed
  weights.png, .svg  its figure
  simulation.json    what was simulated and what came of it

into a folder. The same command line gives the same run.

` + describeSources(),
		Example: `  aeed simulate
  aeed simulate --signal learning:tau=20,floor=0.2 --noise 0.5
  aeed simulate --plant hill:alpha=2,lag=0.3,delay=5 --eta 1.8 --epochs 400 --clip none
  aeed simulate --sizes 900,300,30 --law anchored --out anchored
  aeed simulate --replay runs/first/trajectory.jsonl --eta 0.2 --out slower`,
		Args: cobra.NoArgs,
	}
	f := c.Flags()
	f.SortFlags = false
	flags.declare(c)
	words := addControllerFlags(c, &parameters)
	output.declare(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := words.apply(&parameters); err != nil {
			return err
		}
		run, err := flags.simulation(c, parameters)
		if err != nil {
			return err
		}
		return run.do(c.OutOrStdout(), c.ErrOrStderr(), output)
	}
	return c
}

// A simulation is a run of `aeed simulate`.
type simulation struct {
	scenario   sim.Scenario
	parameters dynamics.Parameters
	recorded   []trajectory.Epoch // of the trajectory that it repeats
	replay     string             // its path, "" without one
}

// do runs the simulation, of a valid scenario, writes its files and prints its
// report.
func (s *simulation) do(stdout, stderr io.Writer, output simulateOutput) error {
	if err := s.parameters.Validate(); err != nil {
		return err
	}
	files, err := output.create(s.header())
	if err != nil {
		return err
	}
	defer files.close()
	watch := monitor.New(s.scenario.Classes(), s.parameters, trajectory.PrecisionFloat64.Tolerance())
	var epochs []trajectory.Epoch
	bar := progress.New(stderr, s.scenario.Epochs)
	err = sim.Run(&s.scenario, s.parameters, func(e trajectory.Epoch) error {
		epochs = append(epochs, e)
		watch.Observe(classEpochs(e))
		bar.Step(len(epochs), "epochs")
		return files.trajectory.Append(e)
	})
	bar.Close()
	if err != nil {
		files.abandon(stderr, len(epochs))
		return err
	}
	summaries := make([]sim.Summary, 1)
	if err := sim.Summarise(&s.scenario, []dynamics.Parameters{s.parameters}, summaries, 1); err != nil {
		return err
	}
	r := s.report(epochs, summaries[0], watch.Report())
	if err := files.finish(stderr, s.header(), epochs, r); err != nil {
		return err
	}
	if output.asJSON {
		err = writeJSON(stdout, r)
	} else {
		err = writeSimulation(stdout, r, epochs)
	}
	if err == nil && !r.Monitor.OK() {
		err = failure{"the run violates a theorem: the controller does not compute what it says"}
	}
	return err
}

func (s *simulation) header() trajectory.Header {
	h := sim.Header(&s.scenario, s.parameters)
	h.Version = "aeed " + version
	return h
}

func classEpochs(e trajectory.Epoch) []dynamics.ClassEpoch {
	records := make([]dynamics.ClassEpoch, len(e.Classes))
	for class := range records {
		records[class] = e.Classes[class].ClassEpoch
	}
	return records
}

// describeSources lists the sources and their constants for the help.
func describeSources() string {
	var b strings.Builder
	describe := func(heading string, plants bool) {
		fmt.Fprintln(&b, heading)
		for _, source := range sim.Sources() {
			if source.Plant != plants {
				continue
			}
			fmt.Fprintf(&b, "\n  %s: %s\n", source.Name, source.Help)
			for _, constant := range source.Constants {
				fmt.Fprintf(&b, "    %-14s %s; %s\n", fmt.Sprintf("%s=%g", constant.Name, constant.Default), constant.Help, constant.Range)
			}
		}
	}
	describe("Plants, with the defaults of their constants:", true)
	describe("\nSignals, whose levels are fractions of ln C:", false)
	return strings.TrimRight(b.String(), "\n")
}
