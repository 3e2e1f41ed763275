package kernels

import (
	_ "embed"
	"fmt"
)

//go:embed kernels.ptx
var ptx string

// PTX returns the kernels as command build has compiled them, for a driver that
// compiles them on for its GPU: compute capability 8.0 or later.
func PTX() string { return ptx }

// PTXHeader returns the first line of PTX that was compiled from Source.
func PTXHeader() string { return fmt.Sprintf("// SHA-256 of the sources: %s\n", Hash()) }
