package synth

import "math"

// A vector is a place or a direction, metres: x to the right of a person who faces
// the camera, y up, z away from the camera. The system is right-handed.
type vector [3]float64

func (a vector) plus(b vector) vector  { return vector{a[0] + b[0], a[1] + b[1], a[2] + b[2]} }
func (a vector) minus(b vector) vector { return vector{a[0] - b[0], a[1] - b[1], a[2] - b[2]} }

func (a vector) times(s float64) vector { return vector{s * a[0], s * a[1], s * a[2]} }

func (a vector) length() float64 { return math.Sqrt(a[0]*a[0] + a[1]*a[1] + a[2]*a[2]) }

// A rotation is an orthogonal matrix of determinant 1, row by row.
type rotation [3]vector

// rotate returns Rz·Rx·Ry of the angles about x, y and z, radians: a bone that
// hangs down is twisted about itself, then swung forwards, then sideways.
func rotate(angles vector) rotation {
	sx, cx := math.Sincos(angles[0])
	sy, cy := math.Sincos(angles[1])
	sz, cz := math.Sincos(angles[2])
	return rotation{
		{cz*cy - sz*sx*sy, -sz * cx, cz*sy + sz*sx*cy},
		{sz*cy + cz*sx*sy, cz * cx, sz*sy - cz*sx*cy},
		{-cx * sy, sx, cx * cy},
	}
}

// after returns the rotation that does q, then r: the product r·q.
func (r rotation) after(q rotation) rotation {
	var product rotation
	for i := range r {
		for j := range q {
			product[i][j] = r[i][0]*q[0][j] + r[i][1]*q[1][j] + r[i][2]*q[2][j]
		}
	}
	return product
}

func (r rotation) of(a vector) vector {
	var turned vector
	for i, row := range r {
		turned[i] = row[0]*a[0] + row[1]*a[1] + row[2]*a[2]
	}
	return turned
}
