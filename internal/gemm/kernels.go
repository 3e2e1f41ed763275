package gemm

// kernels are the routines for a kind of vector.
type kernels struct {
	name         string
	lanes        int                       // numbers of a vector
	heights      []int                     // heights[w] is the most rows of a tile of w vectors
	width        func(vectors int) int     // of the next tile, so many vectors being left in a row of C
	run          func(s *strip, width int) // computes strips of tiles of that width
	multiplyAdds func(steps int)           // see Peak

	// transpose4 sets to[i·toRow+j] = from[j·fromRow+i] for i < 4·blocks and j < 4, of at
	// least one block. It may be nil.
	transpose4 func(to *float32, toRow int, from *float32, fromRow, blocks int)
}

// active are the fastest kernels here.
var active = kernelsHere()[0]

var goKernels = kernels{
	name:         "Go",
	lanes:        goLanes,
	heights:      []int{1: 1},
	width:        func(int) int { return 1 },
	run:          func(s *strip, _ int) { s.runGo() },
	multiplyAdds: multiplyAddsGo,
}

// Name returns which vector instructions multiply: "AVX-512", "AVX2", or "Go" for none.
func Name() string { return active.name }
