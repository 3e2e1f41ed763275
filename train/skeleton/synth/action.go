package synth

import (
	"math"
	"slices"
)

// An action is what the persons of a class do.
type action struct {
	name    string
	motions []motion // at the same time
	mutual  bool     // with a partner
}

// MaxClasses is the number of different actions: every base motion, and every arm
// motion with every body motion.
var MaxClasses = len(armMotions) + len(bodyMotions) + len(armMotions)*len(bodyMotions)

// actions returns the first n actions. The base motions come first, in turn one of
// the arms and one of the body; then the pairs, at first of motions at the same
// place in their lists, then of motions one place apart, and so on.
func actions(n int, mutual float64) []action {
	var all []action
	for i := range armMotions {
		all = append(all,
			action{name: armMotions[i].name, motions: armMotions[i : i+1]},
			action{name: bodyMotions[i].name, motions: bodyMotions[i : i+1]})
	}
	for apart := range bodyMotions {
		for i, arm := range armMotions {
			legs := bodyMotions[(i+apart)%len(bodyMotions)]
			all = append(all, action{name: arm.name + " and " + legs.name, motions: []motion{arm, legs.withoutArms()}})
		}
	}
	all = all[:n]
	for k := range all {
		if partnered(k+1, mutual) > partnered(k, mutual) {
			all[k].name += " in pairs"
			all[k].mutual = true
		}
	}
	return all
}

// rival returns the class, of n, that clips of a class borrow from: the sixth before,
// round the circle. It moves the same part of the body, in most pairs the same way;
// in a long-tailed set it is, for the tail, one of the head.
func rival(class, n int) int {
	const before = 6
	return (class + n - min(before, n-1)) % n
}

// partnered returns how many of the first n actions have a partner: the share, in
// even distances.
func partnered(n int, share float64) int {
	const rounding = 1e-9 // 5·0.2 is one
	return int(math.Floor(float64(n)*share + rounding))
}

// arms are the bones that arm motions move.
var arms = []int{leftUpperArm, leftForearm, leftHand, rightUpperArm, rightForearm, rightHand}

func (m motion) withoutArms() motion {
	m.parts = slices.DeleteFunc(slices.Clone(m.parts), func(p part) bool { return slices.Contains(arms, p.bone) })
	return m
}
