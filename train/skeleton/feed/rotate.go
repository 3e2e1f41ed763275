package feed

import (
	"math"

	"aeed/internal/philox"
	"aeed/train/skeleton"
)

// A rotation is a matrix by rows that turns a column of three coordinates.
type rotation [3][3]float64

var identity = rotation{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}

func aboutX(angle float64) rotation {
	s, c := math.Sincos(angle)
	return rotation{{1, 0, 0}, {0, c, s}, {0, -s, c}}
}

func aboutY(angle float64) rotation {
	s, c := math.Sincos(angle)
	return rotation{{c, 0, -s}, {0, 1, 0}, {s, 0, c}}
}

func aboutZ(angle float64) rotation {
	s, c := math.Sincos(angle)
	return rotation{{c, s, 0}, {-s, c, 0}, {0, 0, 1}}
}

// times returns the product r·q, which turns by q first.
func (r rotation) times(q rotation) (product rotation) {
	for i := range product {
		for j := range product[i] {
			product[i][j] = r[i][0]*q[0][j] + r[i][1]*q[1][j] + r[i][2]*q[2][j]
		}
	}
	return product
}

// transposed returns the inverse of r.
func (r rotation) transposed() (back rotation) {
	for i := range back {
		for j := range back[i] {
			back[i][j] = r[j][i]
		}
	}
	return back
}

// apply returns the point p turned by r.
func (r *rotation) apply(p [3]float64) [3]float64 {
	return [3]float64{
		r[0][0]*p[0] + r[0][1]*p[1] + r[0][2]*p[2],
		r[1][0]*p[0] + r[1][1]*p[1] + r[1][2]*p[2],
		r[2][0]*p[0] + r[2][1]*p[1] + r[2][2]*p[2],
	}
}

// view returns a random rotation of a training clip. NTU's matrix multiplies columns
// of coordinates, UCLA's Ry·Rx rows: a clip turns about y, which is upright, before
// the camera tilts about x.
func (o *Options) view(planar bool, random *philox.Stream) rotation {
	angle := func() float64 { return random.Between(-o.MaxAngle, o.MaxAngle) }
	switch {
	case o.Kind == UCLA:
		greatest := int(math.Round(o.MaxAngle / degree))
		whole := func() float64 { return degree * float64(random.IntN(2*greatest+1)-greatest) }
		x, y := whole(), whole()
		return aboutY(y).times(aboutX(x)).transposed()
	case planar:
		return aboutZ(angle())
	default:
		x, y, z := angle(), angle(), angle()
		return aboutZ(z).times(aboutY(y)).times(aboutX(x))
	}
}

// rotate turns every position of clip by r, in place. A clip of two coordinates has
// none along z.
func rotate(clip *skeleton.Clip, r rotation) {
	size := clip.Frames * clip.Joints * clip.Bodies
	for i := range size {
		var p [3]float64
		for c := range min(3, clip.Channels) {
			p[c] = float64(clip.X[c*size+i])
		}
		p = r.apply(p)
		for c := range min(3, clip.Channels) {
			clip.X[c*size+i] = float32(p[c])
		}
	}
}
