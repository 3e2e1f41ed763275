package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"aeed/dynamics"
	"aeed/train/skeleton"
	"aeed/train/skeleton/longtail"
)

// longtailFlags are the flags of `aeed data longtail`.
type longtailFlags struct {
	split, list, name string
	head              int
	imbalance         float64
	seed              uint32
	thresholds        longtail.Thresholds
	asJSON            bool
}

func newDataLongtail() *cobra.Command {
	flags := longtailFlags{thresholds: longtail.Usual}
	c := &cobra.Command{
		Use:   "longtail [SET]",
		Short: "Choose a long-tailed subset of a split's training clips",
		Long: `longtail adds a split to a prepared set: its training clips are a long-tailed
choice of those of another split, its test clips are the same. Class c of C has
head·imbalance^(−c/(C−1)) clips, drawn as the published lists were: legacy
shuffles of MT19937, class after class. With --list the choice is read from a
file, a clip's name a line, instead. Without SET it shows the profile of the
synthetic set and writes nothing.`,
		Example: `  aeed data longtail ntu120 --split xsub --head 600 --imbalance 100
  aeed data longtail ntu60 --split xview --list NTU60_xview_exp_100.txt
  aeed data longtail nw-ucla --list NW-UCLA_exp_10.txt --many 40`,
		Args: cobra.MaximumNArgs(1),
	}
	f := c.Flags()
	f.SortFlags = false
	f.StringVar(&flags.split, "split", "", "the split to choose from (default the set's first)")
	f.IntVar(&flags.head, "head", 0, "clips of the first class, 0 for all that it has")
	f.Float64Var(&flags.imbalance, "imbalance", 10, "clips of the first class over those of the last")
	f.Uint32Var(&flags.seed, "seed", 0, "seed of the choice")
	f.StringVar(&flags.list, "list", "", "file with the names of the training clips")
	f.StringVar(&flags.name, "name", "", "name of the new split (default the old one's and -lt)")
	f.IntVar(&flags.thresholds.Many, "many", flags.thresholds.Many, "classes with more clips are many")
	f.IntVar(&flags.thresholds.Few, "few", flags.thresholds.Few, "classes with fewer clips are few")
	f.BoolVar(&flags.asJSON, "json", false, "print JSON")
	c.RunE = func(c *cobra.Command, args []string) error {
		if flags.thresholds.Few > flags.thresholds.Many {
			return &dynamics.ParameterError{Name: "few", Value: fmt.Sprint(flags.thresholds.Few), Want: fmt.Sprintf("at most --many %d", flags.thresholds.Many), Hint: "classes between the two are medium"}
		}
		path := ""
		if len(args) > 0 {
			path = args[0]
		}
		return flags.run(c, path)
	}
	return c
}

func (flags longtailFlags) run(c *cobra.Command, path string) error {
	if path != "" && !skeleton.IsSet(path) {
		return fmt.Errorf("%s is no prepared set; hint: aeed data prepare makes one", path)
	}
	set, err := openData(path, "")
	if err != nil {
		return err
	}
	defer set.Close()
	base, err := splitOf(set, flags.split)
	if err != nil {
		return err
	}
	chosen := skeleton.Split{Name: base.Name + "-lt", Test: base.Test}
	if flags.name != "" {
		chosen.Name = flags.name
	}
	if chosen.Train, err = flags.choose(set, base); err != nil {
		return err
	}
	if path != "" {
		if err := skeleton.WriteSplit(path, chosen); err != nil {
			return err
		}
	}
	return flags.report(c.OutOrStdout(), set, chosen)
}

// splitOf returns the split of a name, or the first if the name is empty.
func splitOf(src skeleton.Source, name string) (skeleton.Split, error) {
	splits := src.Splits()
	var names []string
	for _, s := range splits {
		if s.Name == name || name == "" {
			return s, nil
		}
		names = append(names, s.Name)
	}
	if len(splits) == 0 {
		return skeleton.Split{}, fmt.Errorf("the set has no splits; hint: its folder splits takes lists NAME.train.txt and NAME.test.txt")
	}
	return skeleton.Split{}, fmt.Errorf("--split %s: want one of %s; hint: aeed data inspect shows the splits", name, strings.Join(names, ", "))
}

// classesOf returns the class of every clip by its name.
func classesOf(src skeleton.Source) map[string]int {
	classes := make(map[string]int, src.Len())
	for i := range src.Len() {
		r := src.Record(i)
		classes[r.Name] = r.Class
	}
	return classes
}

// choose returns the training clips of the new split.
func (flags longtailFlags) choose(src skeleton.Source, base skeleton.Split) ([]string, error) {
	classOf := classesOf(src)
	if flags.list != "" {
		return flags.read(classOf, base)
	}
	names := make([][]string, len(src.Describe().Classes))
	for _, name := range base.Train {
		names[classOf[name]] = append(names[classOf[name]], name)
	}
	head := flags.head
	if head == 0 {
		head = len(names[0])
	}
	counts, err := profile(len(names), head, flags.imbalance)
	if err != nil {
		return nil, err
	}
	return longtail.Select(names, counts, flags.seed)
}

// read reads the list and checks that its clips are for training.
func (flags longtailFlags) read(classOf map[string]int, base skeleton.Split) ([]string, error) {
	names, err := skeleton.ReadList(flags.list)
	if err != nil {
		return nil, err
	}
	train := make(map[string]bool, len(base.Train))
	for _, name := range base.Train {
		train[name] = true
	}
	for i, name := range names {
		if train[name] {
			continue
		}
		found := name + ", which the set lacks"
		if _, there := classOf[name]; there {
			found = name + ", which is for testing"
		}
		return nil, &skeleton.FormatError{File: flags.list, Place: fmt.Sprintf("line %d", i+1), Want: "a training clip of split " + base.Name, Found: found,
			Hint: "is it the list of another split, or were bad samples left out that it names?"}
	}
	return names, nil
}

// longtailReport is what longtail prints as JSON.
type longtailReport struct {
	Split  string         `json:"split"`
	Train  int            `json:"train"`
	Test   int            `json:"test"`
	Counts []int          `json:"train_by_class"`
	Groups map[string]int `json:"groups"`
}

func (flags longtailFlags) report(w io.Writer, src skeleton.Source, s skeleton.Split) error {
	r := longtailReport{Split: s.Name, Train: len(s.Train), Test: len(s.Test), Counts: countByClass(src, s.Train), Groups: map[string]int{}}
	for _, g := range longtail.Groups(r.Counts, flags.thresholds) {
		r.Groups[strings.ToLower(g.Name)] = len(g.Classes)
	}
	if flags.asJSON {
		return json.NewEncoder(w).Encode(r)
	}
	fmt.Fprintf(w, "split %s: %d train, %d test\n", r.Split, r.Train, r.Test)
	fmt.Fprintf(w, "clips of each class: %s\n", strings.Trim(fmt.Sprint(r.Counts), "[]"))
	writeGroups(w, r.Counts, flags.thresholds)
	return nil
}

func countByClass(src skeleton.Source, names []string) []int {
	classOf := classesOf(src)
	counts := make([]int, len(src.Describe().Classes))
	for _, name := range names {
		counts[classOf[name]]++
	}
	return counts
}

// writeGroups prints how many classes each group has and how many clips they have
// together, a dash where there are none.
func writeGroups(w io.Writer, counts []int, t longtail.Thresholds) {
	for _, g := range longtail.Groups(counts, t) {
		clips := 0
		for _, c := range g.Classes {
			clips += counts[c]
		}
		if len(g.Classes) == 0 {
			fmt.Fprintf(w, "  %-7s –\n", g.Name)
			continue
		}
		fmt.Fprintf(w, "  %-7s %3d classes, %6d clips\n", g.Name, len(g.Classes), clips)
	}
}
