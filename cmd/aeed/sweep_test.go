package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// aSweep is a small one.
var aSweep = strings.Fields("sweep --eta 0.2:1:0.2 --gamma 0.02,0.05 --classes 4 --epochs 10")

func sweepInto(t *testing.T, args ...string) (dir, stdout string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "out")
	code, stdout, stderr := execute(append(append(aSweep[:len(aSweep):len(aSweep)], args...), "--out", dir)...)
	if code != 0 || !strings.Contains(stderr, "wrote "+filepath.Join(dir, "points.parquet")) {
		t.Fatalf("exit %d, stderr %q", code, stderr)
	}
	return dir, stdout
}

func TestSweepWithoutFlags(t *testing.T) {
	t.Chdir(t.TempDir())
	code, stdout, stderr := execute("sweep")
	if code != 0 || !strings.Contains(stderr, "wrote sweep/heat-map.png\nwrote sweep/heat-map.svg\n") {
		t.Fatalf("exit %d, stderr %q", code, stderr)
	}
	for _, pattern := range []string{
		`^300 points, grid\n  eta 0\.1:1:0\.1\n  gamma 0\.01:0\.1:0\.01\n  beta 0,0\.5,0\.9\n`,
		`(?m)^final_mean +[0-9.]+ +[0-9.]+ +[0-9.]+  #\d+ eta=[0-9.]+ gamma=[0-9.]+ beta=[0-9.]+; #\d+ eta=`,
		`(?m)^epochs_to_high +– +– +–$`,
		`(?m)^  capture +100\.00 % +300 `,
		`(?m)^  captured +\d+\.\d\d % +\d+  every class ends at the lower clip$`,
	} {
		if !regexp.MustCompile(pattern).MatchString(stdout) {
			t.Errorf("no match of %s in\n%s", pattern, stdout)
		}
	}
}

// The contract of --json, as another program reads it.
func TestSweepJSON(t *testing.T) {
	dir, stdout := sweepInto(t, "--json", "--heat-map", "none")
	var d struct {
		Folder, Design string
		Points         int
		Axes           map[string]string
		Columns        []struct {
			Name            string
			Finite          int
			Mean            *float64
			Least, Greatest *struct {
				Value float64
				Index int
				At    map[string]any
			}
		}
		Theorems, Events []struct {
			Name  string
			Count int
			Part  float64
		}
	}
	if err := json.Unmarshal([]byte(stdout), &d); err != nil {
		t.Fatalf("%v in %s", err, stdout)
	}
	if d.Folder != dir || d.Design != "grid" || d.Points != 10 || d.Axes["gamma"] != "0.02,0.05" || len(d.Columns) != 12 || len(d.Theorems) != 6 || len(d.Events) == 0 {
		t.Errorf("%+v", d)
	}
	for _, c := range d.Columns {
		if c.Name == "final_max" && (c.Finite != 10 || *c.Mean < c.Least.Value || c.Least.At["eta"] != 1.0 || c.Greatest.At["eta"] != 0.2) {
			t.Errorf("%+v: %+v, %+v", c, c.Least, c.Greatest)
		}
		if c.Name == "epochs_to_high" && (c.Finite != 0 || c.Mean != nil || c.Least != nil) {
			t.Errorf("%+v", c)
		}
	}
	if exists(filepath.Join(dir, "heat-map.png")) {
		t.Error("a heat map")
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func TestSweepHeatMaps(t *testing.T) {
	for name, args := range map[string][]string{
		"default":   nil,
		"column":    {"--heat-map", "weight_min", "--heat-axes", "w0,eta", "--w0", "1,2,3"},
		"intervals": {"--design", "sobol", "--points", "64", "--eta", "0.1:1", "--gamma", "log:0.01:1", "--beta", "0.5,0.9"},
	} {
		dir, _ := sweepInto(t, args...)
		for extension, magic := range map[string]string{"png": "\x89PNG", "svg": "<?xml"} {
			content, err := os.ReadFile(filepath.Join(dir, "heat-map."+extension))
			if err != nil || !strings.HasPrefix(string(content), magic) {
				t.Errorf("%s: %v, begins with %q", name, err, content[:min(8, len(content))])
			}
		}
	}
	if dir, _ := sweepInto(t, "--gamma", "0.05"); exists(filepath.Join(dir, "heat-map.png")) {
		t.Error("a heat map of one axis")
	}
}

// Flags go before what the file says, and the frozen spec runs again.
func TestSweepOfAFile(t *testing.T) {
	dir, stdout := sweepInto(t)
	other := filepath.Join(t.TempDir(), "again")
	code, again, stderr := execute("sweep", filepath.Join(dir, "sweep.yaml"), "--out", other)
	if code != 0 || again != stdout {
		t.Errorf("exit %d, stderr %q, stdout\n%swant\n%s", code, stderr, again, stdout)
	}
	code, again, _ = execute("sweep", filepath.Join(dir, "sweep.yaml"), "--eta", "0.3", "--out", other+"2")
	if code != 0 || !strings.HasPrefix(again, "2 points, grid\n  gamma 0.02,0.05\n") {
		t.Errorf("exit %d, stdout\n%s", code, again)
	}
}

func TestSweepShardsMerge(t *testing.T) {
	whole, stdout := sweepInto(t)
	a, part := sweepInto(t, "--shard", "1/2")
	b, _ := sweepInto(t, "--shard", "2/2")
	if !strings.Contains(part, "points, grid, shard 1/2\n") {
		t.Errorf("stdout %q", part)
	}
	merged := filepath.Join(t.TempDir(), "merged")
	code, again, stderr := execute("sweep", "merge", b, a, "--out", merged)
	if code != 0 || again != stdout {
		t.Errorf("exit %d, stderr %q, stdout\n%swant\n%s", code, stderr, again, stdout)
	}
	for _, name := range []string{"points.parquet", "sweep.yaml", "heat-map.png", "heat-map.svg"} {
		got, _ := os.ReadFile(filepath.Join(merged, name))
		want, err := os.ReadFile(filepath.Join(whole, name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v, or it differs from that of the whole sweep", name, err)
		}
	}
	code, _, stderr = execute("sweep", "merge", a, "--out", merged)
	if code != exitBadInput || !strings.Contains(stderr, "shard 2/2 is missing") {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}

func TestSweepWrongInput(t *testing.T) {
	dir, _ := sweepInto(t)
	spec := filepath.Join(t.TempDir(), "spec.yaml")
	if err := os.WriteFile(spec, []byte("eta: 0.5\netta: 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ args, want string }{
		{"--eta 1:0.1:0.1", `aeed: --eta "1:0.1:0.1": want from < to; hint: ranges ascend; a list may have any order` + "\n"},
		{"--beta 0.5,1", "aeed: --beta 1: want a smoothing 0 ≤ β < 1; hint: "},
		{"--source.delay 0.5", "aeed: --source.delay 0.5: want an integer from 0 to 1000; hint: "},
		{"--design all", "aeed: --design all: want grid, latin-hypercube or sobol; hint: "},
		{"--shard 3/2", `aeed: --shard "3/2": want i/n`},
		{"--workers -1", "aeed: --workers -1: want 0 or more; hint: "},
		{"--heat-map colour", `aeed: --heat-map "colour": want one of final_min, `},
		{"--heat-axes eta", `aeed: --heat-axes "eta,": want two of eta, `},
		{spec, "aeed: sweep: " + spec + `: line 2: key: found "etta", want one of eta, gamma, `},
		{spec + "2", "aeed: sweep: open "},
		{spec + " more", "aeed: accepts at most 1 arg(s), received 2; hint: "},
		{"--eta 0.1,0.2 --out " + dir, "aeed: sweep: " + dir + " belongs to another sweep: eta is 0.2:1:0.2 there and 0.1,0.2 here; hint: "},
		{"merge", "aeed: requires at least 1 arg(s)"},
		{"merge " + filepath.Dir(spec), "aeed: sweep: no finished sweep in "},
	} {
		args := append([]string{"sweep"}, strings.Fields(c.args)...)
		if !strings.Contains(c.args, "--out") {
			args = append(args, "--out", filepath.Join(t.TempDir(), "out"))
		}
		code, stdout, stderr := execute(args...)
		if code != exitBadInput || stdout != "" || !strings.HasPrefix(stderr, c.want) || !strings.Contains(stderr, "hint: ") {
			t.Errorf("sweep %s: exit %d, stdout %q, stderr\n%swant\n%s", c.args, code, stdout, stderr, c.want)
		}
	}
}

// The bar counts what this run has to do.
func TestSweepBar(t *testing.T) {
	var out bytes.Buffer
	bar := &sweepBar{out: &out}
	for _, done := range []int64{40, 60, 100} {
		bar.tell(done, 100)
	}
	bar.close()
	if bar.first != 40 || bar.bar == nil || out.Len() != 0 {
		t.Errorf("%+v, %q", bar, out.String())
	}
	(&sweepBar{out: &out}).close()
}
