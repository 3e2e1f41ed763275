package cpu_test

import (
	"testing"

	"aeed/train/device/conformance"
	"aeed/train/device/cpu"
)

func TestConformance(t *testing.T) { conformance.Run(t, cpu.New(0)) }

func TestConformanceWithLibrary(t *testing.T) { conformance.Run(t, cpu.NewWithLibrary(0)) }
