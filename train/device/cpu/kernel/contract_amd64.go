package kernel

import "sync"

// The packed factors are what vector forms copy of the factors, a register of
// columns at a time: all of p, at most packedRows rows, and for each of packedWidth
// values of j at most packedDepth rows of q.
type packedFactors struct {
	p [packedRows * 16]float32
	q [packedWidth * packedDepth * 16]float32
}

const packedRows, packedWidth, packedDepth = 1600, 5, 64

// packs has the packed factors of no present contraction.
var packs = sync.Pool{New: func() any { return new(packedFactors) }}

// contract executes a contraction: in the vector forms, in parts whose factors can
// be packed.
func contract(k *Contraction) {
	if used == plain {
		k.runGo()
		return
	}
	packed := packs.Get().(*packedFactors)
	defer packs.Put(packed)
	part := *k
	for r := 0; r == 0 || r < k.R; r += packedDepth {
		part.R, part.Accumulate = min(k.R-r, packedDepth), k.Accumulate || r > 0
		height := packedRows / max(1, part.R)
		for i := 0; i < k.I; i += height {
			part.I, part.Out = min(k.I-i, height), k.Out[i*k.OutI:]
			if part.R > 0 {
				part.P, part.Q = k.P[i*k.PI+r*k.PR:], k.Q[r*k.QR:]
			}
			if used == avx512 {
				contractAVX512(&part, &packed.p[0], &packed.q[0])
			} else {
				contractAVX2(&part, &packed.p[0], &packed.q[0])
			}
		}
	}
}
