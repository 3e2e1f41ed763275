// Package kernels holds the CUDA kernels of a training step, and says how to launch
// them: no caller needs to know CUDA.
//
//	scratch := kernels.ScratchSize(program, kernels.TF32)      // bytes, to allocate once
//	memory := kernels.Memory{Buffers: …, Scratch: …}           // where everything lies
//	for _, launch := range kernels.Phase(program, program.Forward, memory, kernels.TF32) {
//		// what package driver wants: launch.Grid, launch.Block, and the arguments
//		// driver.NewArguments(driver.Parameter{At: launch.Parameter, Size: launch.Size})
//	}
//
// [Launches] is the same for one operation. [Phase] is tested against it, for it lets
// launches do the work of several operations:
//
//   - the gradients that neighbouring convolutions, and a mean over time, give the input
//     that they share, are one product;
//   - convolutions and aggregations leave the sums that a batch norm of their result needs;
//   - the bias of a convolution that only a batch norm reads has no gradient.
//
// Operations that are executed together are adjacent and, as a check finds, independent:
// none writes where another reads, whatever memory their buffers share.
//
// What is not an operation of a program has a struct of its own whose Launch method
// gives the launch: [Clear], [Descent], and [Views], [Batch] and [Mix], which make the
// batches of packages feed and mixing on the device. Everything that changes from step to
// step is read from memory (rates of descent, epoch, places, labels, what sequences stand
// for), so launches can be captured into a graph and replayed: [MoveRows] brings there
// what is the step's own of a plan of many.
//
// # Compiled kernels
//
// [Source] is all kernels as one file for a compiler. [PTX] is what clang has made of it,
// for GPUs of compute capability 8.0 and later, whose driver compiles it on and keeps the
// result. [Cubin] is what NVRTC has made of it: machine code for those of 9.x, which
// spares their driver that. After a change of a .cu or .h file,
//
//	go run ./train/device/cuda/kernels/build
//
// compiles both again. Both carry the hash of their sources, and tests fail where it is
// not that of the sources here; a cubin of others is never loaded besides.
//
// clang is at hand everywhere, NVRTC is not (package nvrtc says where it is looked for).
// Without it the command still does, but empties kernels.sm_90.cubin.gz if the sources
// have changed: no cubin is right too, and PTX takes its place. With it, NVRTC must take
// the sources for all the architectures that the command names and NVRTC knows. A driver
// loads cubins of its own version of CUDA and of older ones, and gets the PTX otherwise:
// so the oldest NVRTC that knows sm_90 makes the most useful cubin. The same NVRTC makes
// the same bytes. [Compile] is for a program that wants another target.
//
// # Layout
//
// An activation is a matrix with a row for each (sequence, frame, joint) and contiguous
// channels, as in package program; a view of one is an address and the distance of its
// rows. Rows, columns and frames count in 32-bit integers; places in memory, rows
// times their distance, in 64-bit ones. Float32 numbers need the alignment of float32
// alone, scratch memory that of 16 bytes.
//
// Blocks are lines of 256 threads, one for each number of the result or, in matrix
// products, for 16 numbers of a tile of 64 × 64; or they are 8 rows of 32 threads, each
// of a column, so that a warp reads contiguous channels. Rows are along the grid's x
// axis, which has room for 2³¹−1 blocks, columns along y.
//
// # Exactness
//
// Sums over rows are made in float64: of each sequence, or of each 64 rows, by their own
// block, then over those in their order. Sums of matrix products are float32; those of
// weight gradients over all rows are made in slices, which are added in their order in
// float64. No kernel uses atomics, so the same numbers come out bit for bit, whatever
// runs when. Float32 stands for plain products; TF32 and BF16 round operands to 11 and
// 8 bits for tensor cores, on their way there: what is stored, parameters and momentum
// included, and what is summed stays float32. Elementary functions are those of
// functions.h, in plain arithmetic, and don't differ between compilers but for fused
// multiply-adds.
//
// # The emulator
//
// The same sources compile as C++ for the processor: package emulator runs them
// there, so that every kernel is tested without a GPU, with threads in ascending and
// in descending order, and shared memory that starts as NaN. There a warp's matrix
// product is what the PTX ISA says of mma.sync, lane by lane.
//
// # To add a kernel
//
//  1. Write it into the .cu file of its family, or a new one, which is compiled
//     because it is there: a struct of parameters, 8-byte members first, and
//     KERNEL(name, Parameters, threads) {…}, where p is the parameters. The words that
//     a kernel may use are listed in port.h. Say what its grid is.
//  2. Write the same struct in the .go file of the family, and the launch: newLaunch
//     takes the name, grid, block and struct. The emulator refuses a struct of another
//     size.
//  3. Run the build command, and compare the kernel with package ref or a plain loop in
//     float64, as the tests here do.
package kernels
