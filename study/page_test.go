package study

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"aeed/proofs"
)

// The page must be whole, need no network, and have a place for every chart and a
// chart for every place.
func TestPage(t *testing.T) {
	content, err := os.ReadFile(filepath.Join(study(t, smallConfig()), "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(content)
	for _, claim := range proofs.Claims() {
		if !strings.Contains(page, "<code>"+claim.ID+"</code>") {
			t.Errorf("claim %s is not on the page", claim.ID)
		}
	}
	if m := regexp.MustCompile(`(src|href)="(https?:|//)[^"]*"`).FindString(page); m != "" {
		t.Errorf("the page needs the network: %s", m)
	}
	_, data, _ := strings.Cut(page, `id="charts">`)
	data, _, _ = strings.Cut(data, "</script>")
	var charts map[string]chart
	if err := json.Unmarshal([]byte(data), &charts); err != nil {
		t.Fatal(err)
	}
	places := map[string]bool{}
	for _, m := range regexp.MustCompile(`data-chart="([a-z]+)"`).FindAllStringSubmatch(page, -1) {
		places[m[1]] = true
		if _, there := charts[m[1]]; !there {
			t.Errorf("there is no chart %s", m[1])
		}
	}
	for name, c := range charts {
		if !places[name] {
			t.Errorf("chart %s has no place", name)
		}
		if len(c.Series) == 0 || len(c.X) == 0 || c.Caption == "" {
			t.Errorf("chart %s is empty: %+v", name, c)
		}
		for _, s := range c.Series {
			if len(s.Values) != len(c.X) {
				t.Errorf("chart %s: %d values of %s for %d places", name, len(s.Values), s.Name, len(c.X))
			}
		}
	}
}

// Nothing mixed, too few epochs for a forecast: what is missing is left out.
func TestPageOfLess(t *testing.T) {
	c := smallConfig()
	c.Training.Objective.Mixing, c.Training.Objective.Adapt, c.Training.Training.Epochs = "none", false, 3
	content, err := os.ReadFile(filepath.Join(study(t, c), "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(content)
	for _, absent := range []string{`data-chart="forecast"`, `data-chart="shares"`, "Physical against semantic"} {
		if strings.Contains(page, absent) {
			t.Errorf("the page has %s", absent)
		}
	}
	if !strings.Contains(page, "There is no forecast: it needs ") || !strings.Contains(page, "not in the loss") {
		t.Error("the page doesn't say what is missing")
	}
}

// A browser draws every chart, on a desk and on a phone, without an error.
func TestPageInABrowser(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	page := filepath.Join(study(t, smallConfig()), "index.html")
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	places := strings.Count(string(content), "<figure class=\"wide\" data-chart=") + strings.Count(string(content), "<figure data-chart=")
	for _, size := range []string{"1100,800", "390,844"} {
		dom, err := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0", "--virtual-time-budget=5000",
			"--user-data-dir="+t.TempDir(), "--window-size="+size, "--dump-dom", "file://"+page).Output()
		if err != nil {
			t.Fatal(err)
		}
		if drawn := strings.Count(string(dom), "<canvas"); drawn != places || places < 9 {
			t.Errorf("at %s the browser drew %d of %d charts", size, drawn, places)
		}
	}
}

func TestRampAndColours(t *testing.T) {
	for at, want := range map[float64]string{-1: "#440154", 0: "#440154", 0.5: "#21918c", 1: "#bec81e", 2: "#bec81e"} {
		if got := ramp(at); got != want {
			t.Errorf("ramp(%g) is %s, want %s", at, got, want)
		}
	}
	colours := classColours([]int{5, 50, 20})
	if colours[1] != ramp(0) || colours[2] != ramp(0.5) || colours[0] != ramp(1) {
		t.Errorf("colours %v", colours)
	}
}

func TestScatter(t *testing.T) {
	c := scatter([]float64{3, 1, 2}, []float64{30, 10, 20}, []int{0, 1, 0}, []string{"a", "b"}, palette)
	text, err := json.Marshal(c)
	if err != nil || !strings.Contains(string(text), `"x":[1,2,3]`) || !strings.Contains(string(text), `"values":[null,20,30]`) ||
		!strings.Contains(string(text), `"values":[10,null,null]`) {
		t.Errorf("%s, %v", text, err)
	}
}
