package kernel

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"
)

// widths are the parts of the official network: frames and channels.
var widths = []struct{ frames, columns int }{{64, 64}, {32, 128}, {16, 256}}

const joints, subsets = 25, 3

// benchmark runs f in every form, and reports GB/s of the bytes that it moves and,
// if it computes much, GFLOP/s: those of the fastest batch of calls, which are the
// processor's own where others use it too.
func benchmark(b *testing.B, name string, bytes, operations int, f func()) {
	for _, x := range formsHere() {
		b.Run(name+"/"+string(x), func(b *testing.B) {
			with(x, func() {
				best, calls := time.Duration(math.MaxInt64), 1+20_000_000/bytes/1000
				for b.Loop() {
					start := time.Now()
					for range calls {
						f()
					}
					best = min(best, time.Since(start))
				}
				nanoseconds := float64(best.Nanoseconds()) / float64(calls)
				b.ReportMetric(float64(bytes)/nanoseconds, "GB/s")
				if operations > 0 {
					b.ReportMetric(float64(operations)/nanoseconds, "GFLOP/s")
				}
				b.ReportMetric(nanoseconds, "ns/call")
				b.ReportMetric(0, "ns/op")
			})
		})
	}
}

// array returns n numbers that start where the allocator likes, as a device's do.
func (s *source) array(n int) []float32 { return slices.Clone(s.vector(n)) }

// The three contractions of a block, of all subsets.
func BenchmarkContraction(b *testing.B) {
	s := newSource(1, false)
	for _, w := range widths {
		wide := subsets * w.columns
		x, y := s.array(w.frames*joints*wide), s.array(w.frames*joints*w.columns)
		topology := s.array(joints * joints * wide)
		dx, dtopology := s.array(len(x)), s.array(len(topology))
		uses := map[string]func(k int) Contraction{
			"y": func(k int) Contraction {
				return Contraction{I: w.frames, J: joints, R: joints, Columns: w.columns, Accumulate: k > 0,
					Out: y, OutI: joints * w.columns, OutJ: w.columns,
					P: x[k*w.columns:], PI: joints * wide, PR: wide,
					Q: topology[k*w.columns:], QJ: joints * wide, QR: wide}
			},
			"dtopology": func(k int) Contraction {
				return Contraction{I: joints, J: joints, R: w.frames, Columns: w.columns,
					Out: dtopology[k*w.columns:], OutI: joints * wide, OutJ: wide,
					P: y, PI: w.columns, PR: joints * w.columns,
					Q: x[k*w.columns:], QJ: wide, QR: joints * wide}
			},
			"dx": func(k int) Contraction {
				return Contraction{I: w.frames, J: joints, R: joints, Columns: w.columns,
					Out: dx[k*w.columns:], OutI: joints * wide, OutJ: wide,
					P: y, PI: joints * w.columns, PR: w.columns,
					Q: topology[k*w.columns:], QJ: wide, QR: joints * wide}
			},
		}
		for _, use := range []string{"y", "dtopology", "dx"} {
			operations := 2 * w.frames * joints * joints * wide
			benchmark(b, fmt.Sprintf("%s_%dx%d", use, w.frames, w.columns), 4*(len(x)+len(y)+len(topology)), operations, func() {
				for k := range subsets {
					contraction := uses[use](k)
					contraction.Run()
				}
			})
		}
	}
}

func BenchmarkNormalisation(b *testing.B) {
	s := newSource(1, false)
	for _, shape := range []struct{ rows, columns, stride int }{{1600, 64, 64}, {400, 256, 256}, {1600, 48, 64}, {1600, 16, 64}} {
		x, y, residual := s.array(shape.rows*shape.stride), s.array(shape.rows*shape.stride), s.array(shape.rows*shape.stride)
		dx, dy, dresidual := s.array(len(x)), s.array(len(x)), s.array(len(x))
		mean, scale, sums, products := s.array(shape.columns), s.array(shape.columns), s.array(shape.columns), s.array(shape.columns)
		name, bytes := fmt.Sprintf("%dx%d", shape.rows, shape.columns), 4*shape.rows*shape.columns
		n := Normalisation{Rows: shape.rows, Y: y, YStride: shape.stride, X: x, XStride: shape.stride,
			Residual: residual, ResidualStride: shape.stride, Scale: scale, Shift: mean, Rectify: true}
		benchmark(b, name+"/forward", 3*bytes, 0, n.Run)
		d := NormalisationGradient{Rows: shape.rows, DY: dy, DYStride: shape.stride, Y: y, YStride: shape.stride,
			X: x, XStride: shape.stride, Mean: mean, DX: dx, DXStride: shape.stride,
			DResidual: dresidual, DResidualStride: shape.stride, A: scale, B: mean, C: scale}
		benchmark(b, name+"/sums", 3*bytes, 0, func() { d.Sums(sums, products) })
		benchmark(b, name+"/gradient", 5*bytes, 0, d.Run)
		benchmark(b, name+"/columnsums", bytes, 0, func() { ColumnSums(shape.rows, x, shape.stride, sums) })
		benchmark(b, name+"/columnsquares", bytes, 0, func() { ColumnSquares(shape.rows, x, shape.stride, mean, sums) })
	}
}

func BenchmarkTopology(b *testing.B) {
	s := newSource(1, false)
	for _, r := range []int{8, 16, 32} {
		columns, rows := 8*r, joints*joints
		relation, d, left := s.array(rows*r), s.array(rows*r), s.array(joints*r)
		y, row, column := s.array(rows*columns*subsets), s.array(columns), s.array(rows)
		name := fmt.Sprint(r)
		benchmark(b, name+"/tanhdifference", 4*rows*r, 0, func() {
			for u := range joints {
				TanhDifference(joints, relation[u*joints*r:], r, left[u*r:][:r], left, r)
			}
		})
		zeros := make([]float32, rows*r) // so that d neither grows nor vanishes
		benchmark(b, name+"/tanhgradient", 12*rows*r, 0, func() { TanhGradient(rows, r, d, r, zeros, r) })
		benchmark(b, name+"/addrowandcolumn", 8*rows*columns, 0, func() { AddRowAndColumn(y, columns*subsets, row, column) })
		benchmark(b, name+"/fillrows", 4*rows*columns, 0, func() { FillRows(rows, y, columns*subsets, row) })
		benchmark(b, name+"/rowsums", 4*rows*columns, 0, func() { RowSums(columns, y, columns*subsets, column) })
	}
}

func BenchmarkPool(b *testing.B) {
	s := newSource(1, false)
	for _, w := range widths {
		columns, stride := w.columns/4, w.columns
		size := joints * stride
		x, y, d, dy := s.array(3*size), s.array(size), s.array(3*size), s.array(size)
		p := Pool{Rows: joints, Columns: columns, A: x, B: x[size:], C: x[2*size:], Stride: stride, Y: y, YStride: stride,
			DA: d, DB: d[size:], DC: d[2*size:], DStride: stride, DY: dy, DYStride: stride}
		benchmark(b, fmt.Sprintf("%d/forward", columns), 16*joints*columns, 0, p.Run)
		benchmark(b, fmt.Sprintf("%d/gradient", columns), 40*joints*columns, 0, p.Gradient)
		benchmark(b, fmt.Sprintf("%d/addscaledrows", columns), 12*joints*columns, 0, func() { AddScaledRows(joints, columns, y, stride, 1, x, stride) })
	}
}

func BenchmarkVectors(b *testing.B) {
	s := newSource(1, false)
	for _, n := range []int{16, 64, 1 << 16, 1_446_672} {
		x, y, m := s.array(n), s.array(n), s.array(n)
		benchmark(b, fmt.Sprintf("addscaled/%d", n), 12*n, 0, func() { AddScaled(y, 0.5, x) })
		d := Descent{LearningRate: 1e-9, Momentum: 0.9, WeightDecay: 4e-4}
		benchmark(b, fmt.Sprintf("descent/%d", n), 20*n, 0, func() { d.Run(x, y, m) })
	}
}
