// Package skeleton is everything between a file of recorded motion and a clip that
// a network can train on.
//
// A [Clip] is the motion of one or more bodies, shape (C, T, V, M): coordinates,
// frames, joints, bodies. A [Graph] says how the joints hang together; there are
// four built in, and [LoadGraph] reads any other. A [Source] gives clips by their
// place and is what every reader of a format returns; [Prepare] writes one to a
// folder as a [Set], which is memory-mapped afterwards, so that a data set of any
// size needs as much memory as the clips in use.
//
// The packages below read the formats (format, ntu), choose long-tailed subsets
// (longtail), make motion up (synth) and turn clips into batches (feed).
package skeleton
