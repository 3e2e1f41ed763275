package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"aeed/train"
)

func newEval() *cobra.Command {
	var checkpoint, ensemble string
	var confusion, asJSON bool
	var flags deviceFlags
	c := &cobra.Command{
		Use:   "eval [RUN…]",
		Short: "Test checkpoints, alone or together",
		Long: `eval tests the network of a run on its test clips: overall, macro, Many, Medium,
Few and per class. The logits of several runs, such as one a modality, are added
with the weights of --ensemble. Without RUN it takes the folder run, where
"aeed train" leaves it.`,
		Example: `  aeed eval
  aeed eval run --checkpoint best --confusion
  aeed eval joint bone joint-motion bone-motion --ensemble 0.6,0.6,0.4,0.4
  aeed eval run --checkpoint official.pt`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"run"}
			}
			weights, err := parseWeights(ensemble)
			if err != nil {
				return err
			}
			d, giveBack, err := flags.open(c.ErrOrStderr())
			if err != nil {
				return err
			}
			defer giveBack()
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			e, err := train.Evaluate(ctx, args, checkpoint, weights, d)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(e)
			}
			b := bufio.NewWriter(c.OutOrStdout())
			if err := e.WriteTable(b, e.Classes); err != nil {
				return err
			}
			if confusion {
				fmt.Fprintln(b)
				if err := e.WriteConfusion(b, e.Classes); err != nil {
					return err
				}
			}
			return b.Flush()
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&checkpoint, "checkpoint", "last", "best, last, or a file of weights (.safetensors, .pt)")
	f.StringVar(&ensemble, "ensemble", "", "weights of the runs, by commas (default all alike)")
	flags.declare(c)
	f.BoolVar(&confusion, "confusion", false, "print the confusion matrix too")
	f.BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

func parseWeights(text string) ([]float64, error) {
	if text == "" {
		return nil, nil
	}
	var weights []float64
	for _, word := range strings.Split(text, ",") {
		w, err := strconv.ParseFloat(strings.TrimSpace(word), 64)
		if err != nil || w-w != 0 {
			return nil, fmt.Errorf("--ensemble %s: want numbers by commas; hint: 0.6,0.6,0.4,0.4 for joint, bone and their motions", text)
		}
		weights = append(weights, w)
	}
	return weights, nil
}
