package format

import (
	"encoding/json"
	"fmt"
	"strconv"

	"aeed/train/skeleton"
)

// parseUCLA makes a clip of the text of a file.
func parseUCLA(file string, record skeleton.Record, text []byte) (skeleton.Clip, error) {
	const hint = "the file may be damaged or another one renamed: get it again"
	wrong := func(place, want, found string) (skeleton.Clip, error) {
		return skeleton.Clip{}, &skeleton.FormatError{File: file, Place: place, Want: want, Found: found, Hint: hint}
	}
	var content struct {
		FileName  string      `json:"file_name"`
		Label     *int        `json:"label"`
		Skeletons [][]numbers `json:"skeletons"`
	}
	if err := json.Unmarshal(text, &content); err != nil {
		return skeleton.Clip{}, jsonError(file, err)
	}
	switch {
	case content.FileName != record.Name:
		return wrong("file_name", strconv.Quote(record.Name), brief([]byte(content.FileName)))
	case content.Label != nil && *content.Label != record.Class+1:
		return wrong("label", fmt.Sprintf("%d, as the file's name says", record.Class+1), strconv.Itoa(*content.Label))
	case content.Skeletons == nil:
		return wrong("skeletons", "positions of shape (T, 20, 3)", "none")
	}
	graph := skeleton.UCLA20()
	for t, frame := range content.Skeletons {
		if len(frame) != graph.Vertices() {
			return wrong(fmt.Sprintf("frame %d", t), fmt.Sprintf("%d joints", graph.Vertices()), strconv.Itoa(len(frame)))
		}
		for v, joint := range frame {
			if len(joint.values) != 3 {
				return wrong(fmt.Sprintf("frame %d, joint %d", t, v), "3 numbers within ±1e9", joint.found())
			}
		}
	}
	const spine = 1
	clip := skeleton.NewClip(record, 3, len(content.Skeletons), graph.Vertices(), 1)
	for t, frame := range content.Skeletons {
		for v, joint := range frame {
			for c, x := range joint.values {
				clip.Set(c, t, v, 0, float32(x-content.Skeletons[0][spine].values[c]))
			}
		}
	}
	if clip.ShownFrames() == 0 {
		return skeleton.Clip{}, fmt.Errorf("%s: %w", file, skeleton.ErrNobody)
	}
	return clip, nil
}
