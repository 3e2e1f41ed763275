package synth

import (
	"math"

	"aeed/internal/philox"
)

// A performance is one person's part in a clip.
type performance struct {
	body      body
	motions   []motion  // of the class and of its rival
	shares    []float64 // of every motion
	phases    []float64 // of every motion, cycles
	amplitude float64
	speed     float64
	yaw       float64 // rad, the way the person looks: 0 towards the camera, π/2 to its left
	at        vector  // where the person stands

	distracted int      // a bone
	drifts     [2]drift // of the distracted limb, forwards and sideways
}

// perform draws what a clip doesn't share with others of its class.
func perform(s *philox.Stream, v variety, b body, a, other action) performance {
	p := performance{body: b, amplitude: s.Between(v.smallest, v.largest), speed: s.Between(v.slowest, v.fastest)}
	borrowed := s.Between(0, v.borrowed)
	p.take(s, a, 1-borrowed)
	p.take(s, other, borrowed)
	p.distracted = distractible[s.IntN(len(distractible))]
	reach := v.distraction
	if p.distracted == leftThigh || p.distracted == rightThigh {
		reach /= 2
	}
	for i := range p.drifts {
		p.drifts[i] = newDrift(s, reach)
	}
	return p
}

// take adds the motions of an action, each at a random moment of its cycle.
func (p *performance) take(s *philox.Stream, a action, share float64) {
	for _, m := range a.motions {
		p.motions = append(p.motions, m)
		p.shares = append(p.shares, share)
		p.phases = append(p.phases, s.Uniform())
	}
}

// distractible are the bones at the roots of the limbs, and the head.
var distractible = []int{leftUpperArm, rightUpperArm, leftThigh, rightThigh, head}

// places returns where the joints are at a time in seconds.
func (p *performance) places(seconds float64) [joints]vector {
	var bent pose
	for i, m := range p.motions {
		m.add(&bent, p.phases[i]+seconds*p.speed*m.frequency, p.amplitude, p.shares[i])
	}
	bent.angles[p.distracted][forwards] += p.drifts[0].at(seconds)
	bent.angles[p.distracted][sideways] += p.drifts[1].at(seconds)
	bent.limit()
	bent.angles[pelvis][twist] += p.yaw
	place := bent.places(&p.body)
	for v := range place {
		place[v] = place[v].plus(p.at)
	}
	return place
}

// A drift is an aimless movement, the sum of two slow sines.
type drift struct {
	size             float64
	frequency, phase [2]float64 // Hz, cycles
}

func newDrift(s *philox.Stream, size float64) drift {
	d := drift{size: size}
	for i := range d.frequency {
		d.frequency[i], d.phase[i] = s.Between(0.2, 0.9), s.Uniform()
	}
	return d
}

func (d drift) at(seconds float64) float64 {
	sum := 0.0
	for i, f := range d.frequency {
		sum += math.Sin(2 * math.Pi * (d.phase[i] + f*seconds))
	}
	return d.size / 2 * sum
}
