// Package cuda executes programs on an NVIDIA GPU, in float32, without cgo: the driver's
// library is opened at run time.
//
//	d, err := cuda.Open(cuda.Options{})      // a driver.ErrUnavailable where there is no GPU
//	defer d.Close()
//	_, err = train.Run(ctx, config, "run", train.Options{Device: d})
//
// A phase of a program is captured as a graph when it first runs, and launched as one
// from then on. Buffers, vectors and what stands for which body lie on the card; what
// changes between runs changes in place.
//
// The interface of devices has no errors. What fails on a card that was open, memory that
// doesn't suffice included, is a panic of a device.Failure, which package train returns
// as an error.
//
// Nothing of this has run on a GPU yet. Tests run the same kernels on an emulator, behind
// a stand-in for the driver.
package cuda
