package program

import "fmt"

// A MaxPool takes the largest of three neighbouring frames:
//
//	y[s,t,v,c] = max x[s, t', v, c] over t' in {t·Stride−1, t·Stride, t·Stride+1}
//
// where only frames of x count.
type MaxPool struct {
	X, Y   View
	Stride int
}

// A MaxPoolAdjoint is the gradient of a MaxPool: dy goes to the frame that was the
// largest, the first of them where several were.
type MaxPoolAdjoint struct {
	*MaxPool
	DY, DX View
}

// MaxPool adds a max pool.
func (b *Builder) MaxPool(m MaxPool) {
	if m.Stride < 1 || m.Y.Frames != (m.X.Frames-1)/m.Stride+1 || m.Y.Joints != m.X.Joints || m.Y.Columns != m.X.Columns {
		panic(fmt.Sprintf("program: a pool of stride %d does not fit %+v to %+v", m.Stride, m.X, m.Y))
	}
	b.Add(&m)
}

// Views implements Operation.
func (m *MaxPool) Views() (reads, writes, adds []View) { return []View{m.X}, []View{m.Y}, nil }

func (m *MaxPool) adjoint(b *Builder) {
	dx, again := b.gradient(m.X)
	if again {
		panic("program: what a pool reads is for it alone")
	}
	b.append(Backward, &MaxPoolAdjoint{m, b.received(m.Y), dx})
}

// Views implements Operation.
func (a *MaxPoolAdjoint) Views() (reads, writes, adds []View) {
	return []View{a.X, a.DY}, []View{a.DX}, nil
}

func (a *MaxPoolAdjoint) adjoint(*Builder) { panic("program: an adjoint has none") }

// A TimeMean averages over the frames of each sequence: y[s,v,c] = Σ_t x[s,t,v,c]/T.
type TimeMean struct{ X, Y View }

// A TimeMeanAdjoint is the gradient of a TimeMean: dx[s,t,v,c] (+)= dy[s,v,c]/T.
type TimeMeanAdjoint struct {
	*TimeMean
	DY, DX     View
	Accumulate bool
}

// TimeMean adds the mean over time.
func (b *Builder) TimeMean(m TimeMean) {
	if m.Y.Frames != 1 || m.Y.Joints != m.X.Joints || m.Y.Columns != m.X.Columns {
		panic(fmt.Sprintf("program: a mean over time does not fit %+v to %+v", m.X, m.Y))
	}
	b.Add(&m)
}

// Views implements Operation.
func (m *TimeMean) Views() (reads, writes, adds []View) { return []View{m.X}, []View{m.Y}, nil }

func (m *TimeMean) adjoint(b *Builder) {
	a := &TimeMeanAdjoint{TimeMean: m, DY: b.received(m.Y)}
	a.DX, a.Accumulate = b.gradient(m.X)
	b.append(Backward, a)
}

// Views implements Operation.
func (a *TimeMeanAdjoint) Views() (reads, writes, adds []View) {
	writes, adds = into(a.DX, a.Accumulate)
	return []View{a.DY}, writes, adds
}

func (a *TimeMeanAdjoint) adjoint(*Builder) { panic("program: an adjoint has none") }

// A ClipMean averages over everything of a clip: its bodies, frames and joints.
//
//	y[n,c] = Σ_m Σ_t Σ_v x[s(n,m),t,v,c] / (M·T·V)
//
// where s(n,m) is the sequence that stands for body m of clip n (see Bodies).
type ClipMean struct{ X, Y View }

// A ClipMeanAdjoint is the gradient of a ClipMean:
//
//	dx[s,t,v,c] = Σ dy[n,c]/(M·T·V) over the bodies (n, m) that s stands for.
type ClipMeanAdjoint struct {
	*ClipMean
	DY, DX View
}

// ClipMean adds the mean over each clip and returns it, a matrix (N, C).
func (b *Builder) ClipMean(x View) View {
	y := b.Clips("features", x.Columns)
	b.Add(&ClipMean{x, y})
	return y
}

// Clips adds a kept buffer with a row of numbers for each clip.
func (b *Builder) Clips(name string, columns int) View {
	return b.matrix(name, b.program.Clips, 1, 1, columns, true)
}

// Views implements Operation.
func (m *ClipMean) Views() (reads, writes, adds []View) { return []View{m.X}, []View{m.Y}, nil }

func (m *ClipMean) adjoint(b *Builder) {
	dx, again := b.gradient(m.X)
	if again {
		panic("program: what the mean of a clip reads is for it alone")
	}
	b.append(Backward, &ClipMeanAdjoint{m, b.received(m.Y), dx})
}

// Views implements Operation.
func (a *ClipMeanAdjoint) Views() (reads, writes, adds []View) {
	return []View{a.DY}, []View{a.DX}, nil
}

func (a *ClipMeanAdjoint) adjoint(*Builder) { panic("program: an adjoint has none") }
