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
