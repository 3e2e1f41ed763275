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
)

// deviceFlags say what trains.
type deviceFlags struct {
	device  string
	workers int
}

func (f *deviceFlags) declare(c *cobra.Command) {
	c.Flags().StringVar(&f.device, "device", "cpu", "what computes: cpu, cuda, or auto for a GPU where there is one (no GPU has run this yet)")
	c.Flags().IntVar(&f.workers, "workers", 0, "processors of the CPU to use, 0 for all; the result is the same")
}

// open returns the device, and what gives it back. Where auto falls back to the CPU, it
// says so.
func (f deviceFlags) open(stderr io.Writer) (d device.Device, giveBack func(), err error) {
	if f.workers < 0 {
		return nil, nil, fmt.Errorf("--workers %d: want 0 or more; hint: 0 takes all processors", f.workers)
	}
	switch f.device {
	case "cpu":
		return cpu.New(f.workers), func() {}, nil
	case "cuda", "auto":
		gpu, err := cuda.Open(cuda.Options{})
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
