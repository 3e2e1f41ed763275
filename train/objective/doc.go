// Package objective holds what a network is trained to make small, in float64 and
// with its gradient: the weighted cross-entropy, the AEED objective with its semantic
// ratio (Eqs. 5 and 6 of the paper), and the losses that it is compared with.
//
// An objective sees the logits of a batch alone, a matrix (N, C) of a row for each
// clip, and gives the gradient of its mean over the batch with respect to them;
// what the network makes of that is the backward pass of its program.
//
// An AEED step has two passes, so its objective has two parts. [Pairs.Clean] is
// the first term of Eq. 6, ready for the backward pass of the clean clips;
// [Pairs.Mixed] takes it together with the logits of the mixed clips, finds the
// semantic ratio of each pair, and gives the second term and the whole.
//
// # Baselines, and losses of one's own
//
// [New] gives the losses that AEED is compared with, by name. Each is a page of graph
// code over the logits, an [Expression], and Gorgonia derives its gradient;
// [NewExpression] takes any other. Targets are mixtures of labels, so that every loss
// goes with every way of mixing. The cross-entropy and the AEED objective above are
// hand-written for speed; tests hold both to their expressions. A device computes
// them by itself, as an operation of the program (program.Objective), and tests of
// package network hold that to these.
//
// # Choices where the paper is silent
//
// The sum of a batch is divided by its number of clips, not by its sum of weights.
// The two terms are added, not averaged. Posteriors are those of training mode, and
// the semantic ratio is a constant to the gradient: neither the mixed label nor the
// mixed weight is differentiated. Pairs of one class are pairs like any other.
package objective
