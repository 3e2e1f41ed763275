package study

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/proofs"
	"aeed/sim"
)

func smallConfig() Config {
	c := DefaultConfig()
	c.Budget.Trials = 20
	c.Scenario.Sizes = sim.LongTailed(10, 200, 20)
	c.Scenario.Epochs = 30
	c.Version = "test"
	return c
}

// figures are those of a study.
var figures = []string{"trajectories", "flow-bound", "safe-region", "worst-case-envelope", "phase-portrait", "gain-map"}

func TestStudyLeavesEverything(t *testing.T) {
	out := filepath.Join(t.TempDir(), "new", "study")
	var heard []string
	if err := Run(smallConfig(), out, func(done int, next string) {
		if done != len(heard) {
			t.Errorf("%d steps done before %s, want %d", done, next, len(heard))
		}
		heard = append(heard, next)
	}); err != nil {
		t.Fatal(err)
	}
	if len(heard) != Steps+1 {
		t.Errorf("heard of %v, want %d steps and the end", heard, Steps)
	}

	header, epochs, err := trajectory.ReadFile(filepath.Join(out, "trajectory.jsonl"))
	if err != nil || len(epochs) != 30 || header.Classes != 10 {
		t.Errorf("trajectory of %d epochs and %d classes: %v", len(epochs), header.Classes, err)
	}
	var report struct{ Claims []struct{ ID string } }
	content, err := os.ReadFile(filepath.Join(out, "report.json"))
	if err != nil || json.Unmarshal(content, &report) != nil || len(report.Claims) != len(proofs.Claims()) {
		t.Errorf("report of %d claims: %v", len(report.Claims), err)
	}
	for _, name := range figures {
		for _, extension := range []string{".svg", ".png"} {
			if info, err := os.Stat(filepath.Join(out, "figures", name+extension)); err != nil || info.Size() == 0 {
				t.Errorf("figure %s%s: %v", name, extension, err)
			}
		}
	}
	leftovers, err := filepath.Glob(filepath.Join(out, "*.*.*"))
	if err != nil || len(leftovers) > 0 {
		t.Errorf("temporary files are left: %v %v", leftovers, err)
	}
}

// The page must be well formed, whole and need no network.
func TestPage(t *testing.T) {
	out := t.TempDir()
	if err := Run(smallConfig(), out, nil); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(out, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(content)
	for _, claim := range proofs.Claims() {
		if !strings.Contains(page, "<h3>"+claim.ID+"</h3>") {
			t.Errorf("no claim %s", claim.ID)
		}
	}
	for _, name := range figures {
		if !strings.Contains(page, `<figure id="`+name+`">`) || strings.Count(page, html.EscapeString(caption(name))) != 2 {
			t.Errorf("figure %s or its caption is missing", name)
		}
	}
	for _, want := range []string{"10 classes of 200 to 10 samples, 30 epochs, entropies by hill:", "weight-replay", "sup_weight_attained", "aeed test"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q on the page", want)
		}
	}
	for _, unwanted := range []string{"http://", "https://", "ZgotmplZ", "<no value>", "<script"} {
		if strings.Contains(page, unwanted) {
			t.Errorf("%q on the page", unwanted)
		}
	}
	checkWellFormed(t, page)
}

// checkWellFormed parses the page as HTML that closes its elements.
func checkWellFormed(t *testing.T, page string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict = false
	d.AutoClose = xml.HTMLAutoClose
	d.Entity = xml.HTMLEntity
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("the page is not well formed: %v", err)
		}
	}
}

// Again, into the same folder, the same study must leave the same bytes.
func TestStudyIsRepeatable(t *testing.T) {
	out := t.TempDir()
	read := func() map[string]string {
		if err := Run(smallConfig(), out, nil); err != nil {
			t.Fatal(err)
		}
		files := map[string]string{}
		for _, name := range []string{"index.html", "report.json", "trajectory.jsonl", "figures/trajectories.png"} {
			content, err := os.ReadFile(filepath.Join(out, name))
			if err != nil {
				t.Fatal(err)
			}
			files[name] = string(content)
		}
		return files
	}
	first := read()
	for name, content := range read() {
		if content != first[name] {
			t.Errorf("%s differs in the second run", name)
		}
	}
}

func TestStudyWithoutAPlant(t *testing.T) {
	c := smallConfig()
	source, err := sim.Parse("by-size")
	if err != nil {
		t.Fatal(err)
	}
	c.Scenario.Source = source
	c.Setting.Parameters.Law = dynamics.Anchored{}
	if err := Run(c, t.TempDir(), nil); err != nil {
		t.Error(err)
	}
}

func TestStudyErrors(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*Config)
		out    string
	}{
		"out is a file":    {func(*Config) {}, file},
		"wrong parameter":  {func(c *Config) { c.Setting.Parameters.Beta = 1 }, t.TempDir()},
		"no trials":        {func(c *Config) { c.Budget.Trials = 0 }, t.TempDir()},
		"wrong scenario":   {func(c *Config) { c.Scenario.Epochs = 0 }, t.TempDir()},
		"a diverging run":  {func(c *Config) { c.Setting.Parameters.Eta, c.Setting.Parameters.Clip = 1e300, dynamics.Unclipped() }, t.TempDir()},
		"a plant past all": {func(c *Config) { c.Scenario.Source = sim.Hill{Alpha: -1} }, t.TempDir()},
	} {
		config := smallConfig()
		c.change(&config)
		err := Run(config, c.out, nil)
		if err == nil || !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if content, err := os.ReadFile(file); err != nil || string(content) != "mine" {
		t.Errorf("the file that was in the way holds %q, %v", content, err)
	}
}
