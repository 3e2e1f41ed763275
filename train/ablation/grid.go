package ablation

import (
	"fmt"
	"os"
	"strings"

	"github.com/goccy/go-yaml"

	"aeed/train"
)

// A Grid says what to train.
type Grid struct {
	Base     map[string]any `yaml:"base"` // what differs from train.DefaultConfig
	Variants []Variant      `yaml:"variants"`
	Seeds    []uint64       `yaml:"seeds,flow"`
}

// A Variant changes values of the base configuration.
type Variant struct {
	Name string   `yaml:"name"`
	Set  []string `yaml:"set,flow"` // KEY=VALUE, as train.Config.Set takes them
}

// Table4 returns the paper's ablation of the two parts of AEED.
func Table4() Grid {
	return Grid{Seeds: []uint64{1, 2, 3}, Variants: []Variant{
		{"CE", []string{"objective.adapt=false", "objective.mixing=none"}},
		{"+E-Adapt", []string{"objective.mixing=none"}},
		{"+CS-Mix", []string{"objective.adapt=false"}},
		{"AEED", nil},
	}}
}

// Table5 returns the paper's comparison of what drives the niche widths, absolute
// entropy H or its flow, with ways of mixing.
func Table5() Grid {
	g := Grid{Seeds: []uint64{1, 2, 3}}
	for _, driver := range []struct{ name, value string }{{"H", "entropy"}, {"flow", "flow"}} {
		for _, mixing := range []struct{ name, value string }{{"Mixup", "mixup"}, {"CutMix", "cutmix"}, {"CS-Mix", "cs-mix"}} {
			g.Variants = append(g.Variants, Variant{driver.name + ", " + mixing.name,
				[]string{"controller.driver=" + driver.value, "objective.mixing=" + mixing.value}})
		}
	}
	return g
}

// Load reads a grid. A key that doesn't exist is an error with its line.
func Load(path string) (Grid, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return Grid{}, err
	}
	var g Grid
	if err := yaml.UnmarshalWithOptions(content, &g, yaml.Strict()); err != nil {
		return Grid{}, fmt.Errorf("%s: %s; hint: a grid has base, variants and seeds", path, strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	return g, nil
}

// base returns the configuration that the variants change, without a seed.
func (g Grid) base() (train.Config, error) {
	c := train.DefaultConfig()
	if len(g.Base) == 0 {
		return c, nil
	}
	content, err := yaml.Marshal(g.Base)
	if err != nil {
		return c, err
	}
	if err := c.Merge(content); err != nil {
		return c, fmt.Errorf("base: %w", err)
	}
	return c, nil
}

// configs returns the configuration of each variant, or an error that names the
// first that is wrong.
func (g Grid) configs() ([]train.Config, error) {
	if len(g.Variants) == 0 || len(g.Seeds) == 0 {
		return nil, fmt.Errorf("a grid of %d variants and %d seeds; hint: it needs one of each", len(g.Variants), len(g.Seeds))
	}
	base, err := g.base()
	if err != nil {
		return nil, err
	}
	var configs []train.Config
	names := map[string]bool{}
	for _, v := range g.Variants {
		if v.Name == "" || names[folderName(v.Name)] {
			return nil, fmt.Errorf("two variants are called %q, or one has no name; hint: a name becomes a folder's", v.Name)
		}
		names[folderName(v.Name)] = true
		c := base
		for _, assignment := range v.Set {
			if err := c.Set(assignment); err != nil {
				return nil, fmt.Errorf("variant %s: %w", v.Name, err)
			}
		}
		if err := c.Check(); err != nil {
			return nil, fmt.Errorf("variant %s: %w", v.Name, err)
		}
		configs = append(configs, c)
	}
	return configs, nil
}

// folderName returns a name without what doesn't go into one of a folder.
func folderName(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, name), "-")
}
