package synth

import "math"

// A pose is how a body is bent.
type pose struct {
	// angles[v] turns the bone that ends in v against the one before, radians,
	// about x (forwards, for a limb that hangs down), y (a twist) and z (to the
	// person's right). The pelvis's turn the whole person.
	angles [joints]vector
	lift   float64 // of the lower foot above the floor, metres
}

// limits holds the ranges of the angles about x, y and z, degrees. Those of the
// left mirror the right's; all other angles are zero but the pelvis's.
var limits = []struct {
	bone   int
	ranges [3][2]float64
}{
	{lumbar, [3][2]float64{{-65, 20}, {-30, 30}, {-30, 30}}},
	{thorax, [3][2]float64{{-30, 15}, {-30, 30}, {-20, 20}}},
	{neck, [3][2]float64{{-20, 15}, {-40, 40}, {-20, 20}}},
	{head, [3][2]float64{{-30, 20}, {-40, 40}, {-20, 20}}},
	{rightUpperArm, [3][2]float64{{-60, 180}, {-100, 100}, {-45, 175}}},
	{rightForearm, [3][2]float64{{0, 150}, {-80, 80}, {0, 0}}},
	{rightThigh, [3][2]float64{{-30, 120}, {-40, 40}, {-20, 60}}},
	{rightShank, [3][2]float64{{-140, 0}, {0, 0}, {0, 0}}},
	{rightFoot, [3][2]float64{{-50, 40}, {0, 0}, {-15, 15}}},
}

// mirrored is the bone of the other side; a bone of the trunk is its own.
var mirrored = [joints]int{
	pelvis, lumbar, neck, head,
	rightShoulder, rightUpperArm, rightForearm, rightHand,
	leftShoulder, leftUpperArm, leftForearm, leftHand,
	rightHip, rightThigh, rightShank, rightFoot,
	leftHip, leftThigh, leftShank, leftFoot,
	thorax, rightTip, rightThumb, leftTip, leftThumb,
}

// limit brings every angle into its range.
func (p *pose) limit() {
	for _, l := range limits {
		for axis, r := range l.ranges {
			low, high := radians(r[0]), radians(r[1])
			clamp(&p.angles[l.bone][axis], low, high)
			if axis != forwards {
				low, high = -high, -low
			}
			clamp(&p.angles[mirrored[l.bone]][axis], low, high)
		}
	}
}

func clamp(angle *float64, low, high float64) { *angle = min(max(*angle, low), high) }

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }

// places returns where the joints of a body in this pose are, metres. The body
// stands on its lower foot, which is where it would be at rest, p.lift above the
// floor, y = 0; in between, the weight passes smoothly from foot to foot.
func (p *pose) places(b *body) [joints]vector {
	var place [joints]vector
	var turn [joints]rotation
	for _, v := range outwards {
		turn[v] = rotate(p.angles[v])
		if v != pelvis {
			c := carrier[v]
			turn[v] = turn[c].after(turn[v])
			place[v] = place[c].plus(turn[v].of(b[v]))
		}
	}
	shift := p.support(b, &place, turn[pelvis])
	for v := range place {
		place[v] = place[v].plus(shift)
	}
	return place
}

// support returns how far to move a body so that it stands.
func (p *pose) support(b *body, place *[joints]vector, facing rotation) vector {
	const passing = 0.03 // m: a foot this much higher than the other carries 1/e of its weight
	lowest := min(place[leftFoot][1], place[rightFoot][1])
	var shift vector
	var weight float64
	for _, leg := range [][4]int{{leftHip, leftThigh, leftShank, leftFoot}, {rightHip, rightThigh, rightShank, rightFoot}} {
		foot := leg[3]
		var standing vector
		for _, v := range leg {
			standing = standing.plus(b[v])
		}
		standing[1] = 0
		w := math.Exp((lowest - place[foot][1]) / passing)
		shift = shift.plus(facing.of(standing).minus(place[foot]).times(w))
		weight += w
	}
	shift = shift.times(1 / weight)
	shift[1] += p.lift
	return shift
}
