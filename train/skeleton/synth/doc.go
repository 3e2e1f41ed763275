// Package synth makes skeleton clips up: people of different builds who wave, kick,
// squat or walk in front of a depth camera, in the layout of NTU RGB+D. It is what
// everything in the toolkit runs on when there is no data at hand, and it can be
// made as long-tailed and as hard as an experiment needs:
//
//	config := synth.DefaultConfig()
//	config.Counts = []int{150, 107, 76, 54, 39, 28, 20, 14, 10, 7}
//	source, err := synth.New(config)
//
// [New] returns a skeleton.Source, which makes each clip when it is asked for.
//
// # A clip
//
// A body is a tree of 25 joints (NTU-25) with the bone lengths of its subject: 1.5
// to 1.95 m tall, with arms, legs, trunk and breadth up to 6 % off the average. Its
// bones turn against each other and never stretch; joints stay within a person's
// range; the body stands on its lower foot, or hops.
//
// Coordinates are metres at 30 frames a second, as a Kinect gives them: x to the
// right of a person who faces the camera, y up, z away from the camera. The origin
// is the middle of the first body's spine in the first frame, as in prepared NTU
// sets. A clip has 48 to 80 frames.
//
// # A class
//
// A class is an action: a set of bones that swing about a posture with given axes,
// phases and frequencies. There are seven motions of the arms (wave, clap, punch,
// raise an arm, spread the arms, drink, circle an arm) and seven of legs or trunk
// (kick, squat, jump, bow, walk, turn, sway). Classes 0 to 13 are these in turn:
// wave, kick, clap, squat, and so on. The other 49 join a motion of the arms and
// one of the body, each at its own pace: first wave and kick, clap and squat, to
// circle an arm and sway, then each arm motion with the body motion after, wave and
// squat to circle an arm and kick, until all pairs are used.
//
// A share of the classes, in even distances, is mutual: a second person stands
// opposite and does the same, with build, pace and phase of its own. In all
// other classes the second body is zero.
//
// # What differs between clips of a class
//
// Everything below is drawn evenly between two bounds, for each clip alone; d is
// the difficulty:
//
//	view          ±(15 + 90 d) degrees about the vertical
//	amplitude     0.95 − 0.55 d to 1.05 + 0.15 d
//	speed         0.9 − 0.25 d to 1.1 + 0.15 d
//	phase         anywhere in the cycle
//	distraction   an arm or the head drifts by up to 5 + 75 d degrees, or a leg
//	              by half as much
//	rival         0 to d/(1 + d) of the motion is that of another class
//
// and every coordinate has normal noise of 2 + 32 d mm. So at 0 clips of a class
// are nearly alike, and at 1 up to half of what one does is its rival's motion. The
// rival is the sixth class before, round the circle: it moves the same part of the
// body, in most pairs the same way. For the tail of a long-tailed set it is a class
// of the head.
//
// # Long tails
//
// A clip depends on its place, class and number, and on the settings other than the
// numbers of clips, not on how many others there are. The test clips are the same
// whatever the counts, and the training set of smaller counts is a subset of that of
// larger ones. Subjects 1 to 20 train, 21 to 40 test.
package synth
