package sweep

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// A Heat is the mean of a column over two axes, all others averaged out. Add the
// rows of a sweep one by one.
type Heat struct {
	Column string
	Help   string // what the column is
	X, Y   Scale
	column *column
	sums   [][]float64
	counts [][]int64
}

// A Scale is one side of a Heat.
type Scale struct {
	Axis    string
	Log     bool
	Centres []float64 // of the cells, ascending
	edges   []float64 // between them, where cells are parts of a continuum
	axis    *axis
}

// heatCells is the number of cells into which an interval is cut, and the most
// that an axis keeps apart.
const heatCells = 25

// DefaultHeat returns the two axes that a heat map shows unless told otherwise,
// the first with numbers that vary; ok is false if there are fewer.
func (p *Space) DefaultHeat() (x, y string, ok bool) {
	var names []string
	for _, name := range p.numericAxes() {
		if i, _ := axisByName(name); varies(p.spec.axes[i]) {
			names = append(names, name)
		}
	}
	if len(names) < 2 {
		return "", "", false
	}
	return names[0], names[1], true
}

func (p *Space) numericAxes() (names []string) {
	for i := range axes {
		// An end of no clip has no place on a scale.
		endless := func(v Value) bool { return math.IsInf(v.Number, 0) }
		if v := p.spec.axes[i]; v != nil && axes[i].kind != word && !slices.ContainsFunc(v.probes(), endless) {
			names = append(names, axes[i].name)
		}
	}
	return names
}

// NewHeat returns the heat of no rows. A column or an axis that isn't there, or
// that has no numbers, is a *dynamics.ParameterError.
func NewHeat(space *Space, column, x, y string) (*Heat, error) {
	h := &Heat{Column: column}
	var names []string
	for i := range columns {
		names = append(names, columns[i].name)
		if columns[i].name == column {
			h.column, h.Help = &columns[i], columns[i].help
		}
	}
	if h.column == nil {
		return nil, fault("heat-map", strconv.Quote(column), "one of "+strings.Join(names, ", "), "or none, for no heat map")
	}
	numeric := space.numericAxes()
	for _, axis := range []string{x, y} {
		if !slices.Contains(numeric, axis) || x == y {
			return nil, fault("heat-axes", strconv.Quote(x+","+y), "two of "+strings.Join(numeric, ", "), "as in eta,gamma, across and up")
		}
	}
	h.X, h.Y = space.scale(x), space.scale(y)
	for range h.Y.Centres {
		h.sums = append(h.sums, make([]float64, len(h.X.Centres)))
		h.counts = append(h.counts, make([]int64, len(h.X.Centres)))
	}
	return h, nil
}

// scale returns the cells of an axis: its values if they are few, else equal
// parts of what it spans.
func (p *Space) scale(name string) Scale {
	i, _ := axisByName(name)
	v := p.spec.axes[i]
	s := Scale{Axis: name, axis: &axes[i]}
	switch v := v.(type) {
	case ladder:
		s.Log = v.step == 0
	case interval:
		s.Log = v.log
	}
	if n := v.len(); n > 0 && n <= 4*heatCells {
		for k := range n {
			s.Centres = append(s.Centres, v.at(k).Number)
		}
		slices.Sort(s.Centres)
		return s
	}
	probes := v.probes()
	least := slices.MinFunc(probes, byNumber).Number
	most := slices.MaxFunc(probes, byNumber).Number
	for k := range heatCells {
		s.Centres = append(s.Centres, between(least, most, (float64(k)+0.5)/heatCells, s.Log))
		if k > 0 {
			s.edges = append(s.edges, between(least, most, float64(k)/heatCells, s.Log))
		}
	}
	return s
}

func byNumber(a, b Value) int {
	switch {
	case a.Number < b.Number:
		return -1
	case a.Number > b.Number:
		return 1
	}
	return 0
}

// cell returns the number of the cell that x falls into.
func (s *Scale) cell(x float64) int {
	if s.edges != nil {
		return sort.SearchFloat64s(s.edges, math.Nextafter(x, math.Inf(1)))
	}
	return min(sort.SearchFloat64s(s.Centres, x), len(s.Centres)-1)
}

// Add counts a row. Values that aren't finite are left out.
func (h *Heat) Add(r *Row) {
	value := h.column.get(&r.Summary)
	x, y := h.X.axis.get(&r.setting).Number, h.Y.axis.get(&r.setting).Number
	if math.IsNaN(value-value) || math.IsNaN(x) || math.IsNaN(y) {
		return
	}
	column, row := h.X.cell(x), h.Y.cell(y)
	h.sums[row][column] += value
	h.counts[row][column]++
}

// Means returns the mean at X.Centres[i], Y.Centres[j] as element [j][i], NaN
// where there is none.
func (h *Heat) Means() [][]float64 {
	means := make([][]float64, len(h.sums))
	for j := range means {
		for i, sum := range h.sums[j] {
			means[j] = append(means[j], sum/float64(h.counts[j][i]))
		}
	}
	return means
}
