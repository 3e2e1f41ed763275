package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"aeed/train/ctrgcn"
	"aeed/train/skeleton"
)

// modelFlags are the flags of `aeed model`.
type modelFlags struct {
	graph, blocks           string
	classes, frames, bodies int
	weights                 string
	asJSON                  bool
}

// modelBlocks are the networks by their names on the command line.
var modelBlocks = map[string]func() []ctrgcn.Block{"official": ctrgcn.Official, "small": ctrgcn.Small}

// architectureFlags are those that say which network it is.
var architectureFlags = []string{"graph", "blocks", "classes", "frames", "bodies"}

func newModel() *cobra.Command {
	var flags modelFlags
	c := &cobra.Command{
		Use:   "model",
		Short: "Count the parameters and operations of a network",
		Long: `model lists the layers of a CTR-GCN with what each gives, its parameters and its
operations for one clip, by default those of the published network for NTU RGB+D
60. Operations are multiplications with an addition, MACs, of a forward pass: as
the official implementation is written, and as aeed does it, which averages over
time before it compares joints.

With --weights it reads a file of PyTorch or safetensors, checks it against the
network, and lists the size of every tensor. A file that aeed wrote as safetensors
says itself what network it is of, unless a flag does. It exits with 1 if the file
is of another network.`,
		Example: `  aeed model
  aeed model --graph ucla-20 --bodies 1 --frames 52 --classes 10
  aeed model --blocks small --json
  aeed model --weights runs-65-40690.pt --classes 120`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return flags.run(c) },
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&flags.graph, "graph", "ntu-25", "joint graph, or a YAML file with one")
	f.StringVar(&flags.blocks, "blocks", "official", "blocks of the network: official or small")
	f.IntVar(&flags.classes, "classes", 60, "number of classes C ≥ 2")
	f.IntVar(&flags.frames, "frames", 64, "frames T of a clip")
	f.IntVar(&flags.bodies, "bodies", 2, "bodies M of a clip")
	f.StringVar(&flags.weights, "weights", "", "check the weights in this file, too")
	f.BoolVar(&flags.asJSON, "json", false, "print JSON")
	return c
}

func (flags modelFlags) run(c *cobra.Command) error {
	a, err := flags.architecture(c)
	if err != nil {
		return err
	}
	r := newModelReport(a)
	if flags.weights != "" {
		w, err := a.Import(flags.weights)
		if mismatch := (*ctrgcn.MismatchError)(nil); errors.As(err, &mismatch) {
			return failure{err.Error()}
		}
		if err != nil {
			return err
		}
		r.Weights = newWeightsReport(flags.weights, a, w)
	}
	if flags.asJSON {
		return writeJSON(c.OutOrStdout(), r)
	}
	return writeModel(c.OutOrStdout(), r)
}

// architecture returns the network that the flags say, or, if none does, the one
// that the file of weights says.
func (flags modelFlags) architecture(c *cobra.Command) (ctrgcn.Architecture, error) {
	if flags.weights != "" && !slices.ContainsFunc(architectureFlags, c.Flags().Changed) {
		a, there, err := ctrgcn.ReadArchitecture(flags.weights)
		if there || err != nil {
			return a, err
		}
	}
	load := skeleton.GraphByName
	if strings.HasSuffix(flags.graph, ".yaml") || strings.HasSuffix(flags.graph, ".yml") {
		load = skeleton.LoadGraph
	}
	graph, err := load(flags.graph)
	if err != nil {
		return ctrgcn.Architecture{}, fmt.Errorf("--graph: %w", err)
	}
	blocks, known := modelBlocks[flags.blocks]
	if !known {
		return ctrgcn.Architecture{}, fmt.Errorf("--blocks: no network is called %q; hint: there are official and small", flags.blocks)
	}
	const coordinates = 3
	a := ctrgcn.Architecture{Channels: coordinates, Frames: flags.frames, Joints: graph.Vertices(), Bodies: flags.bodies, Classes: flags.classes,
		Adjacency: graph.Adjacency(), Blocks: blocks()}
	return a, a.Check()
}
