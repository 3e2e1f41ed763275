package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/proofs/monitor"
	"aeed/sim"
)

// simulated is the contract of `aeed simulate --json`, as another program reads it.
type simulated struct {
	Source        string
	Replay        string
	Classes       int
	ClassSizes    []int `json:"class_sizes"`
	Epochs        int
	Noise         float64
	Seed          uint64
	Law, Driver   string
	Eta           float64
	Gamma         float64
	Beta          float64
	Clip          []*float64
	InitialWeight float64 `json:"initial_weight"`
	Summary       map[string]any
	Monitor       struct{ Checks []struct{ Name string } }
	Difference    *struct {
		Weight       float64
		Epoch, Class int
	}
}

// simulate runs the command into a new folder.
func simulate(t *testing.T, args ...string) (folder string, r simulated) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "new", "folder")
	code, stdout, stderr := execute(append([]string{"simulate", "--json", "--out", folder}, args...)...)
	if code != 0 {
		t.Fatalf("simulate %v: exit %d, stderr %q", args, code, stderr)
	}
	if err := json.Unmarshal([]byte(stdout), &r); err != nil {
		t.Fatalf("%v in %s", err, stdout)
	}
	written, err := os.ReadFile(filepath.Join(folder, "simulation.json"))
	if err != nil || string(written) != stdout {
		t.Errorf("simulation.json is not what --json prints: %v", err)
	}
	return folder, r
}

func weightsAt(t *testing.T, folder string) (trajectory.Header, []trajectory.Epoch) {
	t.Helper()
	h, epochs, err := trajectory.ReadFile(filepath.Join(folder, "trajectory.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	return h, epochs
}

// Without a flag the command runs the default scenario and leaves a folder.
func TestSimulateText(t *testing.T) {
	t.Chdir(t.TempDir())
	code, stdout, stderr := execute("simulate")
	if code != 0 {
		t.Fatalf("exit %d, stderr %q", code, stderr)
	}
	for _, pattern := range []string{
		`(?m)^C = 60, η = 0\.5, γ = 0\.05, β = 0\.9, clip \[0\.1, 4\], w₀ = 1, logistic law driven by flow$`,
		`(?m)^hill:alpha=1,lag=0\.1,delay=0,capacity=1; class sizes 600 to 6, no noise$`,
		`(?m)^ +class 0, n = 600 +class 29, n = 62 +class 59, n = 6$`,
		`(?m)^      0   3\.7587   0\.0000    1\.0000 `,
		`(?m)^     99 .*0\.1237 .*0\.2679$`,
		`(?m)^  final weights  0\.1233 to 0\.2662, `,
		`(?m)^  lower clip     never reached$`,
		`(?m)^  tail:head      2\.159,`,
		`(?m)^  theorems       1′ boundedness, .*6 linearised closed loop$`,
		`(?m)^  monitor        all \d+ checks that apply hold in every epoch$`,
	} {
		if !regexp.MustCompile(pattern).MatchString(stdout) {
			t.Errorf("no match of %s in\n%s", pattern, stdout)
		}
	}
	if strings.Contains(stdout, "replay") || strings.Contains(stdout, "oscillation") {
		t.Errorf("stdout tells of what is not there:\n%s", stdout)
	}
	for name, magic := range map[string]string{"trajectory.jsonl": `{"format":"aeed-trajectory/1"`, "weights.png": "\x89PNG", "weights.svg": "<?xml", "simulation.json": "{\n"} {
		path := filepath.Join("simulation", name)
		content, err := os.ReadFile(path)
		if err != nil || !strings.HasPrefix(string(content), magic) || !strings.Contains(stderr, "wrote "+path+"\n") {
			t.Errorf("%s: %v, stderr %q", path, err, stderr)
		}
	}
}

// What is written is what package sim computes, and passes the monitor.
func TestSimulateWritesTheRun(t *testing.T) {
	folder, r := simulate(t, "--signal", "learning:tau=5", "--sizes", "40,0,3", "--noise", "0.4", "--seed", "9", "--epochs", "30",
		"--eta", "0.7", "--gamma", "0.1", "--beta", "0.5", "--clip", "0.2,3", "--w0", "2", "--law", "anchored")
	s := sim.Scenario{Sizes: []int{40, 0, 3}, Source: sim.Open{Signal: sim.Learning{Start: 1, Floor: .1, Tau: 5}}, Noise: .4, Epochs: 30, Seed: 9}
	p := dynamics.Parameters{Eta: .7, Gamma: .1, Beta: .5, Clip: dynamics.Clip{Low: .2, High: 3}, InitialWeight: 2, Law: dynamics.Anchored{}, Driver: dynamics.DriveFlow}
	h, epochs := weightsAt(t, folder)
	if got, err := h.Parameters(); err != nil || got != p || !slices.Equal(h.ClassSizes, s.Sizes) || *h.Seed != 9 || h.Version != "aeed "+version {
		t.Errorf("header %+v, %v", h, err)
	}
	var last trajectory.Epoch
	if err := sim.Run(&s, p, func(e trajectory.Epoch) error {
		for class, record := range e.Classes {
			if got := epochs[e.Number].Classes[class]; got.NextWeight != record.NextWeight || got.Count != record.Count {
				t.Fatalf("epoch %d, class %d: %+v, want %+v", e.Number, class, got, record)
			}
		}
		last = e
		return nil
	}); err != nil || len(epochs) != 30 {
		t.Fatal(err, len(epochs))
	}
	if report, err := monitor.CheckFile(filepath.Join(folder, "trajectory.jsonl")); err != nil || !report.OK() {
		t.Errorf("%v, %s", err, report)
	}
	if r.Source != "learning:start=1,floor=0.1,tau=5" || r.Classes != 3 || r.Epochs != 30 || r.Noise != .4 || r.Seed != 9 || !slices.Equal(r.ClassSizes, s.Sizes) ||
		r.Law != "anchored" || r.Driver != "flow" || r.Eta != .7 || r.Gamma != .1 || r.Beta != .5 || *r.Clip[0] != .2 || *r.Clip[1] != 3 || r.InitialWeight != 2 || r.Difference != nil {
		t.Errorf("report %+v", r)
	}
	if got, want := r.Summary["tail_head"], last.Classes[2].NextWeight/last.Classes[0].NextWeight; got != want {
		t.Errorf("tail_head = %v, want %v", got, want)
	}
	if r.Summary["u_slack"] != nil || len(r.Monitor.Checks) == 0 {
		t.Errorf("summary %v, monitor %v", r.Summary, r.Monitor)
	}
}

// Theory 1(f) from the command line: the lower clip after 31 epochs, and the worst
// entropies.
func TestSimulateSummary(t *testing.T) {
	_, r := simulate(t, "--signal", "step:when=2", "--epochs", "60")
	if r.Summary["epochs_to_low"] != 31. || r.Summary["epochs_to_high"] != nil {
		t.Errorf("summary %v", r.Summary)
	}
	_, r = simulate(t, "--source", "bang-bang", "--epochs", "60", "--clip", "none")
	if highest := r.Summary["weight_max"].(float64); math.Abs(highest-2.385) > 5e-4 || r.Clip != nil {
		t.Errorf("weight_max %v, clip %v", highest, r.Clip)
	}
	code, stdout, _ := execute("simulate", "--plant", "hill:alpha=2,lag=0.3,delay=5,capacity=1", "--eta", "2", "--epochs", "300", "--clip", "none",
		"--out", t.TempDir())
	if code != 0 || !regexp.MustCompile(`(?m)^  oscillation    amplitude \S+, period \S+ epochs in the second half$`).MatchString(stdout) || strings.Contains(stdout, "lower clip") {
		t.Errorf("exit %d, stdout\n%s", code, stdout)
	}
}

// A replay of one's own float64 trajectory is exact; flags override its parameters.
func TestSimulateReplay(t *testing.T) {
	folder, _ := simulate(t, "--noise", "0.5", "--epochs", "40", "--eta", "0.8", "--driver", "flow", "--clip", "0.2,3")
	path := filepath.Join(folder, "trajectory.jsonl")
	again, r := simulate(t, "--replay", path)
	if r.Difference == nil || r.Difference.Weight != 0 || r.Eta != .8 || *r.Clip[0] != .2 || r.Epochs != 40 || r.Source != "measured" || r.Replay != path {
		t.Errorf("report %+v", r)
	}
	_, recorded := weightsAt(t, folder)
	_, replayed := weightsAt(t, again)
	for i := range recorded {
		for class := range recorded[i].Classes {
			if recorded[i].Classes[class].ClassEpoch != replayed[i].Classes[class].ClassEpoch {
				t.Fatalf("epoch %d, class %d: %+v, want %+v", i, class, replayed[i].Classes[class], recorded[i].Classes[class])
			}
		}
	}

	other, r := simulate(t, "--replay", path, "--gamma", "0.3", "--w0", "2", "--law", "anchored", "--beta", "0.8", "--driver", "entropy", "--eta", "0.1", "--clip", "none", "--epochs", "50")
	if r.Gamma != .3 || r.InitialWeight != 2 || r.Law != "anchored" || r.Beta != .8 || r.Driver != "entropy" || r.Eta != .1 || r.Clip != nil || r.Epochs != 50 {
		t.Errorf("report %+v", r)
	}
	_, slower := weightsAt(t, other)
	at := r.Difference
	if want := math.Abs(slower[at.Epoch].Classes[at.Class].NextWeight - recorded[at.Epoch].Classes[at.Class].NextWeight); at.Weight != want || want < .5 {
		t.Errorf("difference %+v, there it is %g", at, want)
	}

	for _, c := range []struct{ flag, want string }{
		{"--eta=0.8", "  replay         equal to the recorded weights"},
		{"--eta=0.1", "  replay         differs from the recorded weights by at most "},
	} {
		if code, stdout, _ := execute("simulate", "--replay", path, c.flag, "--out", t.TempDir()); code != 0 || !strings.Contains(stdout, c.want) || !strings.Contains(stdout, "entropies of "+path) {
			t.Errorf("%s: exit %d, no %q in\n%s", c.flag, code, c.want, stdout)
		}
	}
}

// A trajectory of another law can be repeated under a law of ours only.
func TestSimulateReplayOfAnotherLaw(t *testing.T) {
	folder, _ := simulate(t, "--epochs", "3")
	path := filepath.Join(folder, "trajectory.jsonl")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(content), `"law":"logistic"`, `"law":"mine"`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := execute("simulate", "--replay", path, "--out", t.TempDir()); code != exitBadInput || stderr != "aeed: --law \"mine\": want \"logistic\" or \"anchored\"; hint: the paper's is logistic\n" {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
	if _, r := simulate(t, "--replay", path, "--law", "logistic"); r.Difference.Weight != 0 {
		t.Errorf("difference %+v", r.Difference)
	}
}

func TestSimulateWrongInput(t *testing.T) {
	const sources = "one of hill, constant, learning, plateau, step, sinusoid, bang-bang, by-size; hint: constants follow a colon, as in learning:tau=15,floor=0.1\n"
	for args, want := range map[string]string{
		"--source hall":              `aeed: --source "hall": want ` + sources,
		"--signal hall":              `aeed: --signal "hall": want ` + sources,
		"--plant hall":               `aeed: --plant "hall": want ` + sources,
		"--plant step":               "aeed: --plant step: want a plant: hill; hint: step is a law in time alone, so --signal step\n",
		"--signal hill:lag=1":        "aeed: --signal hill:lag=1: want a signal: constant, learning, plateau, step, sinusoid, bang-bang, by-size; hint: hill answers to the weights, so --plant hill:lag=1\n",
		"--signal learning:tau=0":    "aeed: --signal learning:tau=0: want a finite number > 0; hint: tau is the time constant, epochs; the default is 15\n",
		"--source learning:speed=1":  "aeed: --source learning:\"speed\": want one of start, floor, tau; hint: these are the constants of learning\n",
		"--classes 1":                "aeed: --classes 1: want at least 2 classes; hint: the entropy of a single class is always 0\n",
		"--classes 2000000":          "aeed: --classes 2000000: want at most 1048576; hint: no trajectory holds more\n",
		"--largest 0":                "aeed: --largest 0: want at least 1 sample; hint: --sizes takes any numbers, 0 for a class that is never seen\n",
		"--imbalance 0.5":            "aeed: --imbalance 0.5: want a finite ratio ≥ 1; hint: 1 is balanced, 100 is usual for long-tailed data\n",
		"--imbalance NaN":            "aeed: --imbalance NaN: want a finite ratio ≥ 1; hint: 1 is balanced, 100 is usual for long-tailed data\n",
		"--imbalance Inf":            "aeed: --imbalance +Inf: want a finite ratio ≥ 1; hint: 1 is balanced, 100 is usual for long-tailed data\n",
		"--sizes 7":                  "aeed: --classes 1: want at least 2 classes; hint: the entropy of a single class is always 0\n",
		"--sizes 7,-7":               "aeed: --sizes -7 for class 1: want numbers of training samples; hint: 0 is a class that is never seen\n",
		"--epochs 0":                 "aeed: --epochs 0: want at least 1 epoch; hint: the paper trains for 100\n",
		"--noise -1":                 "aeed: --noise -1: want a finite deviation σ₁ ≥ 0 (nats); hint: the deviation of a single sample's entropy, 0.5 say\n",
		"--beta 1":                   "aeed: --beta 1: want a smoothing 0 ≤ β < 1; hint: β = 1 would never hear a new entropy; the paper uses 0.9\n",
		"--law cubic":                "aeed: --law \"cubic\": want \"logistic\" or \"anchored\"; hint: the paper's is logistic\n",
		"--clip 4,1":                 "aeed: --clip 4,1: want low,high with 0 < low < high, or none; hint: the paper's is 0.1,4; at 0 a class would never recover\n",
		"--replay no.jsonl":          "aeed: trajectory: open no.jsonl: no such file or directory; hint: a run's trajectory is trajectory.jsonl in its run directory\n",
		"--signal step --plant hill": "", // of cobra, below
		"--sizes 3,4 --classes 2":    "",
		"--replay x --largest 2":     "",
		"--replay x --sizes 2,3":     "",
		"--sizes a,b":                "",
		"--seed -1":                  "",
	} {
		folder := filepath.Join(t.TempDir(), "folder")
		code, stdout, stderr := execute(append([]string{"simulate", "--out", folder}, strings.Fields(args)...)...)
		if code != exitBadInput || stdout != "" || want != "" && stderr != want || !strings.Contains(stderr, "; hint: ") {
			t.Errorf("simulate %s: exit %d, stdout %q, stderr\n%swant\n%s", args, code, stdout, stderr, want)
		}
		if _, err := os.Stat(folder); err == nil {
			t.Errorf("simulate %s: leaves a folder", args)
		}
	}
}

func TestSimulateEmptyReplay(t *testing.T) {
	folder, _ := simulate(t, "--epochs", "1", "--sizes", "1,1")
	path := filepath.Join(folder, "trajectory.jsonl")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	header, _, _ := strings.Cut(string(content), "\n")
	if err := os.WriteFile(path, []byte(header+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("aeed: --replay %s: want a trajectory with at least one whole epoch; hint: this run was killed in its first epoch\n", path)
	if code, _, stderr := execute("simulate", "--replay", path, "--out", t.TempDir()); code != exitBadInput || stderr != want {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}

// Files that are there are left alone unless --overwrite says otherwise, and the
// record of a training run even then.
func TestSimulateOverwrites(t *testing.T) {
	folder, _ := simulate(t, "--epochs", "5", "--sizes", "9,3")
	path := filepath.Join(folder, "trajectory.jsonl")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := execute("simulate", "--epochs", "7", "--sizes", "9,3", "--out", folder)
	want := fmt.Sprintf("aeed: --out %s: it has a trajectory.jsonl already; hint: choose another folder, or --overwrite replaces an earlier simulation\n", folder)
	if after, err := os.ReadFile(path); code != exitBadInput || stdout != "" || stderr != want || err != nil || string(after) != string(before) {
		t.Errorf("exit %d, stderr %q, file changed: %v", code, stderr, string(after) != string(before))
	}
	if code, _, stderr := execute("simulate", "--epochs", "7", "--sizes", "9,3", "--out", folder, "--overwrite"); code != 0 {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
	if _, epochs := weightsAt(t, folder); len(epochs) != 7 {
		t.Errorf("%d epochs, want those of the second run", len(epochs))
	}

	training := strings.Replace(string(before), `"source":"simulation"`, `"source":"training"`, 1)
	if err := os.WriteFile(path, []byte(training), 0o644); err != nil {
		t.Fatal(err)
	}
	code, _, stderr = execute("simulate", "--epochs", "7", "--sizes", "9,3", "--out", folder, "--overwrite")
	if after, err := os.ReadFile(path); code != exitBadInput || !strings.Contains(stderr, "is the record of a training run; hint: ") || err != nil || string(after) != training {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}

func TestSimulateCannotWrite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{file, filepath.Join(file, "below")} {
		code, stdout, stderr := execute("simulate", "--out", folder)
		if code != exitBadInput || stdout != "" || !strings.Contains(stderr, "--out "+folder) || !strings.Contains(stderr, "; hint: ") {
			t.Errorf("--out %s: exit %d, stdout %q, stderr %q", folder, code, stdout, stderr)
		}
	}
	// A figure's place is taken by a folder that can't be replaced.
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "weights.png", "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := execute("simulate", "--out", folder, "--overwrite")
	if code != exitBadInput || !strings.Contains(stderr, "--overwrite: ") || !strings.Contains(stderr, "; hint: ") {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}

// A run whose weights diverge says where, and keeps the epochs before.
func TestSimulateDiverges(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "folder")
	code, stdout, stderr := execute("simulate", "--signal", "constant", "--w0", "50", "--clip", "none", "--out", folder)
	if code != exitBadInput || stdout != "" || !regexp.MustCompile(`^wrote .*trajectory.jsonl, 15 epochs\naeed: dynamics: epoch 15, class 0: .*; hint: lower eta or set a clip\n$`).MatchString(stderr) {
		t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	if _, epochs := weightsAt(t, folder); len(epochs) != 15 {
		t.Errorf("%d epochs", len(epochs))
	}

	folder = filepath.Join(t.TempDir(), "folder")
	code, _, stderr = execute("simulate", "--w0", "1e308", "--clip", "none", "--out", folder)
	if entries, err := os.ReadDir(folder); code != exitBadInput || err != nil || len(entries) != 0 || !strings.HasPrefix(stderr, "aeed: sim: epoch 0, class 0: ") {
		t.Errorf("exit %d, stderr %q, left %v", code, stderr, entries)
	}
}

func TestSimulateHelpNamesEverySource(t *testing.T) {
	_, help, _ := execute("simulate", "--help")
	for _, source := range sim.Sources() {
		if !strings.Contains(help, "\n  "+source.Name+": "+source.Help+"\n") {
			t.Errorf("the help does not describe %s", source.Name)
		}
		for _, constant := range source.Constants {
			if line := fmt.Sprintf("%s=%g", constant.Name, constant.Default); !regexp.MustCompile(`(?m)^    ` + regexp.QuoteMeta(line) + ` +` + regexp.QuoteMeta(constant.Help)).MatchString(help) {
				t.Errorf("the help does not describe %s of %s", line, source.Name)
			}
		}
	}
}

func TestWeightText(t *testing.T) {
	for weight, want := range map[float64]string{1: "1.0000", .12345: "0.1235", -2.5: "-2.5000", 1e-26: "1e-26", 12345: "1.2e+04", 0: "0"} {
		if got := weightText(weight); got != want {
			t.Errorf("%g is shown as %s, want %s", weight, got, want)
		}
	}
}

func TestVerdict(t *testing.T) {
	checks := []monitor.Check{{Name: "clip", Tests: 5}, {Name: "envelope", Needs: "no clip"}, {Name: "positivity", Tests: 5}}
	if got := verdict(monitor.Report{Checks: checks}); got != "all 2 checks that apply hold in every epoch" {
		t.Error(got)
	}
	checks[2].Violation = &monitor.Violation{Epoch: 3, Class: 1}
	if got := verdict(monitor.Report{Checks: checks}); got != "positivity VIOLATED in epoch 3, class 1" {
		t.Error(got)
	}
}
