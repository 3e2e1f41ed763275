package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"aeed/train/skeleton"
	"aeed/train/skeleton/longtail"
)

// inspectFlags are the flags of `aeed data inspect`.
type inspectFlags struct {
	format, out string
	clips       []string
	frameRate   float64
	thresholds  longtail.Thresholds
	verify      bool
	asJSON      bool
}

func newDataInspect() *cobra.Command {
	flags := inspectFlags{thresholds: longtail.Usual}
	c := &cobra.Command{
		Use:   "inspect [SOURCE]",
		Short: "Count the clips of a set by class and split, and draw some",
		Long: `inspect takes a prepared set, data in any format that "aeed data prepare" reads,
or, without SOURCE, the default synthetic set. It prints the clips of every
class in every split with Many, Medium and Few, and draws clips as rows of
poses, skeletons.png, and in motion, skeletons.gif.`,
		Example: `  aeed data inspect
  aeed data inspect nw-ucla --many 40 --verify
  aeed data inspect ntu60 --clip S001C001P001R001A009 --clip S001C001P001R001A050`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			path := ""
			if len(args) > 0 {
				path = args[0]
			}
			return flags.run(c, path)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&flags.format, "format", "", "format of the source (default what is found there)")
	f.StringVar(&flags.out, "out", "skeletons", "folder of the pictures, or none")
	f.StringArrayVar(&flags.clips, "clip", nil, "name of a clip to draw, may be repeated (default one of each of five classes)")
	f.Float64Var(&flags.frameRate, "frame-rate", 30, "frames a second of the motion")
	f.IntVar(&flags.thresholds.Many, "many", flags.thresholds.Many, "classes with more training clips are many")
	f.IntVar(&flags.thresholds.Few, "few", flags.thresholds.Few, "classes with fewer training clips are few")
	f.BoolVar(&flags.verify, "verify", false, "compare the checksums of a prepared set")
	f.BoolVar(&flags.asJSON, "json", false, "print JSON")
	return c
}

func (flags inspectFlags) run(c *cobra.Command, path string) error {
	if flags.verify {
		if !skeleton.IsSet(path) {
			return fmt.Errorf("--verify: %q is no prepared set; hint: only those have checksums", path)
		}
		if err := skeleton.VerifySet(path); err != nil {
			return failure{err.Error()}
		}
	}
	src, err := openData(path, flags.format)
	if err != nil {
		return err
	}
	defer src.Close()
	if flags.out != "none" {
		if err := flags.draw(src); err != nil {
			return err
		}
	}
	if flags.asJSON {
		return json.NewEncoder(c.OutOrStdout()).Encode(newInspection(src))
	}
	return flags.write(c.OutOrStdout(), src)
}

// An inspection is what inspect prints as JSON.
type inspection struct {
	Format  string               `json:"format"`
	Graph   string               `json:"graph"`
	Clips   int                  `json:"clips"`
	Classes []string             `json:"classes"`
	Counts  []int                `json:"by_class"`
	Splits  []skeleton.SplitSize `json:"splits"`
}

func newInspection(src skeleton.Source) inspection {
	d := src.Describe()
	i := inspection{Format: d.Format, Graph: d.Graph.Name, Clips: src.Len(), Classes: d.Classes, Counts: make([]int, len(d.Classes)), Splits: []skeleton.SplitSize{}}
	for k := range src.Len() {
		i.Counts[src.Record(k).Class]++
	}
	for _, s := range src.Splits() {
		i.Splits = append(i.Splits, skeleton.SplitSize{
			Name: s.Name, Train: len(s.Train), Test: len(s.Test),
			TrainByClass: countByClass(src, s.Train), TestByClass: countByClass(src, s.Test),
		})
	}
	return i
}

func (flags inspectFlags) write(w io.Writer, src skeleton.Source) error {
	i, b := newInspection(src), bufio.NewWriter(w)
	fmt.Fprintf(b, "%s, %s, %d clips, %d classes\n\n%5s  %-24s %7s", i.Format, i.Graph, i.Clips, len(i.Classes), "class", "", "clips")
	for _, s := range i.Splits {
		fmt.Fprintf(b, "  %16s", s.Name)
	}
	fmt.Fprintf(b, "\n%5s  %-24s %7s", "", "", "")
	for range i.Splits {
		fmt.Fprintf(b, "  %8s%8s", "train", "test")
	}
	fmt.Fprintln(b)
	for c, name := range i.Classes {
		fmt.Fprintf(b, "%5d  %-24s %7d", c, name, i.Counts[c])
		for _, s := range i.Splits {
			fmt.Fprintf(b, "  %8d%8d", s.TrainByClass[c], s.TestByClass[c])
		}
		fmt.Fprintln(b)
	}
	for _, s := range i.Splits {
		fmt.Fprintf(b, "\nsplit %s: %d train, %d test\n", s.Name, s.Train, s.Test)
		writeGroups(b, s.TrainByClass, flags.thresholds)
	}
	return b.Flush()
}
