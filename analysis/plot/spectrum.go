package plot

import (
	"math"

	gonum "gonum.org/v1/plot"
)

// Spectrum shows what noise of the entropies does to the flow and to the niche
// widths, by frequency: in theory and in a simulation.
type Spectrum struct {
	Heading
	Flow, LogWeight Transfer
}

// Transfer is a power density (nats² per cycle per epoch, one-sided: its integral
// over frequencies from 0 to ½ is the variance) over frequency (cycles per epoch).
type Transfer struct {
	Theory    Series
	Simulated Series // left out where it has no points
}

// Figure draws both spectra on logarithmic axes.
func (d Spectrum) Figure() *Figure {
	f := newFigure(d.Heading)
	d.draw(f, d.Flow, "power density of ΔH̄")
	d.draw(f, d.LogWeight, "power density of ln w")
	f.legend.add("transfer function, in theory", curve{style: stroke(blue, 1.6, solid)})
	if len(d.Flow.Simulated.X) > 0 {
		f.legend.add("averaged periodogram of a simulation", curve{style: stroke(vermilion, 0.9, solid)})
	}
	return f
}

func (d Spectrum) draw(f *Figure, t Transfer, label string) {
	p := f.addPanel(0.5, "frequency (cycles per epoch)", label)
	t.setRanges(p)
	p.Add(grid{})
	for _, s := range []Series{t.Theory, t.Simulated} {
		s.check()
	}
	p.Add(curve{t.Theory, stroke(blue, 2.2, solid)}, curve{t.Simulated, stroke(vermilion, 0.7, solid)})
}

// setRanges makes room for both curves, within twelve decades.
func (t Transfer) setRanges(p *gonum.Plot) {
	x, y := noRange(), noRange()
	for _, s := range []Series{t.Theory, t.Simulated} {
		for i := range s.X {
			if s.X[i] > 0 && s.Y[i] > 0 {
				x.include(s.X[i])
				y.include(s.Y[i])
			}
		}
	}
	setLogarithmic(&p.X, x.low, x.high)
	setLogarithmic(&p.Y, math.Max(y.low, y.high*1e-12)/2, y.high*2)
}
