// Package plot draws every figure of the project. A figure is a plain struct of
// numbers with a method Figure that returns the finished picture:
//
//	region := plot.SafeRegion{
//		Heading: plot.Heading{Title: "Safe region", Setting: "C = 60, w_0 = 1"},
//		Gamma:   []float64{0.01, 0.1},
//		Proved:  []plot.Limit{{Name: "proved", Eta: []float64{1.2, 1.1}}},
//		Eta0:    0.5,
//		Gamma0:  0.05,
//	}
//	err := region.Figure().Save("figures/safe-region.pdf")
//
// Package analysis makes such structs from parameters and runs; this package
// computes nothing and imports nothing that does.
//
// # The house style
//
// Every figure is 16 cm wide, the text of an A4 page, and prints with letters
// of 8 points and more. Its title and the line of its parameters stand above
// the data, the legend and the notes below, where they hide nothing. Colours
// are those of Okabe and Ito, which every common form of colour vision tells
// apart; curves differ in dashes too. Values have the colours of viridis, even
// to the eye and in grey print. Text is drawn as outlines of the Liberation
// fonts in every format, so that a figure looks the same everywhere; it may
// raise and lower letters, as C^η, w_0 and 10^{−3} do.
//
// # Files
//
// Save chooses PNG (200 dots per inch), SVG or PDF by the extension and
// replaces a file as a whole or not at all. The same numbers give the same
// bytes on every run, in all three formats: a PDF's dates are fixed.
//
// # Adding a figure
//
// One file a figure: a struct that embeds Heading, with the units of its
// series in its comments; a method Figure that calls newFigure, addPanel
// (several stand side by side, addRow begins another row below), gives the axes
// ranges with setLinear or setLogarithmic, adds area, grid, curve and marker in
// the order in which they cover each other, and names what the legend explains.
// Its golden images are made anew with
//
//	go test ./analysis/plot -run Golden -regenerate
//
// Look at them before keeping them.
package plot
