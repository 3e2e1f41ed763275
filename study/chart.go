package study

import (
	"fmt"
	"math"
	"slices"

	"aeed/internal/nullable"
)

// A chart is drawn by the page's script; see page.js for what it makes of it.
type chart struct {
	Title   string    `json:"title"`
	Caption string    `json:"caption"`
	XLabel  string    `json:"x_label"`
	YLabel  string    `json:"y_label"`
	Points  bool      `json:"points,omitempty"` // discs without lines
	X       []float64 `json:"x"`
	Series  []series  `json:"series"`
	Bands   [][2]int  `json:"bands,omitempty"` // pairs of series, high and low, with a tint between
}

// A series has a value for each X, null where it has none.
type series struct {
	Name   string           `json:"name"`
	Colour string           `json:"colour"`
	Dashed bool             `json:"dashed,omitempty"`
	Faint  bool             `json:"faint,omitempty"` // as the edges of a band
	Values []nullable.Float `json:"values"`
}

// counted returns 0, 1, …, n−1.
func counted(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(i)
	}
	return x
}

func nullables(values []float64) []nullable.Float {
	out := make([]nullable.Float, len(values))
	for i, v := range values {
		out[i] = nullable.Float(v)
	}
	return out
}

// palette tells a few things apart, in print too.
var palette = []string{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"}

// rampColours goes from dark to light, evenly to the eye.
var rampColours = [][3]float64{{68, 1, 84}, {59, 82, 139}, {33, 145, 140}, {94, 201, 98}, {190, 200, 30}}

// ramp returns the colour at a place from 0, dark, to 1.
func ramp(at float64) string {
	scaled := math.Max(0, math.Min(1, at)) * float64(len(rampColours)-1)
	i := min(int(scaled), len(rampColours)-2)
	var mixed [3]int
	for k := range mixed {
		mixed[k] = int(math.Round(rampColours[i][k] + (scaled-float64(i))*(rampColours[i+1][k]-rampColours[i][k])))
	}
	return fmt.Sprintf("#%02x%02x%02x", mixed[0], mixed[1], mixed[2])
}

// classColours returns a colour for each class, from the largest to the smallest.
func classColours(sizes []int) []string {
	order := make([]int, len(sizes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return sizes[b] - sizes[a] })
	colours := make([]string, len(sizes))
	for rank, class := range order {
		colours[class] = ramp(float64(rank) / math.Max(1, float64(len(sizes)-1)))
	}
	return colours
}

// scatter returns a chart of points of several kinds, a series each.
func scatter(x, y []float64, kind []int, names, colours []string) chart {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case x[a] < x[b]:
			return -1
		case x[a] > x[b]:
			return 1
		}
		return 0
	})
	c := chart{Points: true}
	for k, name := range names {
		s := series{Name: name, Colour: colours[k], Values: make([]nullable.Float, len(x))}
		for at, i := range order {
			s.Values[at] = nullable.Float(math.NaN())
			if kind[i] == k {
				s.Values[at] = nullable.Float(y[i])
			}
		}
		c.Series = append(c.Series, s)
	}
	for _, i := range order {
		c.X = append(c.X, x[i])
	}
	return c
}
