package plot

import (
	"math"
	"slices"
	"strings"
	"testing"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

var vgOrigin vg.Point

func TestTicks(t *testing.T) {
	for _, test := range []struct {
		ticker    gonum.Ticker
		low, high float64
		want      string
	}{
		{linearTicks{7}, 0, 100, "0 20 40 60 80 100"},
		{linearTicks{3}, 0, 100, "0 50 100"},
		{linearTicks{7}, -0.47, 0.47, "−0.4 −0.2 0.0 0.2 0.4"},
		{linearTicks{7}, 0, 2e6, "0 5·10^{5} 10^{6} 1.5·10^{6} 2·10^{6}"},
		{linearTicks{7}, 0, 1e-6, "0 2·10^{−7} 4·10^{−7} 6·10^{−7} 8·10^{−7} 10^{−6}"},
		{logTicks{}, 1, 1000, "1 10 100 1000"},
		{logTicks{}, 0.3, 6, "0.5 1 2 5"},
		{logTicks{}, 1e-6, 1e-3, "10^{−6} 10^{−5} 10^{−4} 10^{−3}"},
		{logTicks{}, 1e-30, 1, "10^{−28} 10^{−24} 10^{−20} 10^{−16} 10^{−12} 10^{−8} 10^{−4} 10^{0}"},
	} {
		if got := strings.Join(labels(test.ticker.Ticks(test.low, test.high)), " "); got != test.want {
			t.Errorf("%T %v to %v: %s, want %s", test.ticker, test.low, test.high, got, test.want)
		}
	}
}

// Whatever the range, an axis has between one and ten labels and few ticks.
func TestTicksAreFew(t *testing.T) {
	for _, low := range []float64{1e-300, 1e-20, 1e-6, 0.013, 1, 7.3, 1e12, 1e200} {
		for _, factor := range []float64{4, 17, 1e3, 1e9, 1e50} {
			high := low * factor
			for _, ticker := range []gonum.Ticker{linearTicks{7}, logTicks{}} {
				ticks := ticker.Ticks(low, high)
				if n := len(labels(ticks)); n < 1 || n > 10 || len(ticks) > 100 {
					t.Errorf("%T %g to %g: %d labels, %d ticks", ticker, low, high, n, len(ticks))
				}
			}
		}
	}
}

func TestRangesThatAreNone(t *testing.T) {
	var axis gonum.Axis
	for _, bad := range [][2]float64{{1, 1}, {2, 1}, {math.NaN(), 1}, {math.Inf(1), math.Inf(-1)}, {math.Inf(-1), math.Inf(1)}} {
		if setLinear(&axis, bad[0], bad[1]); axis.Min != 0 || axis.Max != 1 {
			t.Errorf("linear %v: %v to %v", bad, axis.Min, axis.Max)
		}
		if setLogarithmic(&axis, bad[0], bad[1]); !(axis.Min > 0 && axis.Min < axis.Max) || math.IsInf(axis.Max, 1) {
			t.Errorf("logarithmic %v: %v to %v", bad, axis.Min, axis.Max)
		}
	}
}

func TestCurveBreaksWhereAxesCannotShowIt(t *testing.T) {
	p := gonum.New()
	setLogarithmic(&p.X, 1, 100)
	setLinear(&p.Y, 0, 1)
	v := curve{Series: Series{
		X: []float64{0, 1, 2, 3, 4, 5, 6},
		Y: []float64{0, 0, 0.5, math.NaN(), 0.5, math.Inf(1), 0.2},
	}}
	canvas := draw.NewCanvas(&recorder.Canvas{}, 100, 100)
	var lengths []int
	for _, run := range v.runs(canvas, p) {
		lengths = append(lengths, len(run))
	}
	if want := []int{0, 2, 1, 1}; !slices.Equal(lengths, want) {
		t.Errorf("runs of %v points, want %v", lengths, want)
	}
}

func TestThinKeepsPeaks(t *testing.T) {
	points := make([]vg.Point, 10000)
	for i := range points {
		points[i] = vg.Point{X: vg.Length(i) / 100, Y: vg.Length(i % 7)}
	}
	points[5012].Y, points[5013].Y = 100, -100
	kept := thin(points)
	if len(kept) > 4*401 || len(kept) < 400 {
		t.Errorf("%d points kept", len(kept))
	}
	for _, must := range []vg.Point{points[0], points[5012], points[5013], points[9999]} {
		if !slices.Contains(kept, must) {
			t.Errorf("%v is lost", must)
		}
	}
	if !slices.IsSortedFunc(kept, func(a, b vg.Point) int { return int(math.Copysign(1, float64(a.X-b.X))) }) && kept[0] != points[0] {
		t.Error("the order is lost")
	}
	if got := thin(points[:1]); len(got) != 1 {
		t.Errorf("%v of a single point", got)
	}
}

func TestUnequalSeriesPanic(t *testing.T) {
	defer func() {
		if r := recover(); r == nil || !strings.HasPrefix(r.(string), "plot: ") {
			t.Errorf("panic %v", r)
		}
	}()
	d := sampleWorstEnvelope()
	d.Bound.X = d.Bound.X[1:]
	d.Figure()
}

func TestLegend(t *testing.T) {
	f := sampleSafeRegion().Figure()
	width := figureWidth - 2*margin
	rows, left := f.layoutLegend(width)
	if rows*len(left) < len(f.legend.entries) || !slices.IsSorted(left) {
		t.Errorf("%d rows, columns at %v for %d entries", rows, left, len(f.legend.entries))
	}
	if rows, left := f.layoutLegend(1); rows != len(f.legend.entries) || len(left) != 1 {
		t.Errorf("without room: %d rows, %d columns", rows, len(left))
	}
}

func TestSeriesWithoutPointsAreLeftOut(t *testing.T) {
	d := sampleWorstEnvelope()
	full := len(d.Figure().legend.entries)
	d.Collapse = Series{}
	if got := len(d.Figure().legend.entries); got != full-1 {
		t.Errorf("%d legend entries of %d", got, full)
	}
	empty := WorstEnvelope{}.Figure()
	if _, err := empty.Encode("png"); err != nil {
		t.Error(err)
	}
	if _, err := (FlowBound{Sharp: 1, Naive: 1}).Figure().Encode("svg"); err != nil {
		t.Error(err)
	}
}

func TestSafeRegionWithFewerConditions(t *testing.T) {
	for n, want := range map[int]string{0: "", 1: "the condition holds", 2: "both conditions hold", 3: "all three conditions hold"} {
		d := sampleSafeRegion()
		d.Proved, d.Naive, d.Measured = d.Proved[:n], Limit{}, nil
		f := d.Figure()
		if n > 0 && f.legend.entries[0].name != want {
			t.Errorf("%d conditions: %q, want %q", n, f.legend.entries[0].name, want)
		}
		if _, err := f.Encode("png"); err != nil {
			t.Error(err)
		}
	}
}

func TestTint(t *testing.T) {
	if tint(blue, 1) != blue {
		t.Error("full strength is another colour")
	}
	if c := tint(blue, 0); c.R != 255 || c.G != 255 || c.B != 255 {
		t.Errorf("no strength is %v", c)
	}
}

func TestLabelsThatWouldOverlapAreLeftOut(t *testing.T) {
	count := func(d SafeRegion) int {
		canvas := &recorder.Canvas{}
		f := d.Figure()
		width, height := f.size()
		f.draw(draw.NewCanvas(canvas, width, height))
		return fills(*canvas)
	}
	d := sampleSafeRegion()
	d.Eta0 = 0.05 // the range of the axis stays the same
	d.Measured = []Measured{{0.5, 0.05, "81.5"}, {0.51, 0.05, "81.5"}}
	near := count(d)
	d.Measured[1].Eta = 0.1
	apart := count(d)
	if apart != near+1 {
		t.Errorf("%d fills apart, %d close", apart, near)
	}
	d.Measured[1] = Measured{0.5, 0.06, "81.5"} // under the label of the first
	if got := count(d); got != near {
		t.Errorf("%d fills one above the other, %d apart", got, apart)
	}
}
