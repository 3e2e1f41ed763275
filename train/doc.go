// Package train closes the loop: it trains CTR-GCN on skeletons while the AEED
// controller moves the loss weight of every class by the network's entropy about
// it.
//
// A [Config] says everything about a run. [Run] executes it in a folder:
//
//	config.yaml        the configuration, complete
//	run.json           version, device, where batches are made, when it began and how long it took
//	trajectory.jsonl   the controller, epoch by epoch and class by class
//	metrics.jsonl      loss and accuracies, an object an epoch, no clock in it
//	events.out.…       the same for TensorBoard
//	checkpoints/       weights after the last epochs and after the best, and what it
//	                   takes to go on, from within an epoch too
//
// # An epoch
//
// Epoch t trains with the niche widths w⁽ᵗ⁾. In every batch the clean pass gives
// each clip's entropy to the controller and the first term of Eq. 6; in a share ρ
// of the batches the clips are also mixed, and a second pass gives the second
// term. Then the network is tested, the controller ends its epoch (Eqs. 3 and 4),
// and the epoch goes to disk.
//
// # On a card
//
// A device that is a [device.Trainer] has all clips in its memory, if there is room, makes
// the batches and takes the steps by itself: the host sends it plans of many steps (which
// clips, their partners, widths and rates) and reads the results of many. It draws the
// same numbers, and gives one sequence to all bodies that are absent, which the same
// exact sums weight by how many they are. Losses other than the cross-entropy need the
// host between the passes; then the host makes the batches too.
//
// # Going on
//
// Nothing random depends on what was drawn before: the order of clips, their
// views, partners and ratios are keyed by (seed, epoch, place). So a run that was
// stopped between any two batches goes on there, and ends in the very bytes of one
// that was not. An epoch under way is on disk every few minutes, and when its
// context ends.
package train
