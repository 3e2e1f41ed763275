package train

import (
	"aeed/train/ctrgcn"
	"aeed/train/skeleton"
)

// architecture returns the network of a configuration for clips of these extents.
func (n NetworkConfig) architecture(graph skeleton.Graph, channels, frames, bodies, classes int) ctrgcn.Architecture {
	blocks := ctrgcn.Official()
	if n.Blocks == "small" {
		blocks = ctrgcn.Small()
	}
	if n.Width > 0 {
		first := blocks[0].Width
		for i := range blocks {
			blocks[i].Width = blocks[i].Width / first * n.Width
		}
	}
	return ctrgcn.Architecture{
		Channels: channels, Frames: frames, Joints: graph.Vertices(), Bodies: bodies, Classes: classes,
		Adjacency: graph.Adjacency(), Blocks: blocks,
	}
}
