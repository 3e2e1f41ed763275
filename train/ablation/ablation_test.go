package ablation

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"aeed/train"
	"aeed/train/device/cpu"
)

// small returns a grid of two variants and two seeds that trains in a second.
func small(t testing.TB) Grid {
	path := filepath.Join(t.TempDir(), "grid.yaml")
	text := `base:
  data: {synthetic: {classes: 3, train: 8, imbalance: 2, test: 2, difficulty: 0.2}, window: 8}
  training: {epochs: 2, batch: 8}
seeds: [1, 2]
variants:
  - {name: CE, set: [objective.adapt=false, objective.mixing=none]}
  - {name: AEED}
`
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	g, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestRun(t *testing.T) {
	dir, g := t.TempDir(), small(t)
	steps := map[string]int{}
	count := func(variant string, seed uint64, done, runs int, _ train.Progress) {
		if done >= runs || runs != 4 {
			t.Errorf("%d of %d runs done", done, runs)
		}
		steps[fmt.Sprint(variant, seed)]++
	}
	results, err := Run(context.Background(), g, dir, train.Options{Device: cpu.New(2)}, count)
	if err != nil {
		t.Fatal(err)
	}
	if len(results) != 2 || len(steps) != 4 || len(results[0].Runs) != 2 {
		t.Fatalf("results %+v after steps %v", results, steps)
	}
	again, err := Run(context.Background(), g, dir, train.Options{Device: cpu.New(2)}, func(string, uint64, int, int, train.Progress) {
		t.Error("a run that was done was trained again")
	})
	if err != nil || fmt.Sprint(again) != fmt.Sprint(results) {
		t.Errorf("%+v, %v, want %+v", again, err, results)
	}
	var table bytes.Buffer
	if err := Write(&table, results); err != nil || !strings.Contains(table.String(), "overall") || !strings.Contains(table.String(), "\nAEED ") {
		t.Errorf("table %s, %v", &table, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "results.json")); err != nil {
		t.Error(err)
	}
}

// 0.5 and 0.7 have the mean 0.6 and the standard deviation 0.1·√2.
func TestSummary(t *testing.T) {
	if got := summarise([]float64{0.5, 0.7}).String(); got != "60.0 ± 14.1" {
		t.Errorf("summary %s", got)
	}
	if got := summarise([]float64{0.5}).String(); got != "50.0" {
		t.Errorf("summary %s", got)
	}
	if got := summarise([]float64{math.NaN(), 0.5}).String(); got != "–" {
		t.Errorf("summary %s", got)
	}
}

// The tables of the paper must be grids that make sense, and differ as they say.
func TestTablesOfThePaper(t *testing.T) {
	for _, c := range []struct {
		grid     Grid
		variants int
	}{{Table4(), 4}, {Table5(), 6}} {
		configs, err := c.grid.configs()
		if err != nil || len(configs) != c.variants {
			t.Fatalf("%d configurations, %v", len(configs), err)
		}
		texts := map[string]bool{}
		for _, config := range configs {
			text, err := config.YAML()
			if err != nil {
				t.Fatal(err)
			}
			texts[string(text)] = true
		}
		if len(texts) != c.variants {
			t.Errorf("%d of %d configurations differ", len(texts), c.variants)
		}
	}
}

// The grids that come with the toolkit must make sense, no two variants be the same, and
// each have the variants of the paper's Table 4 on the configuration of its name.
func TestGridsOfTheToolkit(t *testing.T) {
	paths, err := filepath.Glob("../../configs/ablation/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		g, err := Load(path)
		if err != nil {
			t.Fatal(err)
		}
		configs, err := g.configs()
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		texts := map[string]bool{}
		for _, c := range configs {
			text, err := c.YAML()
			if err != nil {
				t.Fatal(err)
			}
			texts[string(text)] = true
		}
		if len(texts) != len(configs) {
			t.Errorf("%s: %d of %d configurations differ", path, len(texts), len(configs))
		}
		base, err := g.base()
		if err != nil {
			t.Fatal(err)
		}
		alone, err := train.LoadConfig(filepath.Join("../../configs", filepath.Base(path)))
		if err != nil || !reflect.DeepEqual(base, alone) {
			t.Errorf("%s: base %+v, want that of the configuration, %+v, %v", path, base, alone, err)
		}
		if want := Table4(); !slices.Equal(g.Seeds, want.Seeds) {
			t.Errorf("%s: seeds %d, want %d", path, g.Seeds, want.Seeds)
		}
		for _, want := range Table4().Variants {
			if !slices.ContainsFunc(g.Variants, func(v Variant) bool { return v.Name == want.Name && slices.Equal(v.Set, want.Set) }) {
				t.Errorf("%s: no variant %s of Table 4", path, want.Name)
			}
		}
	}
}

func TestGridsThatMakeNoSense(t *testing.T) {
	for text, want := range map[string]string{
		"variants: [{name: a}]": "1 variants and 0 seeds; hint: ",
		"seeds: [1]":            "0 variants and 1 seeds; hint: ",
		"seeds: [1]\nvariants: [{name: a}, {name: a}]":                `two variants are called "a"`,
		"seeds: [1]\nvariants: [{name: a, set: [x=1]}]":               "variant a: x=1",
		"seeds: [1]\nvariants: [{name: a, set: [training.epochs=0]}]": "variant a: training.epochs: want 1 or more",
		"base: {trainin: {}}\nseeds: [1]\nvariants: [{name: a}]":      "base: ",
		"seed: [1]": "hint: a grid has base, variants and seeds",
	} {
		path := filepath.Join(t.TempDir(), "grid.yaml")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		g, err := Load(path)
		if err == nil {
			_, err = Run(context.Background(), g, t.TempDir(), train.Options{Device: cpu.New(1)}, nil)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", text, err, want)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a file that is not there was read")
	}
}

func ExampleTable4() {
	for _, v := range Table4().Variants {
		fmt.Println(v.Name, v.Set)
	}
	// Output:
	// CE [objective.adapt=false objective.mixing=none]
	// +E-Adapt [objective.mixing=none]
	// +CS-Mix [objective.adapt=false]
	// AEED []
}
