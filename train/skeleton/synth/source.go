package synth

import (
	"fmt"
	"math"
	"sort"

	"aeed/internal/philox"
	"aeed/train/skeleton"
)

// A Source makes clips when they are asked for, and always the same. It implements
// skeleton.Source; its clips are ordered by training or test, then class.
type Source struct {
	config  Config
	actions []action
	starts  []int // of the training clips of each class, and where those of the tests start
}

// New returns the source of the clips that config describes. An error says what in
// it is impossible.
func New(config Config) (*Source, error) {
	if err := config.Check(); err != nil {
		return nil, err
	}
	s := &Source{config: config, actions: actions(config.Classes, config.Mutual), starts: make([]int, config.Classes+1)}
	for class := range config.Classes {
		s.starts[class+1] = s.starts[class] + config.trainClips(class)
	}
	return s, nil
}

// subjects is the number of persons that the training clips show, and of those that
// the test clips show.
const subjects = 20

// SplitName is the name of the split of a Source.
const SplitName = "synthetic"

// A place says which clip of which class one is.
type place struct {
	class, number int
	test          bool
}

func (s *Source) place(i int) place {
	train := s.starts[s.config.Classes]
	switch {
	case i < 0 || i >= s.Len():
		panic(fmt.Sprintf("synth: there is no clip %d of %d", i, s.Len()))
	case i >= train:
		return place{(i - train) / s.config.TestPerClass, (i - train) % s.config.TestPerClass, true}
	}
	class := sort.SearchInts(s.starts, i+1) - 1
	return place{class, i - s.starts[class], false}
}

// stream returns the random numbers of a clip.
func (s *Source) stream(p place) *philox.Stream {
	number := uint32(p.number)
	if p.test {
		number |= 1 << 31
	}
	return philox.NewStream(s.config.Seed, philox.SyntheticMotion, uint32(p.class), number)
}

// Describe says what the clips have in common.
func (s *Source) Describe() skeleton.Description {
	d := skeleton.Description{Format: "synthetic", Graph: skeleton.NTU25(), Channels: 3, Bodies: 1}
	for _, a := range s.actions {
		d.Classes = append(d.Classes, a.name)
		if a.mutual {
			d.Bodies = 2
		}
	}
	return d
}

// Len returns the number of clips.
func (s *Source) Len() int {
	return s.starts[s.config.Classes] + s.config.Classes*s.config.TestPerClass
}

// Record returns the record of clip i. Its subject is that of the first body.
func (s *Source) Record(i int) skeleton.Record {
	p := s.place(i)
	return p.record(drawSubject(s.stream(p), p.test))
}

func (p place) record(subject int) skeleton.Record {
	set := "train"
	if p.test {
		set = "test"
	}
	name := fmt.Sprintf("A%03d-%s-%04d", p.class+1, set, p.number+1)
	return skeleton.Record{Name: name, Class: p.class, Subject: subject}
}

// drawSubject is the first that a clip takes from its stream.
func drawSubject(s *philox.Stream, test bool) int {
	subject := 1 + s.IntN(subjects)
	if test {
		subject += subjects
	}
	return subject
}

// body returns the proportions of a subject.
func (s *Source) body(subject int) body {
	return newBody(philox.NewStream(s.config.Seed, philox.SyntheticMotion, math.MaxUint32, uint32(subject)))
}

// Splits returns the split called SplitName, whose training and test clips show
// different subjects.
func (s *Source) Splits() []skeleton.Split {
	split := skeleton.Split{Name: SplitName}
	for i := range s.Len() {
		p := s.place(i)
		if name := p.record(0).Name; p.test {
			split.Test = append(split.Test, name)
		} else {
			split.Train = append(split.Train, name)
		}
	}
	return []skeleton.Split{split}
}

// Close does nothing.
func (s *Source) Close() error { return nil }
