// Package cuda executes programs on an NVIDIA GPU, without cgo: the driver's library is
// opened at run time. Numbers are float32; kernels.Arithmetic says what the operands of
// matrix products are rounded to, and that the parameters never are.
//
//	d, err := cuda.Open(cuda.Options{})      // a driver.ErrUnavailable where there is no GPU
//	defer d.Close()
//	_, err = train.Run(ctx, config, "run", train.Options{Device: d})
//
// # Steps
//
// A state is a device.Trainer: the clips of the data set lie on the card, and a whole
// step of training is one graph: batch, mixed clips, both passes with their losses and
// gradients, descent. There is a graph for each kind of step (program, preparation, with
// or without a mixed pass), captured when it is first needed; the numbers of sequences of
// programs come in buckets of 8, since absent bodies share one. What is a step's own is a
// row of a plan that the host sends for up to 128 steps: places and epoch, labels and
// partners, what sequences stand for, class weights and rates. The first kernel of the
// graph fetches the row, the last one leaves the results in a ledger that the host reads
// after all of the steps: log-posteriors, entropies and losses of each clip, features of
// mixed ones. Arenas are shared, for one step runs after the other.
//
// A host that leads through the steps itself, for a loss of its own, runs phases of
// programs: each is a graph too.
//
// # Failures
//
// The interface of devices has no errors. What fails on a card that was open, memory that
// doesn't suffice included, is a panic of a device.Failure, which package train returns
// as an error.
//
// # Tests
//
// Nothing of this has run on a GPU yet. Tests run the same kernels on an emulator, behind
// a stand-in for the driver, the official network's numbers included (internal/fixture).
// With a card, the same tests run there, the conformance suite in each arithmetic:
//
//	go test ./train/device/cuda -card 0
//	go test -c -o cuda.test ./train/device/cuda && compute-sanitizer --error-exitcode 1 ./cuda.test -test.run Conformance -card 0
package cuda
