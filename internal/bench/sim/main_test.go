package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"aeed/dynamics"
	"aeed/sim"
)

// The tests' binary stands in for the program when that starts itself.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "--one-core" {
		main()
		return
	}
	os.Exit(m.Run())
}

// checksum is what sim.c prints.
const checksum = 152351.296495

func TestJSON(t *testing.T) {
	var out strings.Builder
	if err := run([]string{"--json", "--rounds", "1"}, &out); err != nil {
		t.Fatal(err)
	}
	var got map[string]float64
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil {
		t.Fatalf("%s: %v", out.String(), err)
	}
	if len(got) != 3 || !(got["class_steps_per_s"] > 0) || !(got["two_core_speedup"] > 0) {
		t.Errorf("%s: want three positive figures", out.String())
	}
	if math.Abs(got["checksum"]-checksum) > 1e-9*checksum {
		t.Errorf("checksum %v, want that of C, %v", got["checksum"], checksum)
	}
}

// rivalIn returns a directory with a sim.c that prints a checksum and does
// nothing.
func rivalIn(t *testing.T, checksum float64) string {
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip("no gcc")
	}
	directory := t.TempDir()
	program := fmt.Sprintf(`#include <stdio.h>
int main(void){ puts("{\"class_steps_per_s\":1e6,\"checksum\":%.6f}"); }
`, checksum)
	if err := os.WriteFile(filepath.Join(directory, "sim.c"), []byte(program), 0o644); err != nil {
		t.Fatal(err)
	}
	return directory
}

func TestTable(t *testing.T) {
	var out strings.Builder
	arguments := []string{"--rounds", "1", "--points", "1000", "--against", rivalIn(t, checksum), "--python", "no-such-python"}
	if err := run(arguments, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"one core", "two cores", "  ours ", "gcc -O3 -march=native", "two copies at once do 2.00 times", "1000 points × 60 classes"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestOtherWorkIsRefused(t *testing.T) {
	_, err := compare(rivalIn(t, checksum*(1+3e-9)), "no-such-python", 1)
	if err == nil || !strings.Contains(err.Error(), "not the same work") {
		t.Errorf("error %v", err)
	}
}

func TestErrors(t *testing.T) {
	for _, arguments := range [][]string{{"--no-such-flag"}, {"--rounds", "0"}} {
		if err := run(arguments, &strings.Builder{}); err == nil {
			t.Errorf("%v: no error", arguments)
		}
	}
	if _, err := compare(t.TempDir(), "no-such-python", 1); err == nil {
		t.Error("no sim.c: no error")
	}
}

// The grid has as many different valid points as asked for, and the plain law
// the same summaries.
func TestGrid(t *testing.T) {
	const n = 20_000 * 3
	seen := map[string]bool{}
	for i := range n {
		p := gridPoint(i, n)
		if err := p.Validate(); err != nil {
			t.Fatal(err)
		}
		seen[fmt.Sprint(p)] = true
	}
	if len(seen) != n {
		t.Errorf("%d different points of %d", len(seen), n)
	}
	s := sim.DefaultScenario()
	s.Source, s.Epochs = sim.Open{Signal: sim.Learning{Start: 1, Floor: 0.1, Tau: 15}}, 20
	points := []dynamics.Parameters{gridPoint(17, n), gridPoint(17, n)}
	points[1].Law = plainLaw{}
	summaries := make([]sim.Summary, 2)
	if err := sim.Summarise(&s, points, summaries, 1); err != nil {
		t.Fatal(err)
	}
	if summaries[0].FinalMean != summaries[1].FinalMean || summaries[0].WeightMax != summaries[1].WeightMax {
		t.Errorf("%+v as lanes, %+v one by one", summaries[0], summaries[1])
	}
}
