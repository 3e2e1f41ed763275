// Package tfevents writes scalars as TensorBoard reads them, and goes on with the
// file of an interrupted run.
//
// [Create] begins a file under a name that TensorBoard looks for. [Writer.Add] takes
// the scalars of one step, and [Writer.Flush] puts all that was added on disk. A run
// that goes on after an interruption opens its file with [Append], which cuts off a
// record that was being written, and calls [Writer.TruncateAfter] with the step of
// its checkpoint, so that no step is shown twice. A TensorBoard that was watching
// meanwhile has the steps that were cut in memory: start it again.
//
// [Reader] reads the files back, and those of other programs as far as their scalars
// are simple values. The package reads no clock: every time is the caller's.
//
// # The format
//
// A file is a sequence of records (TFRecord), each an Event in the encoding of
// Protocol Buffers:
//
//	uint64  number of bytes of the event, little-endian
//	uint32  masked CRC-32C of these 8 bytes
//	bytes   the event
//	uint32  masked CRC-32C of the event
//
// where the mask of a checksum c is (c rotated right by 15) + a282ead8, modulo 2³².
// These are the fields, by number, that are written and read:
//
//	Event    1 wall_time (double, seconds since 1970)  2 step (int64)
//	         3 file_version (string)                   5 summary (Summary)
//	Summary  1 value (Value, repeated)
//	Value    1 tag (string)                            2 simple_value (float)
//
// The first event holds the version, "brain.Event:2", and no step. Scalars are float32.
//
// Sources: the documentation of TFRecord; event.proto and summary.proto of TensorFlow.
package tfevents
