package ctrgcn

import "fmt"

// An Architecture is the size of a network.
type Architecture struct {
	Channels int // C of a clip, 3
	Frames   int // T
	Joints   int // V
	Bodies   int // M
	Classes  int
	// Adjacency is the initial topology, shape (K, V, V), of the K subsets of the
	// spatial partition.
	Adjacency []float64
	Blocks    []Block
}

// A Block is a layer of the network: a graph convolution and a temporal one.
type Block struct {
	Width  int // channels that it gives; a multiple of 4
	Stride int // over frames, of the temporal convolution
}

// Official returns the blocks of the published network: ten, of 64, 128 and 256
// channels.
func Official() []Block {
	return []Block{{64, 1}, {64, 1}, {64, 1}, {64, 1}, {128, 2}, {128, 1}, {128, 1}, {256, 2}, {256, 1}, {256, 1}}
}

// Small returns the blocks of a network that trains in seconds: three, of 16, 16
// and 32 channels.
func Small() []Block { return []Block{{16, 1}, {16, 1}, {32, 2}} }

// branches is the number of branches of a temporal convolution.
const branches = 4

// relationChannels returns the channels in which the topology of a block of in
// input channels is compared.
func relationChannels(in int) int {
	if in == 3 || in == 9 {
		return 8
	}
	return in / 8
}

// subsets returns K.
func (a Architecture) subsets() int { return len(a.Adjacency) / (a.Joints * a.Joints) }

// inputs returns the input channels of block i.
func (a Architecture) inputs(i int) int {
	if i == 0 {
		return a.Channels
	}
	return a.Blocks[i-1].Width
}

// Check returns nil if the network can be built, or an error that says what can't
// be.
func (a Architecture) Check() error {
	for _, size := range []struct {
		name  string
		value int
	}{{"channels", a.Channels}, {"frames", a.Frames}, {"joints", a.Joints}, {"bodies", a.Bodies}, {"blocks", len(a.Blocks)}} {
		if size.value < 1 {
			return fmt.Errorf("a network of %d %s; hint: it needs one at least", size.value, size.name)
		}
	}
	if a.Classes < 2 {
		return fmt.Errorf("a network of %d classes; hint: it needs two at least", a.Classes)
	}
	if k := a.subsets(); k < 1 || len(a.Adjacency) != k*a.Joints*a.Joints {
		return fmt.Errorf("an adjacency of %d numbers; hint: it is (subsets, %d, %d)", len(a.Adjacency), a.Joints, a.Joints)
	}
	for i, block := range a.Blocks {
		if block.Width < branches || block.Width%branches != 0 || block.Stride < 1 {
			return fmt.Errorf("block %d of width %d and stride %d; hint: a width is a multiple of %d", i+1, block.Width, block.Stride, branches)
		}
		if relationChannels(a.inputs(i)) < 1 {
			return fmt.Errorf("block %d with %d input channels; hint: it needs 3, or 8 at least", i+1, a.inputs(i))
		}
	}
	return nil
}
