package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aeed/analysis"
)

// Every figure of the gallery is a command, every command a figure of the
// gallery, in the same order.
func TestPlotCommandsAreTheGallery(t *testing.T) {
	diagnostics := analysis.Diagnostics()
	if len(figures) != len(diagnostics) {
		t.Fatalf("%d commands, %d figures", len(figures), len(diagnostics))
	}
	for i, d := range diagnostics {
		if figures[i].name != d.Name {
			t.Errorf("command %s, figure %s", figures[i].name, d.Name)
		}
	}
}

func TestPlotLists(t *testing.T) {
	for _, args := range [][]string{{"plot"}, {"plot", "list"}} {
		code, stdout, stderr := execute(args...)
		if code != 0 || stderr != "" {
			t.Errorf("aeed %v: exit %d, stderr %q", args, code, stderr)
		}
		if lines := strings.Split(strings.TrimSpace(stdout), "\n"); len(lines) != len(figures) {
			t.Errorf("aeed %v: %d lines for %d figures", args, len(lines), len(figures))
		}
	}
}

// plotted runs `aeed plot` and returns what it wrote.
func plotted(t *testing.T, format string, args ...string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "figure."+format)
	code, stdout, stderr := execute(append(append([]string{"plot"}, args...), "--out", path)...)
	if code != 0 || stdout != "" || stderr != "wrote "+path+"\n" {
		t.Fatalf("aeed plot %v: exit %d, stdout %q, stderr %q", args, code, stdout, stderr)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// A command without flags draws the figure of the gallery.
func TestPlotDefaults(t *testing.T) {
	for _, d := range analysis.Diagnostics() {
		t.Run(d.Name, func(t *testing.T) {
			t.Parallel()
			figure, err := d.Figure()
			if err != nil {
				t.Fatal(err)
			}
			want, err := figure.Encode("svg")
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(plotted(t, "svg", d.Name), want) {
				t.Error("the command's figure is another")
			}
		})
	}
}

// Every flag of every figure changes it.
func TestPlotFlags(t *testing.T) {
	scenario := "--source constant:level=0.5 --classes 20 --largest 100 --imbalance 10 --epochs 20 --noise 0.5 --seed 7"
	parameters := "--eta 0.4 --gamma 0.06 --beta 0.8 --clip none --w0 2 --law anchored --driver entropy"
	for name, c := range map[string]struct{ base, flags string }{
		"flow-bound":      {"", "--classes 10 --beta 0.8"},
		"safe-region":     {"", "--classes 10 " + parameters},
		"trajectories":    {"--noise 0.4", scenario + " " + parameters},
		"phase-portrait":  {"", "--classes 10 --eta 0.4 --gamma 0.06 --beta 0.8 --law anchored --driver entropy"},
		"basin":           {"--columns 8 --rows 6", "--classes 10 --eta 0.4 --gamma 0.06 --beta 0.8 --from -2 --to 3 --columns 9 --rows 7"},
		"orbit":           {"--points 20", "--axis drive --from 10 --to 25 --drive 0.2 --gamma 0.06 --clip 0.1,4 --law anchored --points 25 --transient 3 --kept 9"},
		"cobweb":          {"", "--drive 0.09 --eta 20 --gamma 0.06 --clip 0.2,2 --w0 1.5 --law anchored --epochs 20"},
		"critical-rate":   {"", "--classes 10 --eta 0.4 --betas 0,0.7 --alpha 1 --lag 0.2 --max-delay 5"},
		"certified-boxes": {"", "--lag 0.2 --delay 3"},
		"gain-map":        {"", "--beta 0.5 --lag 0.2 --delay 2"},
		"onset":           {"--points 3 --epochs 200", "--classes 10 --gamma 0.06 --beta 0.8 --clip none --alpha 1 --lag 0.2 --delays 3,4 --from 0.6 --to 3 --points 4 --epochs 300"},
		"sensitivity": {"--columns 3 --rows 3 --noise 0.4 --epochs 30", "--measure weight-max --eta-from 0.1 --eta-to 3 --gamma-from 0.01 --gamma-to 0.3 --columns 4 --rows 4 " +
			"--beta 0.8 --clip none --w0 2 --law anchored --driver entropy " + scenario},
		"spectrum": {"--epochs 128 --segment 32", "--sigma 0.1 --eta 0.4 --beta 0.8 --law anchored --classes 5 --epochs 256 --segment 64 --seed 3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			base := append([]string{name}, strings.Fields(c.base)...)
			before := plotted(t, "svg", base...)
			words := strings.Fields(c.flags)
			for i := 0; i < len(words); i += 2 {
				if after := plotted(t, "svg", append(base, words[i], words[i+1])...); bytes.Equal(before, after) {
					t.Errorf("%s %s changes nothing", words[i], words[i+1])
				}
			}
		})
	}
}

func TestPlotTrajectoryFile(t *testing.T) {
	folder := t.TempDir()
	if code, _, stderr := execute("simulate", "--epochs", "5", "--out", folder); code != 0 {
		t.Fatal(stderr)
	}
	path := filepath.Join(folder, "trajectory.jsonl")
	content := plotted(t, "pdf", "trajectories", path)
	if !bytes.HasPrefix(content, []byte("%PDF")) {
		t.Errorf("%.20q", content)
	}
	if code, _, stderr := execute("plot", "trajectories", "none.jsonl"); code != exitBadInput || !strings.Contains(stderr, "hint: ") {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}

func TestPlotBadInput(t *testing.T) {
	for args, want := range map[string]string{
		"orbit --out orbit.gif":                  "--out orbit.gif: want a name that ends in .png, .svg or .pdf",
		"orbit --eta -1":                         "--eta -1: want a finite adaptation rate",
		"orbit --axis beta":                      `--axis "beta": want eta, drive or gamma`,
		"orbit --from 3 --to 2":                  "--from 3 --to 2: want finite numbers 0 < from < to",
		"orbit --clip 4,1":                       "--clip 4,1: want low,high",
		"cobweb --law cubic":                     `--law "cubic": want "logistic" or "anchored"`,
		"basin --law anchored":                   "--law anchored: want logistic",
		"sensitivity --measure x":                "--measure x: want one of",
		"sensitivity --eta-from 9":               "--eta-from 9 --eta-to 2: want finite numbers",
		"sensitivity --source x":                 "want one of",
		"sensitivity --classes 1":                "--classes 1: want at least 2",
		"sensitivity --law cubic":                `--law "cubic"`,
		"trajectories --imbalance 0.5":           "--imbalance 0.5: want",
		"trajectories --law cubic":               `--law "cubic"`,
		"trajectories --epochs 0":                "--epochs 0: want at least 1 epoch",
		"trajectories --eta 0":                   "--eta 0: want",
		"spectrum --sigma 0":                     "--sigma 0: want",
		"spectrum --law cubic":                   `--law "cubic"`,
		"critical-rate --betas 0,1":              "--beta 1: want",
		"onset --delays 99":                      "--delays 99: want 0 to 50",
		"all --format gif":                       "--format gif: want png, svg or pdf",
		"lorenz":                                 "hint: ",
		"orbit extra":                            "hint: ",
		"orbit --points 2 --out /dev/null/x.png": "hint: ",
		"all --out /dev/null/x":                  "hint: ",
	} {
		code, stdout, stderr := execute(append([]string{"plot"}, strings.Fields(args)...)...)
		if code != exitBadInput || stdout != "" || !strings.HasPrefix(stderr, "aeed: ") || !strings.Contains(stderr, want) || !strings.Contains(stderr, "hint: ") {
			t.Errorf("aeed plot %s: exit %d, stdout %q, stderr %q", args, code, stdout, stderr)
		}
	}
}

func TestPlotAll(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "gallery")
	code, stdout, stderr := execute("plot", "all", "--out", folder, "--format", "svg")
	if code != 0 || stdout != "" || stderr != "wrote "+filepath.Join(folder, "index.html")+"\n" {
		t.Fatalf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	page, err := os.ReadFile(filepath.Join(folder, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range analysis.Diagnostics() {
		if _, err := os.Stat(filepath.Join(folder, d.Name+".svg")); err != nil {
			t.Error(err)
		}
		if !bytes.Contains(page, []byte(`<figure id="`+d.Name+`">`+"\n"+`<img src="data:image/png;base64,iVBOR`)) {
			t.Errorf("the page lacks %s", d.Name)
		}
	}
	if bytes.Contains(page, []byte("http")) || bytes.Contains(page, []byte("ZgotmplZ")) {
		t.Error("the page needs something from elsewhere")
	}
}
