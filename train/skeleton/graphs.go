package skeleton

import (
	"fmt"
	"slices"
	"strings"
)

// Graphs returns the joint graphs that the formats use: NTU25, OpenPose18, COCO17
// and UCLA20.
func Graphs() []Graph { return []Graph{NTU25(), OpenPose18(), COCO17(), UCLA20()} }

// GraphByName returns one of Graphs. Its error lists them.
func GraphByName(name string) (Graph, error) {
	var names []string
	for _, g := range Graphs() {
		if g.Name == name {
			return g, nil
		}
		names = append(names, g.Name)
	}
	return Graph{}, fmt.Errorf("no joint graph is called %q; hint: there are %s, or name a YAML file", name, strings.Join(names, ", "))
}

// NTU25 returns the graph of the Kinect v2: 25 joints, of which NTU RGB+D has the
// positions. Joint 20, the spine at the shoulders, is the root.
func NTU25() Graph {
	return Graph{
		Name: "ntu-25",
		Joints: []string{
			"spine base", "spine middle", "neck", "head",
			"left shoulder", "left elbow", "left wrist", "left hand",
			"right shoulder", "right elbow", "right wrist", "right hand",
			"left hip", "left knee", "left ankle", "left foot",
			"right hip", "right knee", "right ankle", "right foot",
			"spine shoulder", "left hand tip", "left thumb", "right hand tip", "right thumb",
		},
		Parent: []int{
			1, 20, 20, 2,
			20, 4, 5, 6,
			20, 8, 9, 10,
			0, 12, 13, 14,
			0, 16, 17, 18,
			20, 22, 7, 24, 11,
		},
		Parts: []Part{
			{"torso", []int{0, 1, 2, 3, 20}},
			{"right arm", []int{8, 9, 10, 11, 23, 24}},
			{"left arm", []int{4, 5, 6, 7, 21, 22}},
			{"right leg", []int{16, 17, 18, 19}},
			{"left leg", []int{12, 13, 14, 15}},
		},
	}
}

// UCLA20 returns the graph of the Kinect v1, which Northwestern-UCLA has: 20
// joints, the shoulder centre the root.
func UCLA20() Graph {
	return Graph{
		Name: "ucla-20",
		Joints: []string{
			"hip centre", "spine", "shoulder centre", "head",
			"left shoulder", "left elbow", "left wrist", "left hand",
			"right shoulder", "right elbow", "right wrist", "right hand",
			"left hip", "left knee", "left ankle", "left foot",
			"right hip", "right knee", "right ankle", "right foot",
		},
		Parent: []int{
			1, 2, 2, 2,
			2, 4, 5, 6,
			2, 8, 9, 10,
			0, 12, 13, 14,
			0, 16, 17, 18,
		},
		Parts: []Part{
			{"torso", []int{0, 1, 2, 3}},
			{"right arm", []int{8, 9, 10, 11}},
			{"left arm", []int{4, 5, 6, 7}},
			{"right leg", []int{16, 17, 18, 19}},
			{"left leg", []int{12, 13, 14, 15}},
		},
	}
}

// OpenPose18 returns the graph of OpenPose's body model, which Kinetics-skeleton
// has: 18 key points, the neck the root.
func OpenPose18() Graph {
	return Graph{
		Name: "openpose-18",
		Joints: []string{
			"nose", "neck",
			"right shoulder", "right elbow", "right wrist",
			"left shoulder", "left elbow", "left wrist",
			"right hip", "right knee", "right ankle",
			"left hip", "left knee", "left ankle",
			"right eye", "left eye", "right ear", "left ear",
		},
		Parent: []int{
			1, 1,
			1, 2, 3,
			1, 5, 6,
			2, 8, 9,
			5, 11, 12,
			0, 0, 14, 15,
		},
		Parts: []Part{
			{"head", []int{0, 1, 14, 15, 16, 17}},
			{"right arm", []int{2, 3, 4}},
			{"left arm", []int{5, 6, 7}},
			{"right leg", []int{8, 9, 10}},
			{"left leg", []int{11, 12, 13}},
		},
	}
}

// COCO17 returns the graph of the COCO key points, which HRNet estimates: 17 key
// points, the nose the root.
func COCO17() Graph {
	return Graph{
		Name: "coco-17",
		Joints: []string{
			"nose", "left eye", "right eye", "left ear", "right ear",
			"left shoulder", "right shoulder", "left elbow", "right elbow", "left wrist", "right wrist",
			"left hip", "right hip", "left knee", "right knee", "left ankle", "right ankle",
		},
		Parent: []int{
			0, 0, 0, 1, 2,
			0, 0, 5, 6, 7, 8,
			5, 6, 11, 12, 13, 14,
		},
		Parts: []Part{
			{"head", []int{0, 1, 2, 3, 4}},
			{"right arm", []int{6, 8, 10}},
			{"left arm", []int{5, 7, 9}},
			{"right leg", []int{12, 14, 16}},
			{"left leg", []int{11, 13, 15}},
		},
	}
}

// Equal tells whether two graphs have the same joints and bones.
func (g Graph) Equal(other Graph) bool {
	return slices.Equal(g.Joints, other.Joints) && slices.Equal(g.Parent, other.Parent)
}
