package plot

// Cobweb shows the iteration of a one-dimensional map: the zigzag between its
// graph and the diagonal, and the same states over time.
type Cobweb struct {
	Heading
	Map   Series    // the graph: next state over state
	Orbit []float64 // states from epoch 0 on
	Fixed []float64 // fixed points to mark
	Ends  []Level   // the ends of the clip
}

// Figure draws the cobweb on the left and the states over the epochs on the
// right, on the same vertical scale.
func (d Cobweb) Figure() *Figure {
	f := newFigure(d.Heading)
	d.Map.check()
	p := f.addPanel(0.5, "niche width w_t", "next niche width w_{t+1}")
	r := noRange()
	r.include(d.Map.X...)
	low, high := r.widened(0)
	setLinear(&p.X, low, high)
	below := noRange()
	below.include(d.Map.Y...)
	below.include(d.Orbit...)
	below.include(low, high)
	below.low, below.high = max(below.low, low-0.3*(high-low)), min(below.high, high+0.1*(high-low))
	bottom, top := below.widened(0.04)
	setLinear(&p.Y, bottom, top)
	p.X.Tick.Marker = linearTicks{labels: 6}
	p.Add(grid{})
	p.Add(curve{Series{X: []float64{low, high}, Y: []float64{low, high}}, stroke(middleGrey, 0.8, solid)})
	for _, end := range d.Ends {
		line := level(p, end.Weight, clipEnd)
		p.Add(line)
		if end.Name != "" {
			f.legend.add(end.Name, line)
		}
	}
	web := stroke(vermilion, 0.6, solid)
	f.plot(p, d.zigzag(), web)
	f.plot(p, d.Map, stroke(blue, 1.6, solid))
	var fixed Series
	for _, w := range d.Fixed {
		fixed.X, fixed.Y = append(fixed.X, w), append(fixed.Y, w)
	}
	points := dots(fixed, circle(stroke(ink, 1, solid), 3))
	if p.Add(points); len(d.Fixed) > 0 {
		f.legend.add("fixed points", points)
	}
	q := f.addPanel(0.5, "epoch t", "niche width w_t")
	epochAxis(&q.X, max(1, len(d.Orbit)-1))
	setLinear(&q.Y, bottom, top)
	q.Add(grid{})
	for _, end := range d.Ends {
		q.Add(level(q, end.Weight, clipEnd))
	}
	line := over(d.Orbit, web)
	q.Add(line, dots(line.Series, disc(web, 1.6)))
	return f
}

// zigzag returns the corners of the cobweb.
func (d Cobweb) zigzag() Series {
	s := Series{Name: "orbit"}
	for t := 1; t < len(d.Orbit); t++ {
		from, to := d.Orbit[t-1], d.Orbit[t]
		if t == 1 {
			s.X, s.Y = append(s.X, from), append(s.Y, from)
		}
		s.X, s.Y = append(s.X, from, to), append(s.Y, to, to)
	}
	return s
}
