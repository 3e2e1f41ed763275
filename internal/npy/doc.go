// Package npy reads and writes NumPy's files: arrays (.npy, format versions 1 to
// 3) and archives of arrays (.npz).
//
// An [Array] is a shape, a type and a place in a file; opening it reads a header
// and nothing else. [Read] converts any stretch of its elements, and [All] the
// whole of a small one, to float32, float64 or int64:
//
//	z, err := npy.OpenArchive("ntu.npz")
//	x, err := z.Array("x_train")              // shape (N, T, 150)
//	row := make([]float32, x.RowSize())
//	err = npy.Read(x, i*x.RowSize(), row)     // sample i
//
// # Types
//
// Floats of 2, 4 and 8 bytes, signed and unsigned integers of 1 to 8 bytes, and
// booleans, of either byte order. Objects, structures and text are refused.
//
// # Memory
//
// Read holds [Chunk] bytes besides its destination. The header's claims are
// checked against the size of the file, or of the archive's entry, before an array
// is returned, and an entry that claims to hold more than deflate can pack into it
// is refused, so an Array never has more elements than 1,032 for each byte of its
// file. Callers bound what they ask for at a time.
//
// # Archives
//
// A stored entry, as numpy.savez makes it, is read at random like a file; its
// checksum is not verified. A deflated one, as numpy.savez_compressed makes it, can
// only be read forwards: [Forward] starts it again to go back, so read such arrays
// in order.
//
// Source: NumPy, NEP 1, "A Simple File Format for NumPy Arrays", and the
// documentation of numpy.lib.format.
package npy
