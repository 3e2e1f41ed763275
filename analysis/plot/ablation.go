package plot

import (
	"math"

	"gonum.org/v1/gonum/stat"
	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// Ablation compares variants of a training by what their runs came to: a panel for
// each measure.
type Ablation struct {
	Heading
	Variants []string
	Measures []Measure
}

// A Measure is an accuracy of every run.
type Measure struct {
	Name string
	Runs [][]float64 // of each variant, of each seed, in per cent; not finite where nothing was tested
}

// Heights of a row of panels, points.
const (
	variantHeight = vg.Length(15)
	axesHeight    = vg.Length(42)
)

// Figure draws the runs as discs and their mean as a bar, in two columns.
func (d Ablation) Figure() *Figure {
	f := newFigure(d.Heading)
	for i, measure := range d.Measures {
		if len(measure.Runs) != len(d.Variants) {
			panic("plot: a measure has not the runs of every variant")
		}
		names := d.Variants
		if i%2 == 0 {
			f.addRow(axesHeight + variantHeight*vg.Length(len(names)))
		} else {
			names = nil
		}
		f.addVariants(measure, names, 0.5+0.22*float64((i+1)%2))
	}
	return f
}

// addVariants adds the panel of a measure, with the names given at its side.
func (f *Figure) addVariants(measure Measure, names []string, share float64) {
	p := f.addPanel(share, measure.Name+" (%)", "")
	accuracies := noRange()
	for _, runs := range measure.Runs {
		accuracies.include(runs...)
	}
	if accuracies.low > accuracies.high {
		accuracies = span{0, 100}
	}
	room := math.Max(1, 0.08*(accuracies.high-accuracies.low))
	setLinear(&p.X, accuracies.low-room, accuracies.high+room)
	setLinear(&p.Y, -0.6, float64(len(measure.Runs))-0.4)
	p.X.Tick.Marker = linearTicks{labels: 6}
	p.Y.Tick.Marker = nameTicks(names)
	p.Add(grid{})
	mean, run := stroke(vermilion, 2, solid), stroke(blue, 1, solid)
	for i, runs := range measure.Runs {
		row := float64(len(measure.Runs) - 1 - i) // the first is on top
		average := stat.Mean(runs, nil)
		p.Add(curve{Series{X: []float64{average, average}, Y: []float64{row - 0.3, row + 0.3}}, mean})
		for _, accuracy := range runs {
			p.Add(marker{X: []float64{accuracy}, Y: []float64{row}, glyph: disc(run, 2.2)})
		}
	}
	if len(f.legend.entries) == 0 {
		f.legend.add("a run", marker{glyph: disc(run, 2.2)})
		f.legend.add("mean over the seeds", curve{Series{}, mean})
	}
}

// nameTicks marks rows with names, the first on top.
type nameTicks []string

// Ticks returns a tick for each name.
func (n nameTicks) Ticks(_, _ float64) []gonum.Tick {
	var ticks []gonum.Tick
	for i, name := range n {
		ticks = append(ticks, gonum.Tick{Value: float64(len(n) - 1 - i), Label: name})
	}
	return ticks
}
