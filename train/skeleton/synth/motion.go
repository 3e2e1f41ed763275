package synth

import "math"

// A motion is something that a person does over and over: a posture and swings
// about it.
type motion struct {
	name      string
	frequency float64 // cycles per second at the usual speed
	hop       float64 // m, how high both feet leave the floor
	parts     []part
}

// A part of a motion turns one bone about one axis. Angles are degrees.
type part struct {
	bone    int
	axis    int
	posture float64 // what stays
	swing   float64 // how far it goes, times the clip's amplitude
	phase   float64 // how far ahead of the others it is, cycles
	shape   shape
}

// The axes of a bone, as in pose.
const (
	forwards = iota
	twist
	sideways
)

// A shape is how a swing runs over its cycle.
type shape func(cycles float64) float64

// sine runs from −1 to 1, starting at 0.
func sine(cycles float64) float64 { return math.Sin(2 * math.Pi * cycles) }

// pulse runs from 0 to 1 and back.
func pulse(cycles float64) float64 { return (1 - math.Cos(2*math.Pi*cycles)) / 2 }

// step is a pulse in the first half of the cycle and rests in the second.
func step(cycles float64) float64 {
	if s := sine(cycles); s > 0 {
		return s * s
	}
	return 0
}

// both mirrors parts of the right side to the left, which is ahead by some cycles.
func both(ahead float64, right ...part) []part {
	all := right
	for _, p := range right {
		p.bone = mirrored[p.bone]
		p.phase += ahead
		if p.axis != forwards {
			p.posture, p.swing = -p.posture, -p.swing
		}
		all = append(all, p)
	}
	return all
}

// add bends the pose by a share of the motion at a time in cycles.
func (m *motion) add(to *pose, cycles, amplitude, share float64) {
	for _, p := range m.parts {
		degrees := p.posture
		if p.swing != 0 {
			degrees += amplitude * p.swing * p.shape(cycles+p.phase)
		}
		to.angles[p.bone][p.axis] += share * radians(degrees)
	}
	to.lift += share * amplitude * m.hop * step(cycles)
}
