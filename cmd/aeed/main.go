// Command aeed verifies, simulates and trains with the AEED controller of
// class weights. Run it without arguments for its subcommands.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"aeed/dynamics"
	"aeed/train/device/cuda/driver"
)

// The exit codes of every subcommand.
const (
	exitFailed      = 1 // a claim or a check failed
	exitBadInput    = 2
	exitUnavailable = 3 // a device is not there
)

// A failure ends the command with exit code 1: not an error of the user's, but
// a result.
type failure struct{ message string }

func (f failure) Error() string { return f.message }

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run executes a command line and returns its exit code.
func run(args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.Execute()
	if err == nil {
		return 0
	}
	fmt.Fprintf(stderr, "aeed: %s\n", explain(err))
	if errors.As(err, &failure{}) {
		return exitFailed
	}
	if errors.Is(err, driver.ErrUnavailable) {
		return exitUnavailable
	}
	return exitBadInput
}

// explain puts a wrong parameter in terms of the flag that set it, and sends
// whoever got the words of a command wrong to its help.
func explain(err error) string {
	var parameter *dynamics.ParameterError
	if errors.As(err, &parameter) {
		return fmt.Sprintf("--%s %s: want %s; hint: %s", parameter.Name, parameter.Value, parameter.Want, parameter.Hint)
	}
	if text := err.Error(); errors.As(err, &failure{}) || strings.Contains(text, "hint: ") {
		return text
	}
	return err.Error() + "; hint: aeed --help lists the commands, aeed COMMAND --help the flags"
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "aeed",
		Short: "Stability analysis and simulation of adaptive class re-weighting",
		Long: `aeed studies Adaptive Ecological Entropy Dynamics: a controller that turns the
entropy flow of every class into that class's loss weight, its niche width,
while a network trains on long-tailed data.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(newVerify(), newSimulate(), newSweep(), newPlot(), newData(), newModel(), newTrain(), newEval(), newCompare(), newAblate(), newStudy(), newVersion())
	return root
}
