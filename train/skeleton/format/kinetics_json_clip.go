package format

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"aeed/train/skeleton"
)

const (
	kineticsBodies     = 2   // taken of
	kineticsCandidates = 5   // in a frame
	kineticsFrames     = 300 // of a clip of 10 seconds
	kineticsJoints     = 18
)

// A kineticsFrame is an element of data.
type kineticsFrame struct {
	Index  int            `json:"frame_index"`
	Bodies []kineticsBody `json:"skeleton"`
}

type kineticsBody struct {
	Pose  numbers `json:"pose"`
	Score numbers `json:"score"`
}

// parseKinetics makes a clip of the text of a file.
func parseKinetics(file string, record skeleton.Record, label string, text []byte) (skeleton.Clip, error) {
	wrong := func(place, want, found string) (skeleton.Clip, error) {
		return skeleton.Clip{}, &skeleton.FormatError{File: file, Place: place, Want: want, Found: found,
			Hint: "the file may be damaged or another one renamed: get it again"}
	}
	var content struct {
		Data       []kineticsFrame `json:"data"`
		Label      string          `json:"label"`
		LabelIndex *int            `json:"label_index"`
	}
	if err := json.Unmarshal(text, &content); err != nil {
		return skeleton.Clip{}, jsonError(file, err)
	}
	switch {
	case content.Label != label:
		return wrong("label", fmt.Sprintf("%s, as the label file says", brief([]byte(label))), brief([]byte(content.Label)))
	case content.LabelIndex == nil:
		return wrong("label_index", strconv.Itoa(record.Class), "none")
	case *content.LabelIndex != record.Class:
		return wrong("label_index", fmt.Sprintf("%d, as the label file says", record.Class), strconv.Itoa(*content.LabelIndex))
	case content.Data == nil:
		return wrong("data", "an array of frames", "none")
	}
	most, frames := max(kineticsFrames, len(content.Data)), 0
	for i, frame := range content.Data {
		if frame.Index < 1 || frame.Index > most {
			return wrong(fmt.Sprintf("data[%d]", i), fmt.Sprintf("frame_index 1 … %d", most), strconv.Itoa(frame.Index))
		}
		frames = max(frames, frame.Index)
	}
	clip := skeleton.NewClip(record, 3, frames, kineticsJoints, kineticsBodies)
	filled := make([]bool, frames)
	for i, frame := range content.Data {
		if filled[frame.Index-1] {
			return wrong(fmt.Sprintf("data[%d]", i), "every frame_index once", fmt.Sprintf("%d twice", frame.Index))
		}
		filled[frame.Index-1] = true
		if place, want, found := frame.check(); place != "" {
			return wrong(fmt.Sprintf("frame_index %d, %s", frame.Index, place), want, found)
		}
		frame.put(&clip)
	}
	if clip.ShownFrames() == 0 {
		return skeleton.Clip{}, fmt.Errorf("%s: %w", file, skeleton.ErrNobody)
	}
	return clip, nil
}

// check returns where a frame is not what it should be; place is empty if nowhere.
func (f *kineticsFrame) check() (place, want, found string) {
	if f.Bodies == nil {
		return "skeleton", "an array of bodies", "none"
	}
	for i, body := range f.Bodies {
		if len(body.Pose.values) != 2*kineticsJoints {
			return fmt.Sprintf("body %d, pose", i), fmt.Sprintf("%d numbers within ±1e9", 2*kineticsJoints), body.Pose.found()
		}
		if len(body.Score.values) != kineticsJoints {
			return fmt.Sprintf("body %d, score", i), fmt.Sprintf("%d numbers within ±1e9", kineticsJoints), body.Score.found()
		}
	}
	return "", "", ""
}

// put writes the bodies of the frame with the highest mean score into clip.
func (f *kineticsFrame) put(clip *skeleton.Clip) {
	bodies := f.Bodies[:min(len(f.Bodies), kineticsCandidates)]
	slices.SortStableFunc(bodies, func(a, b kineticsBody) int { return cmp.Compare(b.total(), a.total()) })
	for m, body := range bodies[:min(len(bodies), kineticsBodies)] {
		for v, score := range body.Score.values {
			if score != 0 {
				clip.Set(0, f.Index-1, v, m, float32(body.Pose.values[2*v]-0.5))
				clip.Set(1, f.Index-1, v, m, float32(body.Pose.values[2*v+1]-0.5))
				clip.Set(2, f.Index-1, v, m, float32(score))
			}
		}
	}
}

// total returns the sum of the scores, which orders bodies as their mean does.
func (b *kineticsBody) total() float64 {
	sum := 0.0
	for _, score := range b.Score.values {
		sum += score
	}
	return sum
}
