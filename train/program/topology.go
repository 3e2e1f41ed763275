package program

import "fmt"

// A Topology is the adjacency that a subset of a graph convolution learns, shared
// and of each sequence:
//
//	relation[s,u,v,r] = tanh(left[s,u,r] − right[s,v,r])
//	y[s,u,v,c] = strength·(bias[c] + Σ_r W[c,r]·relation[s,u,v,r]) + shared[u,v]
//
// Left and Right have one frame of V joints, Relation and Y are (V, V) rows of each
// sequence, u before v.
type Topology struct {
	Left, Right View // R columns
	Relation    View // R columns; kept for the gradient
	Y           View // C columns
	Weight      Slot // (C, R)
	Bias        Slot // C
	Strength    Slot // 1
	Shared      Slot // (V, V)
}

// A TopologyAdjoint is the gradient of a Topology. With G[c,r] = Σ dy·relation and
// B[c] = Σ dy over rows:
//
//	dW += strength·G,  dbias += strength·B,  dstrength += Σ G·W + Σ B·bias,
//	dshared[u,v] += Σ_s Σ_c dy,
//	q[s,u,v,r] = strength·(1 − relation²)·Σ_c dy·W[c,r],
//	dleft[s,u,r] = Σ_v q,  dright[s,v,r] = −Σ_u q
type TopologyAdjoint struct {
	*Topology
	DY, DLeft, DRight View
}

// Topology adds a topology.
func (b *Builder) Topology(t Topology) {
	v, r, c := t.Left.Joints, t.Left.Columns, t.Y.Columns
	if t.Left.Frames != 1 || t.Right.Frames != 1 || t.Right.Joints != v || t.Right.Columns != r ||
		t.Relation.RowsOf() != v*v || t.Relation.Columns != r || t.Y.RowsOf() != v*v ||
		t.Weight.Size != c*r || t.Bias.Size != c || t.Strength.Size != 1 || t.Shared.Size != v*v {
		panic(fmt.Sprintf("program: a topology does not fit %+v to %+v", t.Left, t.Y))
	}
	b.Add(&t)
}

// Views implements Operation.
func (t *Topology) Views() (reads, writes, adds []View) {
	return []View{t.Left, t.Right}, []View{t.Relation, t.Y}, nil
}

func (t *Topology) adjoint(b *Builder) {
	a := &TopologyAdjoint{Topology: t, DY: b.received(t.Y)}
	var again [2]bool
	a.DLeft, again[0] = b.gradient(t.Left)
	a.DRight, again[1] = b.gradient(t.Right)
	if again[0] || again[1] {
		panic("program: the sides of a topology are for it alone")
	}
	b.append(Backward, a)
}

// Views implements Operation.
func (a *TopologyAdjoint) Views() (reads, writes, adds []View) {
	return []View{a.DY, a.Relation}, []View{a.DLeft, a.DRight}, nil
}

func (a *TopologyAdjoint) adjoint(*Builder) { panic("program: an adjoint has none") }
