package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"aeed/train/device"
	"aeed/train/device/cpu"
	"aeed/train/device/cuda"
	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/kernels"
)

// deviceFlags say what trains.
type deviceFlags struct {
	device     string
	workers    int
	card       int
	arithmetic string
	given      func(flag string) bool // tells whether the command line has a flag
}

func (f *deviceFlags) declare(c *cobra.Command) {
	c.Flags().StringVar(&f.device, "device", "cpu", "what computes: cpu, cuda, or auto for a GPU where there is one (no GPU has run this yet)")
	c.Flags().IntVar(&f.workers, "workers", 0, "processors of the CPU to use, 0 for all; the result is the same")
	c.Flags().IntVar(&f.card, "card", 0, "which GPU, from 0")
	c.Flags().StringVar(&f.arithmetic, "arithmetic", string(kernels.Float32), "what the GPU rounds the operands of matrix products to: float32, tf32 or bf16; sums and parameters are float32")
	f.given = c.Flags().Changed
}

// open returns the device, and what gives it back. Where auto falls back to the CPU, it
// says so.
func (f deviceFlags) open(stderr io.Writer) (d device.Device, giveBack func(), err error) {
	if f.workers < 0 {
		return nil, nil, fmt.Errorf("--workers %d: want 0 or more; hint: 0 takes all processors", f.workers)
	}
	if f.card < 0 {
		return nil, nil, fmt.Errorf("--card %d: want 0 or more; hint: aeed version lists the cards", f.card)
	}
	arithmetic, err := kernels.ParseArithmetic(f.arithmetic)
	if err != nil {
		return nil, nil, fmt.Errorf("--arithmetic: %w", err)
	}
	switch f.device {
	case "cpu":
		for _, flag := range []string{"card", "arithmetic"} {
			if f.given(flag) {
				return nil, nil, fmt.Errorf("--%s is for a GPU, and --device is cpu; hint: --device cuda takes a GPU", flag)
			}
		}
		return cpu.New(f.workers), func() {}, nil
	case "cuda", "auto":
		gpu, err := cuda.Open(cuda.Options{Card: f.card, Arithmetic: arithmetic})
		if err == nil {
			return gpu, func() { gpu.Close() }, nil
		}
		if f.device == "cuda" || !errors.Is(err, driver.ErrUnavailable) {
			return nil, nil, err
		}
		fmt.Fprintf(stderr, "aeed: on the CPU: %v\n", err)
		return cpu.New(f.workers), func() {}, nil
	}
	return nil, nil, fmt.Errorf("--device %s: want cpu, cuda or auto; hint: auto takes the CPU where there is no GPU", f.device)
}
