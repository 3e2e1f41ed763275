// Package network is a CTR-GCN in training on a device: the passes, terms of the
// loss and descents that a step is made of. The trainer takes its steps with it, and
// so does the check against the results of the official implementation.
//
//	n := network.New(architecture, device, weights)
//	outcome := n.Take(network.Step{Labels: labels, Objective: objective, Mixture: &mixture, Descent: descent}, x, mixed)
//
// which is
//
//	n.ClearGradients()
//	clean := n.Forward(x, bodies, shape).Clean(labels, objective)
//	n.Forward(mixed, bodies, shape).Mixed(labels, mixture, clean, objective)
//	n.Descend(descent)
//
// A device that has the clips in its memory takes many steps in one call, TakeResident.
package network
