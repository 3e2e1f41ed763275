// Command cpu times a training step of CTR-GCN on the CPU device: the official
// network on batches of 8 clips and the small one on batches of 16, in turn with
// PyTorch, and against the rate of the machine's matrix products.
//
//	go run ./internal/bench/cpu --python PYTHON     with an interpreter that has PyTorch
//	go run ./internal/bench/cpu                     ours alone
//	go run ./internal/bench/cpu --json              the official network, for a program
//	go run ./internal/bench/cpu --operations        where the time of a step goes
//	go run ./internal/bench/cpu --library           with a library's matrix products; AEED_OPENBLAS=off for gonum's
//
// A step is forward, loss, backward and update. Every contestant runs in a process
// of its own, which warms up and gives the median of its steps; the best of the
// rounds counts.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"aeed/train/device"
	"aeed/train/device/cpu"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "cpu:", err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	python  string
	mode    string
	workers int
	rounds  int
	steps   int
	library bool
}

// device returns what ours runs on.
func (o options) device() device.Device {
	if o.library {
		return cpu.NewWithLibrary(o.workers)
	}
	return cpu.New(o.workers)
}

func run(arguments []string, out io.Writer) error {
	var o options
	flags := flag.NewFlagSet("cpu", flag.ContinueOnError)
	flags.StringVar(&o.python, "python", "", "interpreter with PyTorch to compare with; python3 with --json")
	flags.StringVar(&o.mode, "mode", "eager", "PyTorch's way of running: eager, channels-last, compile, compile-channels-last")
	flags.IntVar(&o.workers, "workers", 2, "threads of every contestant")
	flags.IntVar(&o.rounds, "rounds", 3, "rounds of which the best counts")
	flags.IntVar(&o.steps, "steps", 7, "steps of a round; of the small network, 20 times as many")
	flags.BoolVar(&o.library, "library", false, "multiply matrices with a library instead of ours")
	asJSON := flags.Bool("json", false, "print JSON, of the official network")
	operations := flags.Bool("operations", false, "show where the time of a step goes")
	alone := flags.String("alone", "", "run official or small here and print JSON")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	switch {
	case o.rounds < 1 || o.steps < 1 || o.workers < 1:
		return fmt.Errorf("%d rounds, %d steps, %d workers: want 1 at least", o.rounds, o.steps, o.workers)
	case *alone != "":
		m, err := measure(*alone, o)
		if err != nil {
			return err
		}
		return json.NewEncoder(out).Encode(m)
	case *operations:
		return writeOperations(out, o)
	}
	if *asJSON && o.python == "" {
		o.python = "python3"
	}
	official, err := compare("official", o)
	if err != nil {
		return err
	}
	if *asJSON {
		return json.NewEncoder(out).Encode(official.summary())
	}
	small, err := compare("small", o)
	if err != nil {
		return err
	}
	for _, c := range []comparison{official, small} {
		c.write(out)
	}
	return nil
}
