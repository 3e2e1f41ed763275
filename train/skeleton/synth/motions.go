package synth

import "slices"

// armMotions leave the legs alone.
var armMotions = []motion{
	{name: "wave", frequency: 1.4, parts: []part{
		{bone: rightUpperArm, axis: sideways, posture: 80, swing: 8, shape: sine},
		{bone: rightUpperArm, axis: twist, posture: -90},
		{bone: rightForearm, axis: forwards, posture: 85, swing: 38, shape: sine},
	}},
	{name: "clap", frequency: 1.4, parts: both(0,
		part{bone: rightUpperArm, axis: forwards, posture: 35},
		part{bone: rightUpperArm, axis: sideways, posture: 3, swing: 22, shape: pulse},
		part{bone: rightUpperArm, axis: twist, posture: 36, swing: -50, shape: pulse},
		part{bone: rightForearm, axis: forwards, posture: 75},
	)},
	{name: "punch", frequency: 1.1, parts: slices.Concat(both(0.5,
		part{bone: rightUpperArm, axis: forwards, posture: -10, swing: 90, shape: pulse},
		part{bone: rightForearm, axis: forwards, posture: 125, swing: -115, shape: pulse},
	), []part{{bone: lumbar, axis: twist, swing: 18, phase: -0.25, shape: sine}})},
	{name: "raise an arm", frequency: 0.8, parts: []part{
		{bone: rightUpperArm, axis: forwards, posture: 10, swing: 155, shape: pulse},
		{bone: rightForearm, axis: forwards, posture: 10},
	}},
	{name: "spread the arms", frequency: 0.9, parts: both(0,
		part{bone: rightUpperArm, axis: sideways, posture: 10, swing: 135, shape: pulse},
		part{bone: rightForearm, axis: forwards, posture: 10},
	)},
	{name: "drink", frequency: 0.9, parts: []part{
		{bone: rightUpperArm, axis: forwards, posture: 15, swing: 50, shape: pulse},
		{bone: rightUpperArm, axis: twist, posture: 35},
		{bone: rightForearm, axis: forwards, posture: 70, swing: 65, shape: pulse},
		{bone: head, axis: forwards, swing: 15, shape: pulse},
	}},
	{name: "circle an arm", frequency: 0.9, parts: []part{
		{bone: leftUpperArm, axis: forwards, posture: 80, swing: 75, shape: sine},
		{bone: leftUpperArm, axis: sideways, posture: -45, swing: 50, phase: 0.25, shape: sine},
		{bone: leftForearm, axis: forwards, posture: 10},
	}},
}

// bodyMotions move the legs or the trunk; the arms go along, unless an arm motion
// has them.
var bodyMotions = []motion{
	{name: "kick", frequency: 0.95, parts: []part{
		{bone: rightThigh, axis: forwards, posture: -8, swing: 75, shape: pulse},
		{bone: rightShank, axis: forwards, posture: -12, swing: -55, phase: 0.18, shape: step},
		{bone: lumbar, axis: forwards, swing: 10, shape: pulse},
		{bone: leftUpperArm, axis: forwards, posture: 5, swing: 30, shape: pulse},
		{bone: rightUpperArm, axis: forwards, posture: 5, swing: -25, shape: pulse},
	}},
	{name: "squat", frequency: 0.9, parts: slices.Concat(both(0,
		part{bone: rightThigh, axis: forwards, swing: 95, shape: pulse},
		part{bone: rightShank, axis: forwards, swing: -112, shape: pulse},
		part{bone: rightFoot, axis: forwards, swing: 17, shape: pulse},
		part{bone: rightThigh, axis: sideways, posture: 6, swing: 8, shape: pulse},
		part{bone: rightUpperArm, axis: forwards, swing: 75, shape: pulse},
	), []part{{bone: lumbar, axis: forwards, swing: -30, shape: pulse}})},
	{name: "jump", frequency: 1.15, hop: 0.28, parts: slices.Concat(both(0,
		part{bone: rightThigh, axis: forwards, swing: 45, phase: 0.5, shape: step},
		part{bone: rightShank, axis: forwards, swing: -75, phase: 0.5, shape: step},
		part{bone: rightFoot, axis: forwards, swing: 30, phase: 0.5, shape: step},
		part{bone: rightUpperArm, axis: forwards, posture: 20, swing: 60, shape: sine},
		part{bone: rightForearm, axis: forwards, posture: 30},
	), []part{{bone: lumbar, axis: forwards, swing: -22, phase: 0.5, shape: step}})},
	{name: "bow", frequency: 0.8, parts: []part{
		{bone: lumbar, axis: forwards, swing: -58, shape: pulse},
		{bone: thorax, axis: forwards, swing: -24, shape: pulse},
		{bone: head, axis: forwards, swing: -15, shape: pulse},
		{bone: leftThigh, axis: forwards, swing: -9, shape: pulse},
		{bone: rightThigh, axis: forwards, swing: -9, shape: pulse},
		{bone: leftFoot, axis: forwards, swing: 9, shape: pulse},
		{bone: rightFoot, axis: forwards, swing: 9, shape: pulse},
	}},
	{name: "walk", frequency: 1, parts: both(0.5,
		part{bone: rightThigh, axis: forwards, swing: 60, shape: step},
		part{bone: rightShank, axis: forwards, swing: -80, shape: step},
		part{bone: rightUpperArm, axis: forwards, swing: -35, phase: 0, shape: sine},
		part{bone: rightForearm, axis: forwards, posture: 30},
	)},
	{name: "turn", frequency: 0.85, parts: []part{
		{bone: pelvis, axis: twist, swing: 65, shape: sine},
		{bone: lumbar, axis: twist, swing: 15, phase: 0.05, shape: sine},
		{bone: rightUpperArm, axis: sideways, posture: 25},
		{bone: leftUpperArm, axis: sideways, posture: -25},
	}},
	{name: "sway", frequency: 0.9, parts: slices.Concat(both(0,
		part{bone: rightUpperArm, axis: sideways, posture: 50},
	), []part{
		{bone: lumbar, axis: sideways, swing: -28, shape: sine},
		{bone: thorax, axis: sideways, swing: -16, shape: sine},
	})},
}
