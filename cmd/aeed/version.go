package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"aeed/train/device/cpu"
	"aeed/train/device/cuda/driver"
)

// version is the release that the code belongs to.
const version = "0.1.0"

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version, its commit, the platform and what trains on it",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(c.OutOrStdout(), "aeed %s (commit %s, %s, %s/%s, %d processors)\ntrains on %s\n%s\n",
				version, commit(), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), cpu.New(0).Name(), cards())
			return err
		},
	}
}

// cards says which GPUs there are, or why there is none.
func cards() string {
	found, err := driver.Find()
	if err != nil {
		return err.Error()
	}
	cards, err := found.Cards()
	if err != nil {
		return err.Error()
	}
	text := found.Name()
	for _, card := range cards {
		text += "\n  " + card.String()
	}
	return text
}

// commit returns the commit that the binary was built from, "unknown" if the
// build did not record it.
func commit() string {
	revision, modified := "unknown", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, setting := range info.Settings {
			switch {
			case setting.Key == "vcs.revision":
				revision = setting.Value[:min(12, len(setting.Value))]
			case setting.Key == "vcs.modified" && setting.Value == "true":
				modified = ", modified"
			}
		}
	}
	return revision + modified
}
