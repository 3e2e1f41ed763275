package train

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestConfigSurvivesItsFile(t *testing.T) {
	want := brief()
	text, err := want.YAML()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := LoadConfig(path)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v, %v", got, err)
	}
}

func TestSet(t *testing.T) {
	c := DefaultConfig()
	for _, assignment := range []string{"training.epochs=7", "controller.clip=[0.2, 3]", "data.split=xsub", "objective.mixing=none"} {
		if err := c.Set(assignment); err != nil {
			t.Fatal(err)
		}
	}
	want := DefaultConfig()
	want.Training.Epochs, want.Controller.Clip, want.Data.Split, want.Objective.Mixing = 7, []float64{0.2, 3}, "xsub", "none"
	if !reflect.DeepEqual(c, want) {
		t.Errorf("set %+v", c)
	}
	for _, assignment := range []string{"training.epochs", "training.epoch=7", "training.epochs=many"} {
		if err := c.Set(assignment); err == nil || !strings.Contains(err.Error(), "hint: aeed train --show") {
			t.Errorf("%s: error %v", assignment, err)
		}
	}
}

// FuzzConfig holds the reader to an error with a hint, or a configuration that is
// the same when it is written and read again.
func FuzzConfig(f *testing.F) {
	text, err := DefaultConfig().YAML()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text))
	f.Add("training: {epochs: 3}")
	f.Add("trainin: {epochs: 3}")
	f.Fuzz(func(t *testing.T, text string) {
		c := DefaultConfig()
		if err := c.Merge([]byte(text)); err != nil {
			if !strings.Contains(err.Error(), "hint: ") {
				t.Fatalf("error %v", err)
			}
			return
		}
		if c.Check() != nil {
			return
		}
		again, err := c.YAML()
		if err != nil {
			t.Fatal(err)
		}
		d := DefaultConfig()
		if err := d.Merge(again); err != nil {
			t.Fatalf("%v in %s", err, again)
		}
	})
}

// The configurations that come with the toolkit must be read and make sense, and
// the synthetic one must be the default.
func TestConfigsOfTheToolkit(t *testing.T) {
	paths, err := filepath.Glob("../configs/*.yaml")
	if err != nil || len(paths) < 5 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		c, err := LoadConfig(path)
		if err != nil {
			t.Errorf("%v", err)
		}
		if filepath.Base(path) == "synthetic.yaml" && !reflect.DeepEqual(c, DefaultConfig()) {
			t.Errorf("%s is not the default", path)
		}
	}
}

func TestLoadConfigRefuses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.yaml")
	if _, err := LoadConfig(path); err == nil {
		t.Error("a file that is not there was read")
	}
	for text, want := range map[string]string{
		"training: {epoch: 3}":                "epoch",
		"training: {batch: 1}":                "training.batch: want 2 or more",
		"objective: {loss: l2}":               "objective.loss: want ",
		"objective: {mixing: blend}":          "objective.mixing: want ",
		"data: {sampling: some}":              "data.sampling: want ",
		"objective: {normalisation: softmax}": "objective.normalisation: want none, mean-1 or sum",
		"network: {blocks: tiny}":             "network.blocks: want official or small",
		"network: {width: 20}":                "network.width: want 0 or a multiple of 16",
		"controller: {clip: [4, 1]}":          "clip",
		"data: {many: 10, few: 20}":           "data.few: want at most data.many",
		"training: {steps: [5, 3]}":           "training.steps: want rising epochs",
		"objective: {mix_share: 2}":           "objective.mix_share: want in [0, 1]",
		"controller: {law: none}":             "controller.law",
		"training: {learning_rate: .nan}":     "training.learning_rate: want above 0",
	} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadConfig(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", text, err, want)
		}
	}
}
