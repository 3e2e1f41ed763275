package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"aeed/dynamics"
	"aeed/train/skeleton"
	"aeed/train/skeleton/format"
	"aeed/train/skeleton/ntu"
)

// prepareFlags are the flags of `aeed data prepare`.
type prepareFlags struct {
	out, format, bad, graph, secondBody string
	workers                             int
	asJSON                              bool
}

func newDataPrepare() *cobra.Command {
	var flags prepareFlags
	c := &cobra.Command{
		Use:   "prepare [SOURCE]",
		Short: "Convert skeleton data into a prepared set",
		Long: `prepare reads a file or a folder in one of the formats below, found out by what
is there unless --format says it, and writes a prepared set: NTU recordings are
denoised and aligned as in the reference preparation; everything else is taken
as it is. Memory stays bounded however large the source is.

  ntu            a folder with .skeleton files, of NTU RGB+D or NTU RGB+D 120
  npz            CTR-GCN's NTU60_CS.npz and so on
  pyskl          a .pkl file of PYSKL or MMAction2
  kinetics-json  a folder with kinetics_train, kinetics_val and their labels
  kinetics-npy   a folder with train_data.npy, train_label.pkl and so on
  ucla           a folder with a01_s01_e00_v01.json and so on

A preparation that is killed loses at most its last 8 MiB, and one that is
interrupted with Ctrl-C nothing: the same command goes on.`,
		Example: `  aeed data prepare nturgb+d_skeletons --bad NTU_RGBD_samples_with_missing_skeletons.txt --out ntu60
  aeed data prepare all_sqe --out nw-ucla
  aeed data prepare ntu120_3d.pkl --out ntu120`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return c.Help()
			}
			return flags.run(c, args[0])
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&flags.out, "out", "prepared", "folder of the set")
	f.StringVar(&flags.format, "format", "", "format of the source, one of "+strings.Join(format.Formats(), ", "))
	f.StringVar(&flags.bad, "bad", "", "file with the names of clips to leave out")
	f.StringVar(&flags.secondBody, "second-body", "", "ntu: zero (the default) or duplicate where one person is seen, as the references of NTU 60 and of NTU 120 do")
	f.StringVar(&flags.graph, "graph", "", "YAML file with the joint graph, instead of the format's own")
	f.IntVar(&flags.workers, "workers", 0, "clips read at once, 0 for a processor each; the set is the same")
	f.BoolVar(&flags.asJSON, "json", false, "print the manifest as JSON")
	return c
}

func (flags prepareFlags) run(c *cobra.Command, path string) error {
	if flags.workers < 0 {
		return &dynamics.ParameterError{Name: "workers", Value: fmt.Sprint(flags.workers), Want: "0 or more", Hint: "0 takes all processors"}
	}
	src, err := flags.open(path)
	if err != nil {
		return err
	}
	defer src.Close()
	p := skeleton.Preparation{Workers: flags.workers}
	if flags.bad != "" {
		if p.Exclude, err = flags.badNames(src); err != nil {
			return err
		}
	}
	m, err := prepareSet(c, src, flags.out, p)
	if err != nil {
		return err
	}
	return printManifest(c, flags.out, m, flags.asJSON)
}

func (flags prepareFlags) open(path string) (src skeleton.Source, err error) {
	if skeleton.IsSet(path) && flags.format == "" {
		return nil, fmt.Errorf("%s is a prepared set already; hint: aeed data inspect shows it", path)
	}
	second := ntu.SecondBody(flags.secondBody)
	switch second {
	case "":
		src, err = format.Open(path, flags.format)
	case ntu.Zero, ntu.Duplicate:
		src, err = ntu.OpenFolder(path, ntu.Options{SecondBody: second})
	default:
		return nil, &dynamics.ParameterError{Name: "second-body", Value: flags.secondBody, Want: "zero or duplicate", Hint: "zero is the reference of NTU 60, duplicate that of NTU 120"}
	}
	if err != nil || flags.graph == "" {
		return src, err
	}
	graph, err := skeleton.LoadGraph(flags.graph)
	if err != nil {
		return nil, err
	}
	if have, want := src.Describe().Graph.Vertices(), graph.Vertices(); have != want {
		return nil, fmt.Errorf("%s: want a graph of %d joints as in %s, found %d; hint: list the joints in the order of the data", flags.graph, have, path, want)
	}
	return regraphed{src, graph}, nil
}

// regraphed is a source with a joint graph of the user's.
type regraphed struct {
	skeleton.Source
	graph skeleton.Graph
}

func (r regraphed) Describe() skeleton.Description {
	d := r.Source.Describe()
	d.Graph = r.graph
	return d
}

// badNames reads the names of clips to leave out: for NTU in the form of its
// authors' lists.
func (flags prepareFlags) badNames(src skeleton.Source) ([]string, error) {
	if src.Describe().Format == "ntu" {
		return ntu.ReadBadList(flags.bad)
	}
	return skeleton.ReadList(flags.bad)
}
