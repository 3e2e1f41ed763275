// Command assemble writes the vector kernels of package sim. Each computes what
// the Go function of the same name in sim/advance.go does, operation by
// operation, for four lanes at a time; the field offsets are those of the Go
// structs.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/ir"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
)

func main() {
	flags := flag.NewFlagSet("assemble", flag.ExitOnError) // avo has taken the names in the usual set
	assembly := flags.String("out", "advance_amd64.s", "file of the assembly")
	stubs := flags.String("stubs", "advance_stubs_amd64.go", "file of the Go declarations")
	if err := flags.Parse(os.Args[1:]); err != nil {
		os.Exit(2)
	}
	if err := write(*assembly, *stubs); err != nil {
		fmt.Fprintln(os.Stderr, "assemble:", err)
		os.Exit(1)
	}
}

func write(assembly, stubs string) error {
	file, err := kernels()
	if err != nil {
		return err
	}
	configuration := printer.Config{Name: "go run ./assemble", Pkg: "sim"}
	for name, p := range map[string]printer.Printer{assembly: printer.NewGoAsm(configuration), stubs: printer.NewStubs(configuration)} {
		text, err := p.Print(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// kernels returns all kernels, compiled: registers allocated, unused code gone.
func kernels() (*ir.File, error) {
	c := build.NewContext()
	c.Package("aeed/sim")
	advance(c, "advanceEarlyAVX2", false)
	advance(c, "advanceLateAVX2", true)
	decay(c)
	file, err := c.Result()
	if err != nil {
		return nil, err
	}
	return file, pass.Compile.Execute(file)
}
