package skeleton

import "fmt"

// A Modality is what of a clip a network sees.
type Modality string

// The four streams of two-stream models: positions, bone vectors, and the change
// of each from a frame to the next.
const (
	Joint       Modality = "joint"
	Bone        Modality = "bone"
	JointMotion Modality = "joint-motion"
	BoneMotion  Modality = "bone-motion"
)

// Modalities returns all of them.
func Modalities() []Modality { return []Modality{Joint, Bone, JointMotion, BoneMotion} }

// ParseModality returns the modality of a name. Its error lists them.
func ParseModality(name string) (Modality, error) {
	for _, m := range Modalities() {
		if string(m) == name {
			return m, nil
		}
	}
	return "", fmt.Errorf("no modality is called %q; hint: there are %v", name, Modalities())
}

// HasBones tells whether the modality is made of bone vectors.
func (m Modality) HasBones() bool { return m == Bone || m == BoneMotion }

// HasMotion tells whether the modality is a change from frame to frame.
func (m Modality) HasMotion() bool { return m == JointMotion || m == BoneMotion }

// Apply turns the positions of clip into the modality, in place: first bones, then
// motion. The motion of the last frame is zero.
func (m Modality) Apply(clip *Clip, g Graph) {
	if g.Vertices() != clip.Joints {
		panic(fmt.Sprintf("skeleton: graph %s has %d joints, the clip %d", g.Name, g.Vertices(), clip.Joints))
	}
	if m.HasBones() {
		toBones(clip, g)
	}
	if m.HasMotion() {
		toMotion(clip)
	}
}

func toBones(clip *Clip, g Graph) {
	row := clip.Joints * clip.Bodies
	joints := make([]float32, row)
	for start := 0; start < len(clip.X); start += row {
		bones := clip.X[start : start+row]
		copy(joints, bones)
		for v, parent := range g.Parent {
			for body := range clip.Bodies {
				bones[v*clip.Bodies+body] = joints[v*clip.Bodies+body] - joints[parent*clip.Bodies+body]
			}
		}
	}
}

func toMotion(clip *Clip) {
	row := clip.Joints * clip.Bodies
	for c := range clip.Channels {
		channel := clip.X[c*clip.Frames*row : (c+1)*clip.Frames*row]
		for i := range max(0, len(channel)-row) {
			channel[i] = channel[i+row] - channel[i]
		}
		clear(channel[max(0, len(channel)-row):])
	}
}
