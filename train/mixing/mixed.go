package mixing

import (
	"fmt"
	"slices"

	"aeed/internal/philox"
)

// Mixed is a batch of mixed clips: as many as the batch that they are made of, or
// none at all, when every slice is empty. The zero value is ready for use.
type Mixed struct {
	X             []float32 // shape (N, C, T, V, M)
	Partner       []int     // N: which clip of the batch clip i is mixed with
	PhysicalRatio []float64 // N: λ in [0, 1], the share of clip i itself in X
	// LabelRatio is the weight in [0, 1] of the label of clip i itself, N of them;
	// its partner's label has the rest. It is empty if Semantic.
	LabelRatio []float64
	// Semantic says that the labels follow from the posteriors of clean and mixed
	// clips, by Eq. 5.
	Semantic bool
	// Cut says that X has a window of the partner's frames, instead of a blend of all.
	Cut    bool
	Window Window // where it is, if Cut

	shown []bool
}

// Shown returns which bodies the mixed clips have, shape (N, M), from which the
// clips of the batch have, of the same shape: those of a clip and of its partner. A
// body may be said to be shown and still be zero, if nothing of it was mixed in, but
// never the reverse. The result is valid until the next call. Shown panics if there
// are not M for each mixed clip.
func (m *Mixed) Shown(shown []bool) []bool {
	n := len(m.Partner)
	if n == 0 || len(shown)%n != 0 {
		panic(fmt.Sprintf("mixing: %d bodies shown in %d mixed clips", len(shown), n))
	}
	bodies := len(shown) / n
	m.shown = sized(m.shown, len(shown))
	for i, partner := range m.Partner {
		for body := range bodies {
			m.shown[i*bodies+body] = shown[i*bodies+body] || shown[partner*bodies+body]
		}
	}
	return m.shown
}

// Fill makes X of the clips x of the batch, of the shape that m was drawn for. The
// memory of X is used again, and must not be that of x. Fill panics if x has another
// size.
func (m *Mixed) Fill(x []float32, shape [5]int) {
	size := shape[1] * shape[2] * shape[3] * shape[4]
	if len(x) != shape[0]*size {
		panic(fmt.Sprintf("mixing: %d numbers of a batch of shape %d", len(x), shape))
	}
	m.X = sized(m.X, len(m.Partner)*size)
	if m.Cut {
		copy(m.X, x)
	}
	for i, partner := range m.Partner {
		mixed, own, other := m.X[i*size:][:size], x[i*size:][:size], x[partner*size:][:size]
		if m.Cut {
			m.Window.paste(mixed, other, shape)
		} else {
			interpolate(mixed, own, other, m.PhysicalRatio[i])
		}
	}
}

// begin gives m the shape of a batch and draws the partners. It returns false if a
// single clip leaves no one to be mixed with.
func (m *Mixed) begin(random *philox.Stream, shape [5]int, classes []int, semantic bool) bool {
	check(shape, classes)
	if shape[0] == 1 {
		m.resize(0, semantic)
		return false
	}
	m.resize(shape[0], semantic)
	derange(random, m.Partner)
	return true
}

// resize gives m room for clips clips.
func (m *Mixed) resize(clips int, semantic bool) {
	m.Cut = false
	m.Partner = sized(m.Partner, clips)
	m.PhysicalRatio = sized(m.PhysicalRatio, clips)
	m.Semantic = semantic
	if semantic {
		clips = 0
	}
	m.LabelRatio = sized(m.LabelRatio, clips)
}

// fill sets the ratios of all clips.
func (m *Mixed) fill(ratio float64) {
	for i := range m.PhysicalRatio {
		m.PhysicalRatio[i] = ratio
	}
	copy(m.LabelRatio, m.PhysicalRatio)
}

// sized returns a slice of n elements, whatever they are, in the memory of s if that
// is enough.
func sized[E any](s []E, n int) []E { return slices.Grow(s[:0], n)[:n] }
