// Package standin is a driver for tests on a machine without a GPU: the entry points of
// libcuda that package driver uses, built by g++, with the kernels that an emulator has
// made of the same sources as the GPU's.
//
//	cuda := standin.Start(t)                     // skips the test where there is no g++
//	cuda.Set(t, standin.Memory, 1<<20)           // a card of a mebibyte
//	d, err := driver.Find()                      // finds the stand-in
//	gpu, err := driver.Open(d, 0)
//	module, err := context.Load(standin.Image("/path/to/libkernels.so"))
//	cuda.Count("launches")
//
// A test that ends with memory, streams, events, graphs, modules or contexts left over
// fails, and so does one in which a kernel wrote where it must not.
//
// Work runs as late as it may, when something waits for it, so what forgets to wait fails
// every time. Memory is NaN until it is written to, and NaN again after it was freed. The
// head of source/standin.h lists what else it has of a real driver. It has no clock but
// the host's, one stream a capture, and no memory that a kernel can't write to.
//
// # Kernels
//
// The library of the image exports two symbols for each kernel NAME:
//
//	void emulated_NAME(const unsigned grid[3], const unsigned block[3], size_t dynamic_shared, void **arguments);
//	const int emulated_NAME_parameters[]; // their number, then the bytes of each
//
// # Programs that are linked with libcuda
//
// The driver of the build tag gorgonia_cu is. The environment variable AEED_STANDIN then
// names the stand-in that the program has, instead of having Start build one. The script
// ../check-gorgonia builds it so, and tests that driver.
package standin
