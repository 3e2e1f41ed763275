// Package emulator runs the kernels on the processor: [Build] compiles them with g++
// into a shared library, of which [Open] runs launches.
//
//	path, err := emulator.Build(t.TempDir())
//	library, err := emulator.Open(path)
//	library.Run(kernels.Clear{At: kernels.Pointer(address), Size: 100}.Launch())
//
// Addresses are those of the process. A kernel NAME is two symbols of the library,
// which a stand-in for the driver may use too:
//
//	void emulated_NAME(const unsigned grid[3], const unsigned block[3], size_t dynamicShared, void **arguments);
//	const int emulated_NAME_parameters[]; // their number, then the bytes of each
//
// How threads are emulated, and what is found out about kernels that err, is at the
// head of ../emulator.h.
package emulator
