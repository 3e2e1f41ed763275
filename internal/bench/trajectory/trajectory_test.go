package trajectory

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"aeed/analysis/comparison"
)

// The page shows the code as it is.
func TestPageHasTheCode(t *testing.T) {
	page, err := os.ReadFile("../../../docs/log-a-trajectory.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"log.py", "pytorch.py"} {
		code, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(page), "```python\n"+string(code)+"```\n") {
			t.Errorf("docs/log-a-trajectory.md has another %s; hint: copy the file into the page", name)
		}
	}
}

// What Python logs is what package dynamics computes.
func TestSoftmaxIsReplayed(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("needs python3")
	}
	path := filepath.Join(t.TempDir(), "trajectory.jsonl")
	train := exec.Command(python, "-B", "softmax.py", path)
	if output, err := train.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	recording, err := comparison.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	options := comparison.DefaultOptions()
	options.Replicates = 1
	report, err := comparison.Compare(recording, options)
	if err != nil || !report.OK() || report.Replay.MaxAbsError > 1e-12 {
		t.Errorf("%v, replay %+v, %d violations", err, report.Replay, report.Bounds.Violations)
	}
	if report.Epochs != 30 || report.Classes != 4 || !report.Forecast.Closed || float64(report.Drive.Change.Share) < 0.9 {
		t.Errorf("%d epochs of %d classes, closed %v, %+v", report.Epochs, report.Classes, report.Forecast.Closed, report.Drive)
	}
}
