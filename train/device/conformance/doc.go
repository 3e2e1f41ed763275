// Package conformance is the suite that every device must pass: [Run], called from
// a device's own tests.
//
//	func TestConformance(t *testing.T) { conformance.Run(t, cpu.New(0)) }
//
// It builds small programs around every operation of package program alone, for
// random shapes, and compares all that the device makes of them with what
// device/ref does, by the ratio of norms ‖difference‖ / ‖reference‖: 1e-12 for a
// device of float64 and 1e-5 for one of float32. A device that rounds the operands of
// matrix products has 1e-3 (TF32) or 1e-2 (bf16) for operations that are products, and
// those of float32 for all others. Then it does so with whole small networks, whose
// gradient, as one vector, must have the reference's size and direction too, and checks
// what package device promises of states and executors.
//
// The reference itself is checked in its own tests, against finite differences,
// formulas written a second time and an automatic differentiation.
//
// # What a case is
//
// An [Operation] makes a [Case] of a [Shape]: a program with fresh random numbers
// for whatever it reads. Inputs are rounded to float32, so that devices of either
// precision start from the same numbers. Every buffer is poisoned first: what is to
// be written, and what lies beside the slices that are read, is NaN. So a number
// shows that is not written or comes from beside its slice; and what lies beside the
// slices that are written must stay as it was.
//
// A rectifier decides differently on both sides of zero, and rounding may take a
// number across. Where the reference is that near to zero, the gradient that comes
// in is zero, so that both decisions are right.
//
// # Repeating a failure
//
// A failure prints the operation and the shape that failed, as small as gopter
// could make it, and that is all that it depends on:
//
//	operation, shape := conformance.Find("MaxPool"), conformance.Shape{Clips: 1, …}
//	err := operation.Check(cpu.New(0), shape)
package conformance
