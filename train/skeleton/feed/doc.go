// Package feed turns the clips of a source into the batches that a network trains
// on and is tested with.
//
// # Preparation
//
// Clips differ in length and batches do not, so every clip is brought to a window of
// T frames. There are two ways, each that of the data set it is called after; in
// training they show a random view of the clip, in testing always the same.
//
// [NTU] cuts the clip to a share of the frames that show a body, stretches what is
// left to the window by linear interpolation and, in training, turns it about the
// origin:
//
//	         share of the frames            place    rotation
//	train    CropLow … CropHigh, random     random   Rz·Ry·Rx, three angles in ±MaxAngle
//	test     CropLow = CropHigh             middle   none
//
// [UCLA] turns the clip in training (Ry·Rx, two angles of whole degrees in
// ±MaxAngle), maps each coordinate over the whole clip to [−1, 1] and takes T of its
// frames in their order: in training drawn with repetition, in testing evenly spaced.
//
// Then both take the modality: bones first, then motion. Positions are not otherwise
// normalised. A body that is absent stays zero throughout.
//
// # Random views
//
// What is random in the view of a clip depends on (seed, epoch, place in the source)
// alone: not on the workers, nor on the order of the epoch, nor on where in it one
// starts. To go on in the middle of an epoch, pass the rest of its order to
// [Feeder.Epoch]. An epoch that shows a clip more than once has a different view each
// time if it asks for place i, i + Len(), i + 2·Len(), …, which are all clip i.
//
// # Memory
//
// An epoch holds at most Ahead + 1 batches, which it uses again and again, and for
// each worker the clip that the source gave it. Nothing is allocated per clip but by
// the source and, for bones, one frame.
package feed
