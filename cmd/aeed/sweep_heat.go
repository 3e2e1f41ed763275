package main

import (
	"fmt"
	"strings"

	"aeed/analysis/plot"
	"aeed/sim/sweep"
)

// heatFigure draws the mean of a column over two axes.
func heatFigure(h *sweep.Heat, d *sweep.Digest) *plot.Figure {
	setting := fmt.Sprintf("%d points, %s", d.Points, d.Design)
	if len(d.Axes) > 2 {
		setting += "; mean over the other axes"
	}
	return plot.HeatMap{
		Heading:    plot.Heading{Title: capitalised(h.Help) + " over " + axisLabel(h.X.Axis) + " and " + axisLabel(h.Y.Axis), Setting: setting},
		XLabel:     axisLabel(h.X.Axis),
		YLabel:     axisLabel(h.Y.Axis),
		ValueLabel: axisLabel(h.Column),
		X:          h.X.Centres,
		Y:          h.Y.Centres,
		Values:     h.Means(),
		LogX:       h.X.Log,
		LogY:       h.Y.Log,
	}.Figure()
}

// axisLabel returns a name as a figure has it.
func axisLabel(name string) string {
	switch name {
	case "eta":
		return "adaptation rate η"
	case "gamma":
		return "self-competition γ"
	case "beta":
		return "smoothing β"
	case "w0":
		return "initial niche width w_0"
	}
	return strings.NewReplacer("_", " ", "-", " ", "source.", "").Replace(name)
}

func capitalised(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
