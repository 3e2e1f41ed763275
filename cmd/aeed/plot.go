package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"aeed/analysis"
	"aeed/internal/progress"
)

func newPlot() *cobra.Command {
	c := &cobra.Command{
		Use:   "plot",
		Short: "Draw a figure of the controller's dynamics",
		Long: `plot draws one figure, as PNG, SVG or PDF by the extension of --out. Without a
figure's name it lists the figures; aeed plot NAME --help lists a figure's flags.`,
		Example: `  aeed plot orbit --eta 20 --axis drive --out orbit.pdf
  aeed plot sensitivity --measure final-mean
  aeed plot trajectories run/trajectory.jsonl
  aeed plot all --out gallery`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return listFigures(c) },
	}
	c.AddCommand(&cobra.Command{
		Use:   "list",
		Short: "List the figures",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return listFigures(c) },
	}, newPlotAll())
	captions := map[string]string{}
	for _, d := range analysis.Diagnostics() {
		captions[d.Name] = d.Caption
	}
	for _, figure := range figures {
		c.AddCommand(newFigure(figure, captions[figure.name]))
	}
	return c
}

// newFigure returns the subcommand of one figure.
func newFigure(figure figureCommand, caption string) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:   figure.name,
		Short: strings.TrimSuffix(caption, "."),
		Long:  caption,
		Args:  cobra.NoArgs,
	}
	if figure.takesFile {
		c.Use, c.Args = figure.name+" [TRAJECTORY]", cobra.MaximumNArgs(1)
	}
	c.Flags().SortFlags = false
	draw := figure.bind(c)
	c.Flags().StringVar(&out, "out", figure.name+".png", "file to write, .png, .svg or .pdf")
	c.RunE = func(c *cobra.Command, args []string) error {
		if !slices.Contains([]string{".png", ".svg", ".pdf"}, strings.ToLower(filepath.Ext(out))) {
			return fmt.Errorf("--out %s: want a name that ends in .png, .svg or .pdf; hint: %s.png is the default", out, figure.name)
		}
		f, err := draw(args)
		if err != nil {
			return err
		}
		if err := f.Save(out); err != nil {
			return err
		}
		fmt.Fprintln(c.ErrOrStderr(), "wrote", out)
		return nil
	}
	return c
}

func listFigures(c *cobra.Command) error {
	for _, d := range analysis.Diagnostics() {
		fmt.Fprintf(c.OutOrStdout(), "%-20s %s\n", d.Name, d.Caption)
	}
	return nil
}

func newPlotAll() *cobra.Command {
	var out string
	var formats []string
	c := &cobra.Command{
		Use:   "all",
		Short: "Draw every figure, and a gallery page",
		Long: `all draws every figure with its default settings into a folder, and a page
index.html that shows them all.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			for _, format := range formats {
				if !slices.Contains([]string{"png", "svg", "pdf"}, format) {
					return fmt.Errorf("--format %s: want png, svg or pdf; hint: several are separated by commas", format)
				}
			}
			diagnostics := analysis.Diagnostics()
			bar := progress.New(c.ErrOrStderr(), len(diagnostics))
			defer bar.Close()
			page, err := drawGallery(out, formats, diagnostics, bar.Step)
			if err != nil {
				return err
			}
			bar.Close()
			fmt.Fprintln(c.ErrOrStderr(), "wrote", page)
			return nil
		},
	}
	c.Flags().StringVar(&out, "out", "gallery", "folder to write")
	c.Flags().StringSliceVar(&formats, "format", []string{"png"}, "formats of the files, of png, svg, pdf")
	return c
}
