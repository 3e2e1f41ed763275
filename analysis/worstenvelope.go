package analysis

import (
	"fmt"
	"math"
	"slices"

	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/proofs"
)

// WorstEnvelope returns the series of the worst-case-envelope figure: niche
// widths without the clip over the epochs t = 1, 2, …, the largest that
// Theorems 3 and 2′ allow, the path that a search found to rise highest, and
// the one under constant entropies. It spans ten times the 1/(ηγ) epochs of the
// collapse, up to the next power of ten, between 100 and 100 000.
func WorstEnvelope(s proofs.Setting) plot.WorstEnvelope {
	p := flowDriven(s.Parameters)
	epochs := sampledEpochs(collapseHorizon(p))
	d := plot.WorstEnvelope{
		Heading: plot.Heading{Title: "How large a niche width can become", Setting: describe(s), Notes: driverNote(s.Parameters)},
	}
	add := func(series plot.Series, note string) plot.Series {
		d.Notes = appendNote(d.Notes, note)
		return series
	}
	d.Constant = add(constantPath(p, epochs))
	if logistic(p) {
		if limit := dynamics.EtaBounded(s.Classes, p); p.Eta >= limit {
			d.Notes = append(d.Notes, fmt.Sprintf("η is not below the limit %s of Theorem 1′: the bounds hold for as long as a weight stays positive.", plot.Number(limit)))
		}
		d.Attained = add(attainedPath(s.Classes, p, epochs))
		d.Bound = add(envelopeBound(s.Classes, p, epochs))
		d.Collapse = add(collapseBound(s.Classes, p, epochs, highest(d.Attained, d.Constant, d.Bound)))
	} else {
		d.Notes = append(d.Notes, "Theorems 2′ and 3 and the search are about the logistic law: they are left out.")
		d.Attained = along("entropies 0, then ln C", jump(s.Classes, p, epochs[len(epochs)-1]), epochs)
	}
	var note string
	d.Levels, note = levels(s, d)
	d.Notes = appendNote(d.Notes, note)
	return d
}

func appendNote(notes []string, note string) []string {
	if note == "" {
		return notes
	}
	return append(notes, note)
}

// collapseHorizon returns the last epoch of the figure.
func collapseHorizon(p dynamics.Parameters) int {
	decades := math.Ceil(math.Log10(10/(p.Eta*p.Gamma)) - 1e-9)
	return int(math.Pow10(int(min(max(decades, 2), 5))))
}

// sampledEpochs returns epochs from 1 to last, about forty a decade.
func sampledEpochs(last int) []int {
	var epochs []int
	for _, t := range logarithmic(1, float64(last), 1+40*int(math.Log10(float64(last))+0.5)) {
		epochs = append(epochs, int(math.Round(t)))
	}
	return slices.Compact(epochs)
}

// along returns the weights of a trial at the given epochs, up to the first
// that isn't positive.
func along(name string, trial proofs.Trial, epochs []int) plot.Series {
	path := trial.Path(epochs[len(epochs)-1])
	if end := slices.IndexFunc(path, func(w float64) bool { return !(w > 0) }); end >= 0 {
		path = path[:end]
	}
	series := plot.Series{Name: name}
	for _, t := range epochs {
		if t < len(path) {
			series.X, series.Y = append(series.X, float64(t)), append(series.Y, path[t])
		}
	}
	return series
}

// constantPath returns the path under constant entropies, whose flow is 0, and
// a note if it doesn't stay positive.
func constantPath(p dynamics.Parameters, epochs []int) (plot.Series, string) {
	path := along("constant entropies", proofs.StateTrial{Parameters: p, Start: dynamics.State{Weight: p.InitialWeight}}, epochs)
	switch n := len(path.X); {
	case n == 0:
		return path, "Under constant entropies the weight is not positive after one epoch: that path is left out."
	case n < len(epochs):
		return path, "The path under constant entropies ends where the weight is no longer positive."
	}
	return path, ""
}

// attainedPath returns the path that a search found to rise highest, continued
// under its last entropy, or a note if no entropies raise the weight.
func attainedPath(classes int, p dynamics.Parameters, epochs []int) (plot.Series, string) {
	found := proofs.SearchSupremum(classes, p)
	trial := found.Trial
	if len(trial.Levels) < 2 {
		return plot.Series{}, "The search found no entropies that raise the weight above w_0: its path is left out."
	}
	trial.Levels = hold(trial.Levels, epochs[len(epochs)-1])
	return along(fmt.Sprintf("path that a search drove highest, to %s", plot.Number(found.Weight)), trial, epochs), ""
}

// jump is the history 0, ln C, ln C, ….
func jump(classes int, p dynamics.Parameters, epochs int) proofs.EntropyTrial {
	return proofs.EntropyTrial{Classes: classes, Parameters: p, Levels: hold([]float64{0, 1}, epochs)}
}

// hold continues levels with the last one, to the given number of epochs after
// the first.
func hold(levels []float64, epochs int) []float64 {
	levels = slices.Clone(levels)
	for len(levels) < epochs+1 {
		levels = append(levels, levels[len(levels)-1])
	}
	return levels
}
