// Package sampling orders the training clips of an epoch.
//
//	order, err := sampling.Order("ros", seed, epoch, classes, 1)
//	…
//	batches := feeder.Epoch(ctx, epoch, sampling.Places(order, split, source.Len()), size)
//
// # Kinds
//
// Of n clips, C classes that have any of them, and n_c clips of class c, an epoch
// shows, in a random order,
//
//	                 clips         of them
//	plain            n             every clip once
//	ros              C · max n_c   every clip once, and more of each class, drawn with
//	                               replacement, until it is as large as the largest
//	class-balanced   n             for each class in turn a clip, drawn with replacement
//
// as many times as the list is repeated, which for Northwestern-UCLA is 5 and else
// once. The caller cuts the order into batches, and decides whether to drop an
// incomplete last one.
//
// # Views
//
// Number i + k·n is clip i of the list, and another random view of it for each k.
// When an epoch shows a clip for the k-th time, counted from 0, it has this number,
// so no view comes twice. [Places] makes of the numbers what package feed asks for,
// places in a source.
//
// An order depends on (seed, epoch) and the list alone, so an interrupted epoch
// goes on with the rest of the same order.
//
// # Source
//
// Random over-sampling (ROS): Van Hulse et al., ICML 2007.
package sampling
