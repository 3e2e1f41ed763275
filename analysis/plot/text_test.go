package plot

import (
	"math"
	"testing"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/recorder"
)

func TestNumber(t *testing.T) {
	for _, test := range []struct {
		value float64
		want  string
	}{
		{0, "0"}, {1, "1"}, {-0.5, "−0.5"}, {4.0943445, "4.094"}, {0.00012345, "0.0001234"}, {99999, "10^{5}"},
		{1e-6, "10^{−6}"}, {-1e6, "−10^{6}"}, {1.2e-6, "1.2·10^{−6}"}, {-3e7, "−3·10^{7}"},
		{math.Inf(1), "∞"}, {math.Inf(-1), "−∞"}, {math.NaN(), "none"}, {math.MaxFloat64, "1.7976931348623157·10^{308}"},
	} {
		if got := Number(test.value); got != test.want {
			t.Errorf("Number(%v) = %q, want %q", test.value, got, test.want)
		}
	}
	if got := Exact(0.123456789); got != "0.123456789" {
		t.Errorf("Exact = %q", got)
	}
}

func TestEveryCharacterOfTheVocabularyHasAGlyph(t *testing.T) {
	l := newLettering()
	style := newFigure(Heading{}).textStyle(10, ink, false)
	const vocabulary = "ABC abc 0123456789 ηγβλτκδεσμ Δ H̄ D̄ ′ ″ ≤ ≥ ± − × · ∞ … – — ’ “ ” ½ ∑ ∫ → ⁿ ₀ ² ³ % [ ] ( ) { } / , . : ;"
	for _, bold := range []bool{false, true} {
		style = newFigure(Heading{}).textStyle(10, ink, bold)
		if _, _, missing := l.lay(vocabulary, style.Font); len(missing) > 0 {
			t.Errorf("bold %v: no glyph for %q", bold, string(missing))
		}
	}
	if _, _, missing := l.lay("类", style.Font); string(missing) != "类" {
		t.Errorf("missing %q", string(missing))
	}
}

func TestScripts(t *testing.T) {
	l := newLettering()
	fnt := newFigure(Heading{}).textStyle(10, ink, false).Font
	width := func(s string) float64 {
		_, w, _ := l.lay(s, fnt)
		return w
	}
	near := func(name string, got, want float64) {
		if math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	near("raised letter", width("C^η"), width("C")+scriptScale*width("η"))
	near("lowered letter", width("w_0t"), width("w")+scriptScale*width("0")+width("t"))
	near("raised group", width("10^{−3}x"), width("10")+scriptScale*width("−3")+width("x"))
	near("mark", width("H̄"), width("H"))

	placed, _, _ := l.lay("C^ηx_0", fnt)
	for i, want := range []float64{0, raisedShift, 0, loweredShift} {
		near("shift", placed[i].y, want)
	}
	// The bar of H̄ is centred over H and clears it; that of a comes at the
	// height for which the font made it.
	bars, _, _ := l.lay("H̄", fnt)
	near("bar", bars[1].x, width("H")/2)
	if bars[1].y <= 0.1 {
		t.Errorf("the bar of H is raised by %v only", bars[1].y)
	}
	low, _, _ := l.lay("o̅", fnt)
	if low[1].y > 0.1 {
		t.Errorf("the bar of o is raised by %v", low[1].y)
	}
	if len(l.outline(nil, fnt, vgOrigin)) != 0 {
		t.Error("nothing has an outline")
	}
}

func TestTextOfSeveralLinesAndNone(t *testing.T) {
	f := newFigure(Heading{})
	style := f.textStyle(10, ink, false)
	var canvas recorder.Canvas
	f.lettering.Draw(&canvas, "one\ntwo\n", style, vgOrigin)
	if got := fills(canvas); got != 2 {
		t.Errorf("%d fills, want 2", got)
	}
	canvas.Reset()
	f.lettering.Draw(&canvas, " ", style, vgOrigin)
	if got := fills(canvas); got != 0 {
		t.Errorf("%d fills, want 0", got)
	}
	if f.lettering.Cache() != liberationFonts {
		t.Error("other fonts")
	}
}

func TestWrap(t *testing.T) {
	style := newFigure(Heading{}).noteStyle()
	if got := wrap("", style); got != nil {
		t.Errorf("%q", got)
	}
	long := ""
	for range 60 {
		long += "word "
	}
	lines := wrap(long+"end", style)
	if len(lines) < 3 {
		t.Errorf("%d lines", len(lines))
	}
	for _, line := range lines {
		if style.Width(line) > figureWidth-2*margin {
			t.Errorf("%q is too wide", line)
		}
	}
}

func fills(c recorder.Canvas) int {
	n := 0
	for _, action := range c.Actions {
		if _, ok := action.(*recorder.Fill); ok {
			n++
		}
	}
	return n
}

func labels(ticks []gonum.Tick) (labels []string) {
	for _, tick := range ticks {
		if !tick.IsMinor() {
			labels = append(labels, tick.Label)
		}
	}
	return labels
}
