package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"aeed/train/device/cuda/driver"
)

// The exit codes.
const (
	exitFailed      = 1 // the network in PyTorch is another one, or ours couldn't be measured
	exitBadInput    = 2
	exitUnavailable = 3 // there is no GPU
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// options are the flags.
type options struct {
	python   string
	out      string
	batch    int
	minutes  float64
	rehearse bool
	alone    string  // the arithmetic that this process is to measure ours in
	seconds  float64 // of a measurement
	root     string  // of the repository
	fixture  string  // the program internal/fixture; "" to build it
}

// errNotRight is of a run that is over, and found something wrong.
var errNotRight = errors.New("not everything was measured that must be")

// run executes a command line and returns its exit code.
func run(arguments []string, stdout, stderr io.Writer) int {
	o := options{root: "."}
	flags := flag.NewFlagSet("gpu", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.python, "python", "python3", "interpreter with PyTorch for the GPU")
	flags.StringVar(&o.out, "out", "results.json", "file of the document, written after each task")
	flags.IntVar(&o.batch, "batch", 64, "clips of a step")
	flags.Float64Var(&o.minutes, "minutes", 10, "the whole run takes at most so many")
	flags.BoolVar(&o.rehearse, "rehearse", false, "run everything at a tiny size on the processor; the figures mean nothing")
	flags.StringVar(&o.alone, "alone", "", "measure ours in float32, tf32 or bf16 here, and print JSON")
	flags.Float64Var(&o.seconds, "seconds", 2, "how long each way to take a step is measured")
	switch err := flags.Parse(arguments); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return exitBadInput
	}
	if flags.NArg() > 0 {
		return explain(stderr, fmt.Errorf("%s: want flags alone", flags.Arg(0)))
	}
	return explain(stderr, o.run(stdout, stderr))
}

// explain says what went wrong, and returns the exit code of that.
func explain(stderr io.Writer, err error) int {
	if err == nil {
		return 0
	}
	text := err.Error()
	if !strings.Contains(text, "hint: ") {
		text += "; hint: --help shows how the program is called"
	}
	fmt.Fprintln(stderr, "gpu:", text)
	switch {
	case errors.Is(err, errNotRight):
		return exitFailed
	case errors.Is(err, driver.ErrUnavailable):
		return exitUnavailable
	}
	return exitBadInput
}

func (o options) check() error {
	for _, limit := range []struct {
		flag  string
		holds bool
		want  string
	}{
		{"batch", o.batch >= 2, "2 or more: batch norms need them"},
		{"minutes", o.minutes > 0, "above 0"},
		{"seconds", o.seconds > 0, "above 0"},
		{"alone", o.alone == "" || precisionOf(o.alone), "float32, tf32 or bf16"},
	} {
		if !limit.holds {
			return fmt.Errorf("--%s: want %s", limit.flag, limit.want)
		}
	}
	if _, err := os.Stat(o.path(script)); err != nil && o.alone == "" {
		return fmt.Errorf("%w; hint: run this from the root of the repository", err)
	}
	return nil
}

func (o options) run(stdout, stderr io.Writer) error {
	if err := o.check(); err != nil {
		return err
	}
	w := newWorkload(o.rehearse, o.batch)
	if o.alone != "" {
		own, err := measureOurs(w, o.alone, o.rehearse, usual(o.seconds))
		if err != nil {
			return err
		}
		return json.NewEncoder(stdout).Encode(own)
	}
	card, err := o.card()
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	deadline := time.Now().Add(time.Duration(o.minutes * float64(time.Minute)))
	r := &report{Format: format, Rehearsal: o.rehearse, Card: card, Workload: w.size(), Minutes: o.minutes}
	s := &session{options: o, report: r, progress: stderr}
	defer s.close()
	err = perform(ctx, s.tasks(), deadline, stderr, func(out outcome) error {
		r.Tasks = append(r.Tasks, out)
		return r.save(o.out)
	})
	if err != nil {
		return err
	}
	if err := r.write(stdout); err != nil {
		return err
	}
	if !r.right() || ctx.Err() != nil {
		return fmt.Errorf("%w; hint: %s says what became of every task", errNotRight, o.out)
	}
	return nil
}

// card returns the name of the first GPU, or an ErrUnavailable.
func (o options) card() (string, error) {
	if o.rehearse {
		return "none: a rehearsal on the processor", nil
	}
	found, err := driver.Find()
	if err != nil {
		return "", err
	}
	cards, err := found.Cards()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%v, %s", cards[0], found.Name()), nil
}
