package plot

import (
	"fmt"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"
)

// FlowBound shows entropy flows over epochs (nats) against their sharp bound
// ±Sharp = ±(1−β) ln C and the naive one, ±Naive = ±ln C.
type FlowBound struct {
	Heading
	Worst   Series   // a flow that attains the bound
	Typical []Series // at most three flows as training gives them
	Sharp   float64  // D̄ > 0
	Naive   float64  // at least Sharp
}

// nearBounds is the ratio of the bounds up to which one panel shows both.
const nearBounds = 2

// Figure draws the flows with room for the sharp bound. Where the naive bound
// would flatten them, it gets a panel of its own to the left.
func (d FlowBound) Figure() *Figure {
	f := newFigure(d.Heading)
	const epoch, flow = "epoch t", "entropy flow ΔH̄ (nats)"
	apart := d.Naive > nearBounds*d.Sharp
	if apart {
		p := f.addPanel(0.3, epoch, flow)
		d.backdrop(p, d.Naive)
		p.X.Tick.Marker = linearTicks{labels: 3}
		p.Add(curve{d.Worst, worstFlow})
		p.Add(d.level(d.Naive, naiveBound), d.level(-d.Naive, naiveBound))
		f.addPanel(0.7, epoch, "")
	} else {
		f.addPanel(1, epoch, flow)
	}
	p := f.panels[len(f.panels)-1].Plot
	reach := d.Sharp
	if !apart {
		reach = d.Naive
	}
	d.backdrop(p, reach)
	for i, s := range d.Typical {
		f.plot(p, s, typicalFlows[i%len(typicalFlows)])
	}
	f.plot(p, d.Worst, worstFlow)
	sharp := d.level(d.Sharp, sharpBound)
	p.Add(sharp, d.level(-d.Sharp, sharpBound))
	f.legend.add(fmt.Sprintf("sharp bound ±D̄ = ±(1−β) ln C = ±%s", Number(d.Sharp)), edgedBand{area{fill: sharpBand}, sharp})
	naive := d.level(d.Naive, naiveBound)
	if !apart && d.Naive > d.Sharp {
		p.Add(naive, d.level(-d.Naive, naiveBound))
	}
	if d.Naive > d.Sharp {
		f.legend.add(fmt.Sprintf("naive bound ±ln C = ±%s", Number(d.Naive)), naive)
	}
	return f
}

// Line styles of the figure.
var (
	worstFlow    = stroke(vermilion, 1.5, solid)
	sharpBound   = stroke(ink, 1, dashed)
	naiveBound   = stroke(middleGrey, 1, dotted)
	sharpBand    = tint(skyBlue, 0.18)
	typicalFlows = []draw.LineStyle{
		stroke(blue, 1.1, solid), stroke(green, 1.1, mixed), stroke(purple, 1.1, solid),
	}
)

// backdrop gives p its ranges, the sharp band and the grid.
func (d FlowBound) backdrop(p *gonum.Plot, reach float64) {
	first, last := d.span()
	setLinear(&p.X, first, last)
	setLinear(&p.Y, -1.15*reach, 1.15*reach)
	p.Add(band(p, -d.Sharp, d.Sharp, sharpBand), grid{})
}

// level returns a horizontal line across the figure.
func (d FlowBound) level(height float64, style draw.LineStyle) curve {
	first, last := d.span()
	return curve{Series{X: []float64{first, last}, Y: []float64{height, height}}, style}
}

// span returns the first and the last epoch.
func (d FlowBound) span() (first, last float64) {
	if n := len(d.Worst.X); n > 1 {
		return d.Worst.X[0], d.Worst.X[n-1]
	}
	return 0, 1
}
