package study

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"

	"aeed/analysis"
	"aeed/sim"
)

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// A row is a class in the table of the simulation.
type row struct {
	Class, Size int
	Weights     []string // after the epochs shown
}

// A picture is a figure on the page.
type picture struct {
	Name, Caption string
	Source        template.URL
}

// caption returns what a figure shows, as the gallery says it.
func caption(name string) string {
	for _, d := range analysis.Diagnostics() {
		if d.Name == name {
			return d.Caption
		}
	}
	panic("study: a figure without a caption: " + name)
}

// page returns the whole page, figures included.
func (r *results) page() ([]byte, error) {
	data := struct {
		*results
		Setting, Scenario string
		Shown             []int
		Rows              []row
		Figures           []picture
	}{
		results:  r,
		Setting:  fmt.Sprintf("%v, seed %d", r.Config.Setting, r.Budget.Seed),
		Scenario: describe(&r.Config.Scenario),
		Shown:    shownEpochs(len(r.Epochs)),
	}
	data.Rows = r.rows(data.Shown)
	for _, figure := range r.Figures {
		svg, err := figure.Encode("svg")
		if err != nil {
			return nil, err
		}
		data.Figures = append(data.Figures, picture{figure.Name, caption(figure.Name),
			template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(svg))})
	}
	var page bytes.Buffer
	if err := pageTemplate.Execute(&page, data); err != nil {
		return nil, fmt.Errorf("study: %w; hint: this is a mistake of the program", err)
	}
	return page.Bytes(), nil
}

// describe returns the scenario in a line.
func describe(s *sim.Scenario) string {
	return fmt.Sprintf("%d classes of %d to %d samples, %d epochs, entropies by %s, noise %g nats, seed %d",
		s.Classes(), slices.Max(s.Sizes), slices.Min(s.Sizes), s.Epochs, sim.Format(s.Source), s.Noise, s.Seed)
}

// shownEpochs returns up to six epochs of a run, from the first to the last.
func shownEpochs(epochs int) []int {
	var shown []int
	for _, part := range []int{1, 5, 10, 20, 50, 100} {
		if epoch := epochs * part / 100; epoch >= 1 && (len(shown) == 0 || epoch > shown[len(shown)-1]) {
			shown = append(shown, epoch)
		}
	}
	return shown
}

// rows returns at most nine classes, evenly spread from first to last.
func (r *results) rows(shown []int) []row {
	const most = 9
	classes := r.Header.Classes
	var rows []row
	for i := range min(most, classes) {
		class := i * (classes - 1) / (min(most, classes) - 1)
		line := row{Class: class, Size: r.Config.Scenario.Sizes[class]}
		for _, epoch := range shown {
			line.Weights = append(line.Weights, fmt.Sprintf("%.3f", r.Epochs[epoch-1].Classes[class].NextWeight))
		}
		rows = append(rows, line)
	}
	return rows
}
