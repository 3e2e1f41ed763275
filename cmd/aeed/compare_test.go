package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aeed/dynamics/trajectory"
)

// noisyRun is the folder of the run that `aeed compare` without an argument compares,
// or of a smaller one.
func noisyRun(t *testing.T, smaller ...string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "run")
	if code, _, stderr := execute(append([]string{"simulate", "--noise", "0.5", "--out", folder}, smaller...)...); code != 0 {
		t.Fatalf("exit %d, %s", code, stderr)
	}
	return folder
}

type comparedJSON struct {
	Replay struct {
		MaxAbsError *float64 `json:"max_abs_error"`
	}
	Bounds struct {
		Violations int
		MinSlack   *float64 `json:"min_slack"`
	}
	Forecast struct {
		FitEpochs   int `json:"fit_epochs"`
		RMSE        *float64
		Persistence *float64 `json:"rmse_persistence"`
		Exponential *float64 `json:"rmse_exponential"`
		Spearman    *float64
		Groups      []struct{ Name string }
	}
	Drive map[string]any
}

// The folder of a run, its file and no argument are one thing here.
func TestCompare(t *testing.T) {
	folder := noisyRun(t)
	code, without, stderr := execute("compare", "--json")
	if code != 0 || stderr != "" {
		t.Fatalf("exit %d, %q", code, stderr)
	}
	var r comparedJSON
	if err := json.Unmarshal([]byte(without), &r); err != nil {
		t.Fatal(err)
	}
	f := r.Forecast
	if *r.Replay.MaxAbsError != 0 || r.Bounds.Violations != 0 || !(*r.Bounds.MinSlack > 0) || f.FitEpochs != 33 || r.Drive["common_scale"] == nil {
		t.Errorf("%+v", r)
	}
	if !(*f.RMSE < *f.Persistence && *f.RMSE < *f.Exponential && *f.Spearman > 0.9) || len(f.Groups) != 3 {
		t.Errorf("%+v", f)
	}
	withoutVersion := func(s string) string {
		var report map[string]any
		if err := json.Unmarshal([]byte(s), &report); err != nil {
			t.Fatal(err)
		}
		delete(report, "version")
		content, _ := json.Marshal(report)
		return string(content)
	}
	for _, path := range []string{folder, filepath.Join(folder, trajectoryFile)} {
		if _, stdout, _ := execute("compare", path, "--json"); withoutVersion(stdout) != withoutVersion(without) {
			t.Errorf("%s is another run", path)
		}
	}
}

func TestCompareWrites(t *testing.T) {
	out := filepath.Join(t.TempDir(), "new", "comparison")
	code, stdout, stderr := execute("compare", "--out", out)
	if code != 0 || stderr != "wrote "+out+"\n" || !strings.HasPrefix(stdout, "No run given: this is a simulated one") {
		t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	for _, want := range []string{"replay:", "bounds:", "forecast:", "drive:", "yes, to the last bit"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in %s", want, stdout)
		}
	}
	for _, name := range []string{"comparison.json", "forecast.png", "forecast.svg", "drive.png", "drive.svg", "common-scale.png", "common-scale.svg", "bounds.png", "bounds.svg"} {
		if info, err := os.Stat(filepath.Join(out, name)); err != nil || info.Size() < 1000 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Groups are those of the run's own configuration.
func TestCompareUsesTheRunsGroups(t *testing.T) {
	folder := noisyRun(t, "--classes", "8", "--epochs", "40")
	config := "data: {many: 500, few: 400}\n"
	if err := os.WriteFile(filepath.Join(folder, "config.yaml"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	_, stdout, _ := execute("compare", folder)
	if !strings.Contains(stdout, "Many (1)") || !strings.Contains(stdout, "Few (7)") {
		t.Errorf("the groups of %s aren't in %s", config, stdout)
	}
}

func TestCompareFails(t *testing.T) {
	folder := noisyRun(t, "--classes", "8", "--epochs", "40")
	path := filepath.Join(folder, trajectoryFile)
	header, epochs, err := trajectory.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, change func(), n int) string {
		change()
		path := filepath.Join(folder, name)
		w, err := trajectory.Create(path, header)
		if err != nil {
			t.Fatal(err)
		}
		for _, epoch := range epochs[:n] {
			if err := w.Append(epoch); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return path
	}
	short := write("short", func() {}, 4)
	empty := write("empty", func() {}, 0)
	wrong := write("wrong", func() { epochs[30].Classes[7].NextWeight *= 1.01 }, 40)
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{wrong}, exitFailed, "the replay or a bound fails"},
		{[]string{wrong, "--json"}, exitFailed, "the replay or a bound fails"},
		{[]string{short}, 0, ""},
		{[]string{short, "--fit-epochs", "4"}, exitBadInput, "--fit-epochs 4: want 3 to one less than the 4 epochs"},
		{[]string{short, "--fit-epochs", "0"}, exitBadInput, "--fit-epochs 0: want 3"},
		{[]string{empty}, exitBadInput, "no whole epoch"},
		{[]string{filepath.Join(folder, "missing")}, exitBadInput, "missing"},
		{[]string{t.TempDir()}, exitBadInput, trajectoryFile},
		{[]string{filepath.Join(folder, "weights.png")}, exitBadInput, "weights.png"},
		{[]string{path, path}, exitBadInput, "accepts at most 1"},
		{[]string{short, "--out", path + "/folder"}, exitBadInput, "--out"},
	} {
		code, _, stderr := execute(append([]string{"compare"}, c.args...)...)
		if code != c.code || !strings.Contains(stderr, c.want) || code == exitBadInput && !strings.Contains(stderr, "hint: ") {
			t.Errorf("%v: exit %d, %q", c.args, code, stderr)
		}
	}
}
