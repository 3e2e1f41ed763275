package skeleton

import "fmt"

// A Graph is a set of joints and the bones between them: a tree, or several, in
// which every joint but the roots hangs on another one.
type Graph struct {
	Name   string
	Joints []string // names
	// Parent[v] is the joint that v hangs on, towards the centre of the body; v
	// itself for a root. Bones of this direction are called inward.
	Parent []int
	Parts  []Part
}

// A Part is a group of joints that moves together, such as an arm.
type Part struct {
	Name   string
	Joints []int
}

// Vertices returns the number of joints, V.
func (g Graph) Vertices() int { return len(g.Parent) }

// Bones returns the pairs (joint, parent) of the graph in the order of the joints,
// without the roots. The bone vector of a joint is its position minus its
// parent's; a root's is zero.
func (g Graph) Bones() [][2]int {
	var bones [][2]int
	for v, parent := range g.Parent {
		if parent != v {
			bones = append(bones, [2]int{v, parent})
		}
	}
	return bones
}

// The subsets of the spatial partition, the first index of Adjacency.
const (
	Self    = iota // each joint alone
	Inward         // from a joint to its parent
	Outward        // from a parent to its joints
	subsets
)

// Adjacency returns the matrices of the spatial partition (Yan et al., AAAI 2018),
// shape (3, V, V): the identity, then the inward and the outward bones. A bone from
// i to j is the entry [j, i], and every column with an entry is divided by its sum.
func (g Graph) Adjacency() []float64 {
	n := g.Vertices()
	a := make([]float64, subsets*n*n)
	for v := range n {
		a[Self*n*n+v*n+v] = 1
	}
	children := make([]float64, n)
	for _, bone := range g.Bones() {
		children[bone[1]]++
	}
	for _, bone := range g.Bones() {
		joint, parent := bone[0], bone[1]
		a[Inward*n*n+parent*n+joint] = 1
		a[Outward*n*n+joint*n+parent] = 1 / children[parent]
	}
	return a
}

// Check returns nil if the graph is a forest whose parts are joints of it, or an
// error that says what is wrong.
func (g Graph) Check() error {
	n := g.Vertices()
	switch {
	case n == 0:
		return fmt.Errorf("graph %q has no joints", g.Name)
	case len(g.Joints) != n:
		return fmt.Errorf("graph %q names %d joints and says where %d of them hang", g.Name, len(g.Joints), n)
	}
	for v, parent := range g.Parent {
		if parent < 0 || parent >= n {
			return fmt.Errorf("joint %q hangs on joint %d of %d", g.Joints[v], parent, n)
		}
	}
	for v := range g.Parent {
		at := v
		for range n {
			at = g.Parent[at]
		}
		if g.Parent[at] != at {
			return fmt.Errorf("joint %q hangs on itself by way of %q", g.Joints[v], g.Joints[g.Parent[v]])
		}
	}
	for _, part := range g.Parts {
		for _, v := range part.Joints {
			if v < 0 || v >= n {
				return fmt.Errorf("part %q has joint %d of %d", part.Name, v, n)
			}
		}
	}
	return nil
}
