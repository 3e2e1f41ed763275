package format

import (
	"bytes"
	"errors"
	"path/filepath"
	"testing"

	"aeed/train/skeleton"
)

func FuzzKineticsJSON(f *testing.F) {
	f.Add([]byte(kineticsText(kineticsFrameText(2, kineticsBodyText(0.5, 0.25)))))
	for name, c := range kineticsFaults() {
		if name != "deeply nested" {
			f.Add([]byte(c[0]))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		clip, err := parseKinetics("the file", kineticsSample, "abseiling", text)
		soundClip(t, clip, err, len(text))
	})
}

func FuzzKineticsLabels(f *testing.F) {
	f.Add([]byte(kineticsTrainLabels))
	for name, c := range labelFaults() {
		if name != "deeply nested" {
			f.Add([]byte(c[0]))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		labels := newLabels()
		clips, err := labels.read("the file", bytes.NewReader(text))
		if err != nil {
			if _, is := errors.AsType[*skeleton.FormatError](err); !is {
				t.Fatalf("an error of type %T: %v", err, err)
			}
			return
		}
		names := labels.names()
		for i, clip := range clips {
			if filepath.Base(clip.id+".json") != clip.id+".json" || i > 0 && clips[i-1].id >= clip.id || names[clip.class] != labels.classes[clip.class] {
				t.Fatalf("clip %+v", clip)
			}
		}
	})
}
