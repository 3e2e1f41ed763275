// Command assemble writes the vector forms of package kernel: for each kind of
// vector register a file of assembly, and one of the Go declarations. A routine is
// written once, in terms of a form, and computes what the Go function of the same
// name in package kernel does.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
)

func main() {
	flags := flag.NewFlagSet("assemble", flag.ExitOnError) // avo has taken the names in the usual set
	folder := flags.String("out", ".", "folder of the files")
	if err := flags.Parse(os.Args[1:]); err != nil {
		os.Exit(2)
	}
	if err := write(*folder); err != nil {
		fmt.Fprintln(os.Stderr, "assemble:", err)
		os.Exit(1)
	}
}

// write makes the files of all forms, then writes them: a form is made with the
// types of the package as it was before.
func write(folder string) error {
	files := map[string][]byte{}
	for _, f := range forms() {
		if err := f.make(files); err != nil {
			return err
		}
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func forms() []*form {
	return []*form{
		{name: "AVX512", lanes: 16, registers: 32},
		{name: "AVX2", lanes: 8, registers: 16},
	}
}

// make adds the files of a form.
func (f *form) make(files map[string][]byte) error {
	f.Context, f.constants = build.NewContext(), map[string]bool{}
	f.Package("aeed/train/device/cpu/kernel")
	if _, err := f.Result(); err != nil { // else the next step fails without a reason
		return err
	}
	f.routines()
	file, err := f.Result()
	if err != nil {
		return err
	}
	if err := pass.Compile.Execute(file); err != nil {
		return err
	}
	configuration, name := printer.Config{Name: "go run ./assemble", Pkg: "kernel"}, strings.ToLower(f.name)
	if files[name+"_amd64.s"], err = printer.NewGoAsm(configuration).Print(file); err != nil {
		return err
	}
	files[name+"_amd64.go"], err = printer.NewStubs(configuration).Print(file)
	return err
}

func (f *form) routines() {
	f.contract()
	f.normalise()
	f.normalisationSums()
	f.normalisationGradient()
	f.columnSums()
	f.columnSquares()
	f.rowSums()
	f.tanhDifference()
	f.tanhGradient()
	f.addRowAndColumn()
	f.copyRows()
	f.addScaled()
	f.pool()
	f.poolGradient()
	f.descend()
}
