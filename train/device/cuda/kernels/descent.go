package kernels

// A Descent is a step of device.Descent on the vectors of a state, Size numbers each.
type Descent struct {
	Parameters, Gradients, Momentum Pointer
	Rates                           Pointer // Rates numbers, in the order of device.Descent
	Squares                         Pointer // room for DescentScratch bytes
	Size                            int64

	tiles int32
}

// Rates is how many numbers a Descent reads: learning rate, momentum, weight decay, and
// the largest norm of the gradient, 0 for any.
const Rates = 4

// numbersOfTile is how many squares a block adds up.
const numbersOfTile = 4096

// DescentScratch returns the bytes of memory that a Descent of so many numbers needs.
func DescentScratch(size int) int { return 8 * int(tiles(size, numbersOfTile)) }

// Launches returns the step.
func (d Descent) Launches() []Launch {
	size := int(d.Size)
	d.tiles = int32(tiles(size, numbersOfTile))
	return []Launch{
		newLaunch("gradient_squares", [3]uint32{uint32(d.tiles), 1, 1}, line, d),
		newLaunch("shorten", numbers(size), line, d),
		newLaunch("descend", numbers(size), line, d),
	}
}

// A Clear sets Size numbers to zero.
type Clear struct {
	At   Pointer
	Size int64
}

// Launch returns the clearing.
func (c Clear) Launch() Launch { return newLaunch("clear", numbers(int(c.Size)), line, c) }
