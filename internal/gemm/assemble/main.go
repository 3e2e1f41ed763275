// Command assemble writes the vector forms of package gemm: for each kind of vector
// register a file of assembly and one of the Go declarations.
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
	for _, f := range forms() {
		if err := f.write(*folder); err != nil {
			fmt.Fprintln(os.Stderr, "assemble:", err)
			os.Exit(1)
		}
	}
}

// files returns the names of the files of a form.
func (f *form) files() (assembly, stubs string) {
	name := strings.ToLower(f.name)
	return name + "_amd64.s", name + "_amd64.go"
}

// write writes the files of a form.
func (f *form) write(folder string) error {
	f.Context = build.NewContext()
	f.Package("aeed/internal/gemm")
	f.routines()
	file, err := f.Result()
	if err != nil {
		return err
	}
	if err := pass.Compile.Execute(file); err != nil {
		return err
	}
	configuration := printer.Config{Name: "go run ./assemble", Pkg: "gemm"}
	assembly, stubs := f.files()
	for name, p := range map[string]printer.Printer{assembly: printer.NewGoAsm(configuration), stubs: printer.NewStubs(configuration)} {
		text, err := p.Print(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
