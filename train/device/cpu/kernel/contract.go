package kernel

// A Contraction is many small matrix products side by side, one for each of
// Columns channels:
//
//	out[i,j,c] (+)= Σ_r p[i,r,c]·q[j,r,c]  for i < I, j < J, r < R
//
// where p[i,r,·] starts at P[i·PI + r·PR], and so on.
type Contraction struct {
	I, J, R, Columns int
	Out              []float32
	OutI, OutJ       int
	P                []float32
	PI, PR           int
	Q                []float32
	QJ, QR           int
	Accumulate       bool
}

// Run executes the contraction.
func (k *Contraction) Run() {
	fitsBlocks("the result of a contraction", k.Out, k.I, k.OutI, k.J, k.OutJ, k.Columns)
	fitsBlocks("the first factor of a contraction", k.P, k.I, k.PI, k.R, k.PR, k.Columns)
	fitsBlocks("the second factor of a contraction", k.Q, k.J, k.QJ, k.R, k.QR, k.Columns)
	if min(k.I, k.J, k.Columns) > 0 {
		contract(k)
	}
}

func (k *Contraction) runGo() {
	for i := range k.I {
		for j := range k.J {
			out := k.Out[i*k.OutI+j*k.OutJ:][:k.Columns]
			if !k.Accumulate {
				clear(out)
			}
			for r := range k.R {
				p, q := k.P[i*k.PI+r*k.PR:], k.Q[j*k.QJ+r*k.QR:]
				for c := range out {
					out[c] += p[c] * q[c]
				}
			}
		}
	}
}
