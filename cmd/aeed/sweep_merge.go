package main

import (
	"github.com/spf13/cobra"

	"aeed/sim/sweep"
)

func newSweepMerge() *cobra.Command {
	var flags sweepFlags
	c := &cobra.Command{
		Use:   "merge DIR…",
		Short: "Join the shards of a sweep",
		Long: `merge joins the folders of all shards of one sweep into the folder of the whole
sweep, as one process would have made it, byte for byte.`,
		Example: `  aeed sweep --shard 1/2 --out a
  aeed sweep --shard 2/2 --out b
  aeed sweep merge a b --out whole`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			results, err := sweep.Merge(args, flags.out)
			if err != nil {
				return err
			}
			defer results.Close()
			return reportSweep(c, results, flags)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&flags.out, "out", "sweep", "folder of the whole sweep")
	addHeatFlags(f, &flags)
	return c
}
