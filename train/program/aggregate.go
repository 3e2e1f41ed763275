package program

import "fmt"

// An Aggregate gathers the features of K subsets along their topologies, channel by
// channel:
//
//	y[s,t,u,c] (+)= Σ_k Σ_v topology[s,u,v,kC+c]·x[s,t,v,kC+c]
//
// Topology has (V, V) rows of each sequence, u before v. It and X have the K·C columns of
// all subsets, Y has C.
type Aggregate struct {
	Topology, X, Y View
	Accumulate     bool // add to Y, which an Aggregate before has written
}

// Subsets returns K.
func (a *Aggregate) Subsets() int { return a.X.Columns / a.Y.Columns }

// An AggregateAdjoint is the gradient of an Aggregate:
//
//	dtopology[s,u,v,kC+c] = Σ_t dy[s,t,u,c]·x[s,t,v,kC+c]
//	dx[s,t,v,kC+c] = Σ_u topology[s,u,v,kC+c]·dy[s,t,u,c]
type AggregateAdjoint struct {
	*Aggregate
	DY, DTopology, DX View
}

// Aggregate adds an aggregation.
func (b *Builder) Aggregate(a Aggregate) {
	v, c := a.X.Joints, a.X.Columns
	if a.Topology.RowsOf() != v*v || a.Topology.Columns != c || c%a.Y.Columns != 0 || a.Y.Joints != v || a.Y.Frames != a.X.Frames {
		panic(fmt.Sprintf("program: an aggregation does not fit %+v to %+v", a.X, a.Y))
	}
	b.Add(&a)
}

// Views implements Operation.
func (a *Aggregate) Views() (reads, writes, adds []View) {
	writes, adds = into(a.Y, a.Accumulate)
	return []View{a.Topology, a.X}, writes, adds
}

func (a *Aggregate) adjoint(b *Builder) {
	adjoint := &AggregateAdjoint{Aggregate: a, DY: b.received(a.Y)}
	var again [2]bool
	adjoint.DTopology, again[0] = b.gradient(a.Topology)
	adjoint.DX, again[1] = b.gradient(a.X)
	if again[0] || again[1] {
		panic("program: what an aggregation reads is for it alone")
	}
	b.append(Backward, adjoint)
}

// Views implements Operation.
func (a *AggregateAdjoint) Views() (reads, writes, adds []View) {
	return []View{a.DY, a.Topology, a.X}, []View{a.DTopology, a.DX}, nil
}

func (a *AggregateAdjoint) adjoint(*Builder) { panic("program: an adjoint has none") }
