package sweep

import "sync"

// sobolDimensions is the number of dimensions in the table.
const sobolDimensions = 21

// joeKuo are the direction numbers new-joe-kuo-6.21201 of S. Joe and F. Y. Kuo,
// Constructing Sobol sequences with better two-dimensional projections, SIAM J.
// Sci. Comput. 30, 2635–2654 (2008): of the dimensions from the second on, the
// coefficients a of a primitive polynomial whose degree is the number of initial
// m. The first is the van der Corput sequence.
var joeKuo = [sobolDimensions - 1]struct {
	a uint32
	m []uint32
}{
	{0, []uint32{1}},
	{1, []uint32{1, 3}},
	{1, []uint32{1, 3, 1}},
	{2, []uint32{1, 1, 1}},
	{1, []uint32{1, 1, 3, 3}},
	{4, []uint32{1, 3, 5, 13}},
	{2, []uint32{1, 1, 5, 5, 17}},
	{4, []uint32{1, 1, 5, 5, 5}},
	{7, []uint32{1, 1, 7, 11, 19}},
	{11, []uint32{1, 1, 5, 1, 1}},
	{13, []uint32{1, 1, 1, 3, 11}},
	{14, []uint32{1, 3, 5, 5, 31}},
	{1, []uint32{1, 3, 3, 9, 7, 49}},
	{13, []uint32{1, 1, 1, 15, 21, 21}},
	{16, []uint32{1, 3, 1, 13, 27, 49}},
	{19, []uint32{1, 1, 1, 15, 7, 5}},
	{22, []uint32{1, 3, 1, 15, 13, 25}},
	{25, []uint32{1, 1, 5, 5, 19, 61}},
	{1, []uint32{1, 3, 7, 11, 23, 15, 103}},
	{4, []uint32{1, 3, 7, 13, 13, 15, 69}},
}

// directions are the direction numbers of every dimension, as binary fractions.
var directions = sync.OnceValue(func() *[sobolDimensions][32]uint32 {
	var v [sobolDimensions][32]uint32
	for bit := range 32 {
		v[0][bit] = 1 << (31 - bit)
	}
	for d, row := range joeKuo {
		v := &v[d+1]
		degree := len(row.m)
		for bit := range 32 {
			if bit < degree {
				v[bit] = row.m[bit] << (31 - bit)
				continue
			}
			v[bit] = v[bit-degree] ^ v[bit-degree]>>degree
			for k := 1; k < degree; k++ {
				v[bit] ^= (row.a >> (degree - 1 - k) & 1) * v[bit-k]
			}
		}
	}
	return &v
})

// sobol returns the place in [0, 1) of point i on a dimension of the Sobol
// sequence, in the order of the Gray code.
func sobol(dimension, i uint32) float64 {
	v := directions()
	var x uint32
	for gray, bit := i^i>>1, 0; gray != 0; gray, bit = gray>>1, bit+1 {
		x ^= (gray & 1) * v[dimension][bit]
	}
	return float64(x) * 0x1p-32
}
