package study

import (
	"bytes"
	"context"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"slices"

	"aeed/analysis"
	"aeed/train"
)

//go:embed page.html page.css page.js uplot/uPlot.iife.min.js uplot/uPlot.min.css
var pageFiles embed.FS

var pageTemplate = template.Must(template.New("page.html").Funcs(template.FuncMap{
	"percent": func(x any) string {
		if v := number(x); !math.IsNaN(v) {
			return fmt.Sprintf("%.1f", 100*v)
		}
		return "–"
	},
	"whole": func(x any) string {
		if v := number(x); !math.IsNaN(v) {
			return fmt.Sprintf("%.0f", 100*v)
		}
		return "–"
	},
	"short": func(x any) string {
		if v := number(x); !math.IsNaN(v) {
			return fmt.Sprintf("%.3g", v)
		}
		return "–"
	},
}).ParseFS(pageFiles, "page.html"))

// number returns a float of any kind.
func number(x any) float64 {
	var v float64
	content, err := json.Marshal(x)
	if err != nil || string(content) == "null" || json.Unmarshal(content, &v) != nil {
		return math.NaN()
	}
	return v
}

// A classRow is a class in the table of the report.
type classRow struct {
	Name, Group              string
	Colour                   template.CSS
	Clips                    int
	Width, Relative, Entropy float64
	TrainAccuracy, Accuracy  float64
}

// A picture is a figure on the page.
type picture struct {
	Name, Caption string
	Source        template.URL
}

// pageData is what the template shows.
type pageData struct {
	*results
	Setting   string
	Last      train.Metrics
	Best      float64
	Variant   string
	Classes   []classRow
	Charts    template.JS
	Has       map[string]bool // which charts there are
	Confusion table
	Shares    table
	Pictures  []picture
	Style     template.CSS
	Script    template.JS
}

// report writes the page.
func (r *results) report(context.Context) error {
	setting, err := r.setting()
	if err != nil {
		return err
	}
	charts := r.charts()
	encoded, err := json.Marshal(charts)
	if err != nil {
		return fmt.Errorf("study: %w; hint: this is a mistake of the program", err)
	}
	data := pageData{
		results: r, Setting: fmt.Sprint(setting), Last: r.Metrics[len(r.Metrics)-1], Variant: r.variant(),
		Classes: r.classRows(), Charts: template.JS(encoded), Has: map[string]bool{},
		Confusion: r.confusion(), Shares: r.shareTable(),
		Style:  template.CSS(embedded("uplot/uPlot.min.css") + embedded("page.css")),
		Script: template.JS(embedded("uplot/uPlot.iife.min.js") + "\n" + embedded("page.js")),
	}
	for _, m := range r.Metrics {
		data.Best = max(data.Best, m.Accuracy)
	}
	for name := range charts {
		data.Has[name] = true
	}
	if data.Pictures, err = r.pictures("safe-region", "worst-case-envelope", "flow-bound"); err != nil {
		return err
	}
	var page bytes.Buffer
	if err := pageTemplate.Execute(&page, data); err != nil {
		return fmt.Errorf("study: %w; hint: this is a mistake of the program", err)
	}
	return r.write("index.html", page.Bytes())
}

func embedded(name string) string {
	content, err := pageFiles.ReadFile(name)
	if err != nil {
		panic("study: " + err.Error())
	}
	return string(content)
}

// variant says in words what trained.
func (r *results) variant() string {
	o := r.Training.Objective
	words := o.Loss
	if o.Adapt {
		words += fmt.Sprintf(", niche widths in the loss (%s)", o.Normalisation)
	} else {
		words += ", niche widths watched but not in the loss"
	}
	if o.Mixing != "none" {
		words += ", " + o.Mixing
	}
	return words
}

func (r *results) classRows() []classRow {
	last := r.Epochs[len(r.Epochs)-1].Classes
	logs := 0.0
	for _, c := range last {
		logs += math.Log(c.NextWeight) / float64(len(last))
	}
	colours := classColours(r.Header.ClassSizes)
	rows := make([]classRow, len(last))
	for class, c := range last {
		rows[class] = classRow{Name: r.Inference.Classes[class], Colour: template.CSS(colours[class]), Clips: r.Header.ClassSizes[class],
			Width: c.NextWeight, Relative: c.NextWeight / math.Exp(logs), Entropy: c.Entropy,
			TrainAccuracy: c.Accuracy, Accuracy: float64(r.Evaluation.PerClass[class])}
	}
	for _, group := range r.Inference.Groups {
		for _, class := range group.Classes {
			rows[class].Group = group.Name
		}
	}
	return rows
}

// pictures returns figures of the study by name.
func (r *results) pictures(names ...string) ([]picture, error) {
	var pictures []picture
	for _, figure := range r.Figures {
		if !slices.Contains(names, figure.Name) {
			continue
		}
		svg, err := figure.Encode("svg")
		if err != nil {
			return nil, err
		}
		pictures = append(pictures, picture{figure.Name, caption(figure.Name),
			template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(svg))})
	}
	return pictures, nil
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
