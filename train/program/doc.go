// Package program holds a training step as data: a list of layer operations over
// numbered buffers, which a device executes.
//
// A [Builder] collects the operations of the forward pass, each a plain struct
// that says which parts of which buffers it reads and writes ([View]) and by what
// formula. [Builder.Finish] appends the adjoint of each in reverse order, so that
// the program also computes the gradient of a loss that somebody else knows, from
// its gradient with respect to the output; and it plans where in one arena every
// buffer lies while it is needed. With an [Objective] the program knows the loss
// itself, and no number leaves the device between the clips and their gradient.
//
// # Layout
//
// An activation is a matrix with a row for each (sequence, frame, joint), in that
// order, and a column for each channel, so that a 1×1 convolution is a matrix
// product, a temporal convolution is a few of them with the rows shifted, and
// everything else runs along contiguous channels. A sequence is one body of one
// clip. Parameters lie in one vector, their gradients and their momentum in two
// more of the same order, and the running statistics of batch norms in another.
//
// # Exactness
//
// Each operation's documentation is its formula. Package device/ref executes them
// naively in float64 and is the oracle of every other device.
package program
