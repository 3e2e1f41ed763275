package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"aeed/internal/blas"
	"aeed/train/ctrgcn"
)

// A comparison is a network's training by ours and by PyTorch.
type comparison struct {
	network string
	clips   int
	ours    measurement
	torch   measurement // zero without PyTorch
	sgemm   float64     // floating-point operations a second of the machine's matrix products
	flop    float64     // of a clip's training
}

// A summary is what --json prints.
type summary struct {
	ClipsPerS    float64 `json:"clips_per_s"`
	RatioTorch   float64 `json:"ratio_torch"`
	ShareOfSgemm float64 `json:"share_of_sgemm"`
	Torch        string  `json:"torch"`
}

func (c comparison) share() float64 { return c.ours.ClipsPerS * c.flop / c.sgemm }

func (c comparison) summary() summary {
	return summary{c.ours.ClipsPerS, c.ours.ClipsPerS / c.torch.ClipsPerS, c.share(), c.torch.Torch}
}

func compare(name string, o options) (comparison, error) {
	n, err := find(name, o)
	if err != nil {
		return comparison{}, err
	}
	c := comparison{network: name, clips: n.clips, flop: float64(ctrgcn.TrainingFLOP(n.Summary().Total.Hoisted))}
	program, err := os.Executable()
	if err != nil {
		return c, err
	}
	for range o.rounds {
		ours, err := child(exec.Command(program, "--alone", name, "--workers", fmt.Sprint(o.workers), "--steps", fmt.Sprint(o.steps),
			fmt.Sprintf("--library=%t", o.library)))
		if err != nil {
			return c, err
		}
		c.ours = better(c.ours, ours)
		if o.python != "" {
			torch, err := child(peer(name, n, o))
			if err != nil {
				return c, err
			}
			c.torch = better(c.torch, torch)
		}
		c.sgemm = max(c.sgemm, blas.Open().PeakRate(o.workers))
	}
	return c, nil
}

// peer returns the command that times PyTorch. It frees OpenBLAS-based libraries of
// settings that slow them down.
func peer(name string, n network, o options) *exec.Cmd {
	arguments := []string{"internal/bench/cpu/ctrgcn.py", "--time", "--batch", fmt.Sprint(n.clips), "--steps", fmt.Sprint(n.steps),
		"--threads", fmt.Sprint(o.workers), "--mode", o.mode}
	if name == "small" {
		arguments = append(arguments, "--small")
	}
	command := exec.Command(o.python, arguments...)
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "OPENBLAS_") {
			command.Env = append(command.Env, variable)
		}
	}
	return command
}

func child(command *exec.Cmd) (m measurement, err error) {
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return m, fmt.Errorf("%s: %w; hint: PyTorch needs an interpreter that has it, and runs from the root of the repository", command.Path, err)
	}
	return m, json.Unmarshal(output, &m)
}

func better(a, b measurement) measurement {
	if b.ClipsPerS > a.ClipsPerS {
		return b
	}
	return a
}

func (c comparison) write(out io.Writer) {
	fmt.Fprintf(out, "%s network, batch %d\n", c.network, c.clips)
	for _, m := range []measurement{c.ours, c.torch} {
		if m.ClipsPerS > 0 {
			fmt.Fprintf(out, "  %8.2f clips/s  %8.1f ms a step  %6.0f MiB  %s\n", m.ClipsPerS, m.StepMS, float64(m.PeakMemory)/(1<<20), m.Device+m.Torch)
		}
	}
	if c.torch.ClipsPerS > 0 {
		fmt.Fprintf(out, "  ours is %.2f times as fast\n", c.ours.ClipsPerS/c.torch.ClipsPerS)
	}
	fmt.Fprintf(out, "  %.1f GFLOP/s, %.0f %% of the %.1f of %s\n", c.ours.ClipsPerS*c.flop/1e9, 100*c.share(), c.sgemm/1e9, blas.Open().Name())
}
