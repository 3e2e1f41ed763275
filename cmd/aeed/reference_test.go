package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"aeed/internal/golden"
)

// reference is where the pages of the commands are.
const reference = "../../docs/reference"

// commands returns a command and those below it.
func commands(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, below := range c.Commands() {
		if below.IsAvailableCommand() {
			all = append(all, commands(below)...)
		}
	}
	return all
}

func pageOf(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") + ".md" }

// page returns what the help of a command says, as Markdown.
func page(c *cobra.Command) string {
	var b strings.Builder
	text := c.Long
	if text == "" {
		text = c.Short + "."
	}
	fmt.Fprintf(&b, "# %s\n\n%s\n\n```\n%s\n```\n", c.CommandPath(), text, c.UseLine())
	if c.Example != "" {
		fmt.Fprintf(&b, "\n## Examples\n\n```\n%s\n```\n", strings.TrimRight(c.Example, "\n"))
	}
	if flags := c.NonInheritedFlags(); flags.HasAvailableFlags() {
		fmt.Fprintf(&b, "\n## Flags\n\n```\n%s```\n", flags.FlagUsages())
	}
	if below := commands(c)[1:]; len(below) > 0 {
		fmt.Fprint(&b, "\n## Commands\n\n")
		for _, command := range below {
			fmt.Fprintf(&b, "- [%s](%s): %s\n", command.CommandPath(), pageOf(command), command.Short)
		}
	}
	return b.String()
}

// The pages of docs/reference are those of the commands as they are; the flag
// -regenerate writes them.
func TestReference(t *testing.T) {
	want := map[string]bool{}
	for _, c := range commands(newRoot()) {
		c.InitDefaultHelpFlag()
		want[pageOf(c)] = true
		golden.CheckText(t, filepath.Join(reference, pageOf(c)), page(c))
	}
	pages, err := filepath.Glob(filepath.Join(reference, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range pages {
		if !want[filepath.Base(name)] {
			t.Errorf("%s is of no command", name)
		}
	}
	if _, err := os.Stat(filepath.Join(reference, "aeed.md")); err != nil {
		t.Error(err)
	}
}
