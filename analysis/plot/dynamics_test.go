package plot

import (
	"bytes"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"

	"aeed/internal/golden"
)

func TestGoldenDynamics(t *testing.T) {
	for name, figure := range dynamicsSamples() {
		t.Run(name, func(t *testing.T) {
			golden.Check(t, filepath.Join("testdata", name+".png"), encodedPNG(t, figure))
			for _, format := range []string{"svg", "pdf"} {
				first, err := figure.Encode(format)
				again, _ := figure.Encode(format)
				if err != nil || !bytes.Equal(first, again) {
					t.Errorf("%s: %v, or not the same bytes twice", format, err)
				}
				if format == "svg" && (bytes.Contains(first, []byte("NaN")) || bytes.Contains(first, []byte("Inf"))) {
					t.Error("a coordinate isn't a number")
				}
			}
		})
	}
}

// Each of these is a change that a reader would see.
func TestGoldenDynamicsComparisonFails(t *testing.T) {
	change := map[string]func() (before, after *Figure){
		"a cell": func() (*Figure, *Figure) {
			d := sampleHeatMap(6, 5)
			before := d.Figure()
			d = sampleHeatMap(6, 5) // a figure shares the numbers that it was made of
			d.Values[2][4] = math.NaN()
			return before, d.Figure()
		},
		"a curve": func() (*Figure, *Figure) {
			d := sampleTrajectories()
			before := d.Figure()
			d = sampleTrajectories()
			d.Classes[8].Chosen = false
			return before, d.Figure()
		},
		"a threshold": func() (*Figure, *Figure) {
			d := sampleOrbit()
			before := d.Figure()
			d.Thresholds = d.Thresholds[:2]
			return before, d.Figure()
		},
		"an attractor": func() (*Figure, *Figure) {
			d := sampleOrbit()
			before := d.Figure()
			d.Attractor = slices.Clone(d.Attractor)
			for i := range 40 {
				d.Attractor[60+i] = nil
			}
			return before, d.Figure()
		},
		"the safe region": func() (*Figure, *Figure) {
			d := samplePhasePortrait()
			before := d.Figure()
			d.Safe[1] = 25
			return before, d.Figure()
		},
		"a fate": func() (*Figure, *Figure) {
			d := sampleBasin()
			before := d.Figure()
			d = sampleBasin()
			for i := range d.Fates[3] {
				d.Fates[3][i] = Converges
			}
			return before, d.Figure()
		},
	}
	for name, figures := range change {
		if before, after := figures(); golden.Same(t, encodedPNG(t, before), encodedPNG(t, after)) {
			t.Errorf("%s changed, and the comparison did not notice", name)
		}
	}
}

// The colours get lighter all the way, in steps of like size.
func TestColoursAreEven(t *testing.T) {
	previous := -1.0
	for i := range 101 {
		c := colourAt(float64(i) / 100)
		eye := math.Cbrt(lightness(c)) // as the eye's lightness L*
		if step := eye - previous; i > 0 && (step <= 0 || step > 0.015) {
			t.Errorf("at %d %%: a step of %.4f", i, step)
		}
		previous = eye
	}
	for part, want := range map[float64]int{-1: 0, 0: 0, 0.5: 4, 1: 8, 2: 8} {
		if got := colourAt(part); got != viridis[want] {
			t.Errorf("at %v: %v, want %v", part, got, viridis[want])
		}
	}
	if dark, light := inkOn(viridis[0]), inkOn(viridis[8]); dark.R != 0xFF || light != ink {
		t.Errorf("letters of %v on dark, %v on light", dark, light)
	}
}

func TestColourScale(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		values      []float64
		logarithmic bool
		want        colourScale
	}{
		{[]float64{3, nan, 1, inf, 2}, false, colourScale{1, 3, false, 1}},
		{[]float64{100, -1, 0, 1}, true, colourScale{1, 100, true, 1}},
		{[]float64{nan}, false, colourScale{0, 1, false, 1}},
		{[]float64{-1, 0}, true, colourScale{0, 1, false, 1}},
		{[]float64{10}, false, colourScale{9, 11, false, 1}},
		{[]float64{10}, true, colourScale{5, 20, true, 1}},
	} {
		if got := newColourScale([][]float64{c.values}, c.logarithmic); got != c.want {
			t.Errorf("%v: %+v, want %+v", c.values, got, c.want)
		}
	}
	s := colourScale{1, 100, true, 1}
	if part, ok := s.part(10); math.Abs(part-0.5) > 1e-12 || !ok {
		t.Errorf("10 of 1 to 100 is at %v", part)
	}
	if _, ok := s.part(0); ok || s.colour(0) != emptyCell || s.colour(nan) != emptyCell {
		t.Error("0 has a colour on a logarithmic scale")
	}
	if part, ok := (colourScale{-math.MaxFloat64, math.MaxFloat64, false, 1}).part(0); part != 0.5 || !ok {
		t.Errorf("the middle of all numbers is at %v", part)
	}
}

func TestCellEdges(t *testing.T) {
	for _, c := range []struct {
		centres     []float64
		logarithmic bool
		want        []float64
	}{
		{[]float64{1, 2, 4}, false, []float64{0.5, 1.5, 3, 5}},
		{[]float64{1, 4, 16}, true, []float64{0.5, 2, 8, 32}},
		{[]float64{3}, false, []float64{2.5, 3.5}},
		{[]float64{1}, true, []float64{math.Exp(-0.5), math.Exp(0.5)}},
	} {
		for i, edge := range cellEdges(c.centres, c.logarithmic) {
			if math.Abs(edge-c.want[i]) > 1e-12*c.want[i] {
				t.Errorf("%v: edge %d is %v, want %v", c.centres, i, edge, c.want[i])
			}
		}
	}
	if got := nearestCells(func(x float64) float64 { return x / 4 }, []float64{0, 1, 3, 4}, 8); !slices.Equal(got, []int{0, 0, 1, 1, 1, 1, 2, 2}) {
		t.Errorf("cells of dots: %v", got)
	}
}

// Few cells name their axes' ticks, many leave them to round numbers.
func TestCellAxis(t *testing.T) {
	var axis gonum.Axis
	axis.Scale = gonum.LinearScale{}
	setCellAxis(&axis, []float64{0.1, 0.5, 1}, cellEdges([]float64{0.1, 0.5, 1}, true), true)
	if got := strings.Join(labels(axis.Tick.Marker.Ticks(axis.Min, axis.Max)), " "); got != "0.1 0.5 1" {
		t.Errorf("ticks %s", got)
	}
	axis.Tick.Marker, axis.Scale = linearTicks{labels: 7}, gonum.LinearScale{}
	setCellAxis(&axis, ramp(0, 100, 101), cellEdges(ramp(0, 100, 101), false), false)
	if got := len(labels(axis.Tick.Marker.Ticks(axis.Min, axis.Max))); got != 6 {
		t.Errorf("%d ticks", got)
	}
}

func TestWrongShapesPanic(t *testing.T) {
	change := func(f func(*HeatMap)) func() {
		return func() {
			d := sampleHeatMap(3, 3)
			f(&d)
			d.Figure()
		}
	}
	for name, figure := range map[string]func(){
		"no columns":        change(func(d *HeatMap) { d.X = nil }),
		"a row too few":     change(func(d *HeatMap) { d.Values = d.Values[1:] }),
		"a value too few":   change(func(d *HeatMap) { d.Values[1] = d.Values[1][1:] }),
		"descending":        change(func(d *HeatMap) { slices.Reverse(d.Y) }),
		"0, logarithmic":    change(func(d *HeatMap) { d.X[0] = 0 }),
		"a single column":   func() { (Orbit{X: []float64{1}, Attractor: [][]float64{{1}}}).Figure() },
		"exponents too few": func() { d := sampleOrbit(); d.Exponent = d.Exponent[1:]; d.Figure() },
	} {
		func() {
			defer func() {
				if r, _ := recover().(string); !strings.HasPrefix(r, "plot: ") {
					t.Errorf("%s: panic %q", name, r)
				}
			}()
			figure()
		}()
	}
}

// What is missing is left out; nothing is drawn of nothing.
func TestDynamicsOfNothing(t *testing.T) {
	orbit := sampleOrbit()
	orbit.Exponent, orbit.Attractor, orbit.Thresholds, orbit.Ends = nil, make([][]float64, len(orbit.X)), nil, nil
	single := sampleTrajectories()
	for i := range single.Classes {
		c := &single.Classes[i]
		c.Weight, c.Entropy, c.Flow, c.Colour = c.Weight[:2], c.Entropy[:1], c.Flow[:1], math.NaN()
	}
	wide := sampleTrajectories()
	wide.Classes[0].Weight = []float64{1, 1e-4, 1e-9}
	for name, figure := range map[string]*Figure{
		"orbit":          orbit.Figure(),
		"cobweb":         Cobweb{}.Figure(),
		"portrait":       PhasePortrait{}.Figure(),
		"basin":          Basin{}.Figure(),
		"criticals":      Criticals{}.Figure(),
		"onset":          Onset{}.Figure(),
		"spectrum":       Spectrum{}.Figure(),
		"trajectories":   Trajectories{}.Figure(),
		"one epoch":      single.Figure(),
		"a wide range":   wide.Figure(),
		"a single cell":  HeatMap{X: []float64{1}, Y: []float64{1}, Values: [][]float64{{1}}}.Figure(),
		"an empty cell":  HeatMap{X: []float64{1}, Y: []float64{1}, Values: [][]float64{{math.NaN()}}}.Figure(),
		"many constants": constant(200).Figure(),
	} {
		for _, format := range []string{"png", "svg", "pdf"} {
			content, err := figure.Encode(format)
			if err != nil || format == "svg" && bytes.Contains(content, []byte("NaN")) {
				t.Errorf("%s as %s: %v, or a coordinate isn't a number", name, format, err)
			}
		}
	}
}

// constant is a map of n by n like values.
func constant(n int) HeatMap {
	d := HeatMap{X: ramp(0, 1, n), Y: ramp(0, 1, n)}
	for range n {
		d.Values = append(d.Values, make([]float64, n))
	}
	return d
}

// The data areas of a row end at the same heights, those of a column at the same
// sides.
func TestPanelsAlign(t *testing.T) {
	areas := func(f *Figure) []vg.Rectangle {
		width, height := f.size()
		c := draw.NewCanvas(&recorder.Canvas{}, width, height)
		areas := f.panelAreas(c, vg.Point{Y: height}, width)
		inners := make([]draw.Canvas, len(areas))
		for i, p := range f.panels {
			inners[i] = p.inner(areas[i])
		}
		f.align(areas, inners)
		var data []vg.Rectangle
		for i, p := range f.panels {
			data = append(data, p.DataCanvas(inners[i]).Rectangle)
		}
		return data
	}
	const near = 0.3 // points
	same := func(name string, a, b vg.Length) {
		t.Helper()
		if math.Abs(float64(a-b)) > near {
			t.Errorf("%s: %v and %v", name, a, b)
		}
	}
	orbit := areas(sampleOrbit().Figure())
	same("left", orbit[0].Min.X, orbit[1].Min.X)
	same("right", orbit[0].Max.X, orbit[1].Max.X)
	if orbit[0].Min.Y < orbit[1].Max.Y {
		t.Error("the panels overlap")
	}
	heat := areas(sampleHeatMap(40, 30).Figure())
	same("bottom", heat[0].Min.Y, heat[1].Min.Y)
	same("top", heat[0].Max.Y, heat[1].Max.Y)
	f := sampleTrajectories().Figure()
	if got, want := f.panelsHeight(), widthsHeight+causesHeight+gap; got != want {
		t.Errorf("rows are %v high, want %v", got, want)
	}
}

// A range of one value, or of a rounding error, is widened: its ticks would have
// no end.
func TestNarrowRanges(t *testing.T) {
	axis := gonum.New().X
	axis.Tick.Marker = linearTicks{labels: 7}
	for _, c := range [][2]float64{{1, math.Nextafter(1, 2)}, {-1e300, -1e300 * (1 - 1e-15)}, {0, 1e-300}} {
		setLinear(&axis, c[0], c[1])
		if n := len(axis.Tick.Marker.Ticks(axis.Min, axis.Max)); n > 100 {
			t.Errorf("%v: %d ticks", c, n)
		}
	}
	setLogarithmic(&axis, 1, math.Nextafter(1, 2))
	if !(axis.Max/axis.Min > 1+1e-10) {
		t.Errorf("%v to %v", axis.Min, axis.Max)
	}
	r := noRange()
	r.include(math.NaN(), 5, math.Inf(1), math.Nextafter(5, 6))
	if low, high := r.widened(0.1); low != 2.5 || high < 7.5 {
		t.Errorf("%v to %v", low, high)
	}
}
