// Package ctrgcn is the channel-wise topology refinement graph convolution network
// (Chen et al., ICCV 2021) as a program: for any width, depth, graph, number of
// classes, people and frames, with the official initialisation and the official
// names of its parameters.
//
// An [Architecture] says how large the network is; [Official] and [Small] are two.
// [Architecture.Layout] names its tensors, which lie in one vector of parameters
// and one of running statistics; [Architecture.Program] is a training step or an
// inference for a shape of batch, to run on a device. [Architecture.Initialise] makes
// the weights to start with, [Architecture.Import] and [Architecture.Export] exchange
// them with PyTorch, and [Architecture.Summary] counts parameters and operations.
package ctrgcn
