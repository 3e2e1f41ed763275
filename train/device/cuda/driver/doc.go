// Package driver drives NVIDIA GPUs: the CUDA driver API, from Go, without cgo. The
// driver's library is opened at run time, so one binary runs with a GPU and without, and
// a build needs nothing of CUDA.
//
//	d, err := driver.Find()           // an ErrUnavailable where there is no driver or card
//	gpu, err := driver.Open(d, 0)
//	defer gpu.Close()
//	err = gpu.Do(func(c driver.Context) error {
//		module, err := c.Load(ptx)
//		add, err := c.Function(module, "add")    // add(const float *x, const float *y, float *z, int n)
//		x, err := c.Allocate(4 * n)              // and so y and z
//		stream, err := c.NewStream()
//		err = c.CopyToDevice(stream, x, driver.Bytes(numbers))
//		err = c.Launch(stream, &driver.Launch{
//			Function: add, Grid: [3]uint32{blocks, 1, 1}, Block: [3]uint32{256, 1, 1},
//			Arguments: driver.NewArguments(driver.Value(&x), driver.Value(&y), driver.Value(&z), driver.Value(&n)),
//		})
//		return c.CopyToHost(stream, driver.Bytes(sums), z) // once all before it has run
//	})
//
// # Threads
//
// CUDA ties a context to a thread of the operating system, and Go moves goroutines
// between threads. A GPU therefore owns a goroutine that stays on one thread, and the
// context is reached in no other way than through the functions that Do runs there. Do
// costs a change of goroutines: put a whole step into one call.
//
// # Graphs
//
// A step of many kernels is launched as one: BeginCapture, all the launches, EndCapture,
// and LaunchGraph as often as wanted. A graph keeps the arguments of its launches, so what
// changes from step to step, such as a learning rate, lies in the memory of the card.
//
// # What there must be
//
// A driver of CUDA 12.0 or later (Needed). The environment variable AEED_LIBCUDA names
// its library where it is not found. All that can be missing is an ErrUnavailable, too
// little memory included; what else goes wrong is an *Error with CUDA's name for it.
// Misuse of this package's own arguments panics.
//
// # The other driver
//
// With the build tag gorgonia_cu, Find returns a driver on gorgonia.org/cu instead, which
// needs cgo, cuda.h of CUDA 11 or 12, and a GPU that is there when the program starts. It
// has no pinned memory, no dynamic shared memory above 48 KiB and no long parameter before
// another one: these are ErrNotSupported. Its graphs are work that Go remembers and
// repeats, it allocates at every launch, and it can't tell wrong arguments. The script
// check-gorgonia compiles and tests it, on any machine that can reach Debian.
//
// # Tests
//
// Package standin is a driver without a GPU, for tests. Package nvrtc compiles CUDA C++
// at run time; package library opens shared libraries for both.
package driver
