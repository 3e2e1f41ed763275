package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"aeed/dynamics"
	"aeed/train/skeleton"
	"aeed/train/skeleton/longtail"
	"aeed/train/skeleton/synth"
)

func newDataSynth() *cobra.Command {
	config := synth.DefaultConfig()
	var out string
	var imbalance float64
	var asJSON bool
	c := &cobra.Command{
		Use:   "synth",
		Short: "Make a set of synthetic motion on the NTU-25 skeleton",
		Long: `synth makes people of different builds up who wave, kick, squat, walk and so
on in front of a depth camera, and writes a prepared set. With --imbalance the
training set is long-tailed: class c of C has head·imbalance^(−c/(C−1)) clips,
the first of those that the balanced set has; the test set stays the same.`,
		Example: `  aeed data synth
  aeed data synth --train 150 --imbalance 20 --out tail
  aeed data synth --classes 60 --difficulty 0.8 --mutual 0.2`,
		Args: cobra.NoArgs,
	}
	f := c.Flags()
	f.SortFlags = false
	f.IntVar(&config.Classes, "classes", config.Classes, fmt.Sprintf("classes, 2 to %d", synth.MaxClasses))
	f.IntVar(&config.TrainPerClass, "train", config.TrainPerClass, "training clips of a class; of the head with --imbalance")
	f.IntVar(&config.TestPerClass, "test", config.TestPerClass, "test clips of a class")
	f.Float64Var(&imbalance, "imbalance", 1, "training clips of the first class over those of the last")
	f.Float64Var(&config.Difficulty, "difficulty", config.Difficulty, "how alike the classes are, and how unlike their clips, 0 to 1")
	f.Float64Var(&config.Mutual, "mutual", config.Mutual, "share of the classes that show two people, 0 to 1")
	f.Uint64Var(&config.Seed, "seed", config.Seed, "where all that is random comes from")
	f.StringVar(&out, "out", "synthetic", "folder of the set")
	f.BoolVar(&asJSON, "json", false, "print the manifest as JSON")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := config.Check(); err != nil {
			return err
		}
		if imbalance != 1 {
			counts, err := profile(config.Classes, config.TrainPerClass, imbalance)
			if err != nil {
				return err
			}
			config.Counts = counts
		}
		src, err := synth.New(config)
		if err != nil {
			return err
		}
		m, err := prepareSet(c, src, out, skeleton.Preparation{})
		if err != nil {
			return err
		}
		return printManifest(c, out, m, asJSON)
	}
	return c
}

// profile returns the exponential profile, or an error in terms of the flags.
func profile(classes, head int, imbalance float64) ([]int, error) {
	wrong := func(name string, value any, want, hint string) error {
		return &dynamics.ParameterError{Name: name, Value: fmt.Sprint(value), Want: want, Hint: hint}
	}
	switch {
	case !(imbalance >= 1):
		return nil, wrong("imbalance", imbalance, "1 or more", "the first class has that many times the clips of the last")
	case float64(head) < imbalance:
		return nil, wrong("imbalance", imbalance, fmt.Sprintf("at most the %d clips of the head", head), "the last class needs one clip at least")
	}
	return longtail.Profile(classes, head, imbalance), nil
}

func printManifest(c *cobra.Command, out string, m skeleton.Manifest, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(c.OutOrStdout()).Encode(m)
	}
	writeManifest(c.OutOrStdout(), out, m)
	return nil
}
