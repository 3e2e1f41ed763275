package kernel

// A Normalisation is the forward pass of a batch norm over Rows rows:
// y = f(scale·x + shift + residual), with f the identity or max(0, ·).
type Normalisation struct {
	Rows           int
	Y              []float32
	YStride        int
	X              []float32
	XStride        int
	Residual       []float32 // nil if there is none
	ResidualStride int
	Scale, Shift   []float32 // of each column
	Rectify        bool
}

// Run executes the normalisation.
func (n *Normalisation) Run() {
	columns := len(n.Scale)
	describes("the shift of a normalisation", n.Shift, columns)
	fits("the output of a normalisation", n.Y, n.Rows, n.YStride, columns)
	fits("the input of a normalisation", n.X, n.Rows, n.XStride, columns)
	if n.Residual != nil {
		fits("the residual of a normalisation", n.Residual, n.Rows, n.ResidualStride, columns)
	}
	if n.Rows > 0 {
		normalise(n)
	}
}

func (n *Normalisation) runGo() {
	for i := range n.Rows {
		x, y := n.X[i*n.XStride:], n.Y[i*n.YStride:]
		for c := range n.Scale {
			v := n.Scale[c]*x[c] + n.Shift[c]
			if n.Residual != nil {
				v += n.Residual[i*n.ResidualStride+c]
			}
			if n.Rectify {
				v = max(0, v)
			}
			y[c] = v
		}
	}
}

// A NormalisationGradient is the backward pass of a batch norm over Rows rows. With
// g = dy where y > 0 or Y is nil, else 0:
//
//	Sums:  sums[c] = Σ g,  products[c] = Σ g·(x − mean)
//	Run:   dx (+)= a·g + b·(x − mean) + c,  dresidual (+)= g
type NormalisationGradient struct {
	Rows               int
	DY                 []float32
	DYStride           int
	Y                  []float32 // nil if nothing was rectified
	YStride            int
	X                  []float32
	XStride            int
	Mean               []float32 // of each column
	DX                 []float32
	DXStride           int
	Accumulate         bool
	DResidual          []float32 // nil if there is none
	DResidualStride    int
	AccumulateResidual bool
	A, B, C            []float32 // of each column
}

// Sums sets sums and products, one of each for every column.
func (n *NormalisationGradient) Sums(sums, products []float32) {
	n.check()
	describes("the sums of a normalisation's gradient", sums, len(n.Mean))
	describes("the products of a normalisation's gradient", products, len(n.Mean))
	sums, products = sums[:len(n.Mean)], products[:len(n.Mean)]
	if n.Rows == 0 {
		clear(sums)
		clear(products)
		return
	}
	normalisationSums(n, sums, products)
}

// Run executes the gradient.
func (n *NormalisationGradient) Run() {
	n.check()
	columns := len(n.Mean)
	fits("dx of a normalisation", n.DX, n.Rows, n.DXStride, columns)
	if n.DResidual != nil {
		fits("dresidual of a normalisation", n.DResidual, n.Rows, n.DResidualStride, columns)
	}
	describes("a of a normalisation's gradient", n.A, columns)
	describes("b of a normalisation's gradient", n.B, columns)
	describes("c of a normalisation's gradient", n.C, columns)
	if n.Rows > 0 {
		normalisationGradient(n)
	}
}

// check panics unless the matrices are large enough that Sums and Run read.
func (n *NormalisationGradient) check() {
	columns := len(n.Mean)
	fits("dy of a normalisation", n.DY, n.Rows, n.DYStride, columns)
	if n.Y != nil {
		fits("the output of a normalisation", n.Y, n.Rows, n.YStride, columns)
	}
	fits("the input of a normalisation", n.X, n.Rows, n.XStride, columns)
}

func (n *NormalisationGradient) received(i, c int) float32 {
	if n.Y != nil && n.Y[i*n.YStride+c] <= 0 {
		return 0
	}
	return n.DY[i*n.DYStride+c]
}

func (n *NormalisationGradient) sumsGo(sums, products []float32) {
	clear(sums)
	clear(products)
	for i := range n.Rows {
		for c := range n.Mean {
			g := n.received(i, c)
			sums[c] += g
			products[c] += g * (n.X[i*n.XStride+c] - n.Mean[c])
		}
	}
}

func (n *NormalisationGradient) runGo() {
	for i := range n.Rows {
		for c := range n.Mean {
			g := n.received(i, c)
			if n.DResidual != nil {
				put(&n.DResidual[i*n.DResidualStride+c], g, n.AccumulateResidual)
			}
			put(&n.DX[i*n.DXStride+c], n.A[c]*g+n.B[c]*(n.X[i*n.XStride+c]-n.Mean[c])+n.C[c], n.Accumulate)
		}
	}
}

// put sets a number or adds to it.
func put(to *float32, x float32, accumulate bool) {
	if accumulate {
		x += *to
	}
	*to = x
}
