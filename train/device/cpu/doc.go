// Package cpu executes programs in float32, fast, on all processors.
//
// The sequences of a batch are divided into chunks, each with an arena of its own
// for everything that a program keeps of it. An operation that needs nothing of
// other sequences runs chunk by chunk, and so do runs of such operations: a
// processor takes a chunk through all of them while it is in its cache. Only batch
// statistics, and what reads whole clips, make processors wait for one another.
// Matrix products are those of package gemm; everything else is in package kernel.
//
// Results don't depend on the number of processors: sums over the batch are made
// in lanes of chunks, of which there are as many on any machine, and then in the
// order of the lanes.
package cpu
