package synth

import "aeed/internal/philox"

// The joints of NTU-25 that motions name. A joint stands for the bone that ends in
// it: the knee for the thigh, the wrist for the forearm.
const (
	pelvis = iota
	lumbar
	neck
	head
	leftShoulder
	leftUpperArm
	leftForearm
	leftHand
	rightShoulder
	rightUpperArm
	rightForearm
	rightHand
	leftHip
	leftThigh
	leftShank
	leftFoot
	rightHip
	rightThigh
	rightShank
	rightFoot
	thorax
	leftTip
	leftThumb
	rightTip
	rightThumb
	joints
)

// carrier[v] is the joint that carries joint v when bodies move: the pelvis is the
// root here, while in the graph that networks use it is the spine at the shoulders.
// Both have the same bones but for the thumbs, which are rigid with the hands.
var carrier = [joints]int{
	pelvis, pelvis, thorax, neck,
	thorax, leftShoulder, leftUpperArm, leftForearm,
	thorax, rightShoulder, rightUpperArm, rightForearm,
	pelvis, leftHip, leftThigh, leftShank,
	pelvis, rightHip, rightThigh, rightShank,
	lumbar, leftHand, leftHand, rightHand, rightHand,
}

// outwards is an order of the joints in which carriers come first.
var outwards = [joints]int{
	pelvis, lumbar, thorax, neck, head,
	leftShoulder, leftUpperArm, leftForearm, leftHand, leftTip, leftThumb,
	rightShoulder, rightUpperArm, rightForearm, rightHand, rightTip, rightThumb,
	leftHip, leftThigh, leftShank, leftFoot,
	rightHip, rightThigh, rightShank, rightFoot,
}

// rest holds every joint's place from its carrier, metres, of a person 1.75 m tall
// who stands at attention and faces the camera, which looks along +z.
var rest = [joints]vector{
	lumbar: {0, 0.26, 0.02}, thorax: {0, 0.26, 0}, neck: {0, 0.08, 0}, head: {0, 0.15, -0.02},
	leftShoulder: {-0.18, -0.05, 0}, leftUpperArm: {0, -0.28, 0}, leftForearm: {0, -0.25, 0},
	leftHand: {0, -0.08, 0}, leftTip: {0, -0.08, 0}, leftThumb: {0.02, -0.04, -0.04},
	rightShoulder: {0.18, -0.05, 0}, rightUpperArm: {0, -0.28, 0}, rightForearm: {0, -0.25, 0},
	rightHand: {0, -0.08, 0}, rightTip: {0, -0.08, 0}, rightThumb: {-0.02, -0.04, -0.04},
	leftHip: {-0.09, -0.05, 0}, leftThigh: {0, -0.43, 0}, leftShank: {0, -0.41, 0}, leftFoot: {0, -0.05, -0.13},
	rightHip: {0.09, -0.05, 0}, rightThigh: {0, -0.43, 0}, rightShank: {0, -0.41, 0}, rightFoot: {0, -0.05, -0.13},
}

// A body is a person's proportions: every joint's place from its carrier at rest.
type body [joints]vector

// newBody draws a person from 1.5 m to 1.95 m tall whose arms, legs, trunk and
// breadth are each up to 6 % off the average.
func newBody(s *philox.Stream) body {
	size := s.Between(0.86, 1.12)
	var scale [joints]float64
	for _, group := range [][]int{
		{lumbar, thorax, neck, head},
		{leftShoulder, rightShoulder, leftHip, rightHip},
		{leftUpperArm, leftForearm, leftHand, leftTip, leftThumb, rightUpperArm, rightForearm, rightHand, rightTip, rightThumb},
		{leftThigh, leftShank, leftFoot, rightThigh, rightShank, rightFoot},
	} {
		factor := size * s.Between(0.94, 1.06)
		for _, v := range group {
			scale[v] = factor
		}
	}
	var b body
	for v := range b {
		b[v] = rest[v].times(scale[v])
	}
	return b
}
