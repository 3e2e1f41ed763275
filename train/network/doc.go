// Package network is a CTR-GCN in training on a device: the passes, terms of the
// loss and descents that a step is made of. The trainer takes its steps with it, and
// so does the check against the results of the official implementation.
//
//	n := network.New(architecture, device, weights)
//	n.ClearGradients()
//	clean := n.Forward(x, bodies, shape).Clean(labels, objective)
//	n.Forward(mixed, bodies, shape).Mixed(labels, mixture, clean, objective)
//	n.Descend(device.Descent{LearningRate: 0.1, Momentum: 0.9})
package network
