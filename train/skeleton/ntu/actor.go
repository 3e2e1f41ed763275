package ntu

import "aeed/train/skeleton"

// An actor is a pose for every frame, nil where it is missing.
type actor []*Pose

// play shows a track as the actor.
func (a actor) play(t *track) {
	for i := range t.poses {
		if t.poses[i].shown() {
			a[t.start+i] = &t.poses[i]
		} else {
			a[t.start+i] = nil
		}
	}
}

// A span is a range of frames, both ends included.
type span struct{ first, last int }

// clear tells whether two spans share at most one frame.
func (s span) clear(other span) bool {
	return min(s.last, other.last) <= max(s.first, other.first)
}

func (s span) union(other span) span {
	return span{min(s.first, other.first), max(s.last, other.last)}
}

// cast gives the tracks, which are sorted by falling motion, to two actors of so
// many frames: to the first if its span so far is clear of the track's, else to the
// second if its is, else to none. As in the reference, the span of the second begins
// with the recording, so a track that ends before it began is lost.
func cast(tracks []track, frames int) [2]actor {
	actors := [2]actor{make(actor, frames), make(actor, frames)}
	spans := [2]span{{tracks[0].start, tracks[0].start}, {}}
	for i := range tracks {
		t := &tracks[i]
		this := span{t.start, t.end()}
		for k := range actors {
			if spans[k].clear(this) {
				actors[k].play(t)
				spans[k] = spans[k].union(this)
				break
			}
		}
	}
	return actors
}

// align returns the frames that show an actor as a clip, with the origin at joint 2
// of the first actor in the first frame that shows it.
func align(record skeleton.Record, actors [2]actor) (skeleton.Clip, error) {
	var shown []int
	var origin *[3]float32
	for t := range actors[0] {
		if actors[0][t] == nil && actors[1][t] == nil {
			continue
		}
		shown = append(shown, t)
		if origin == nil && actors[0][t] != nil {
			origin = &actors[0][t][1]
		}
	}
	if origin == nil {
		return skeleton.Clip{}, skeleton.ErrNobody
	}
	clip := skeleton.NewClip(record, len(origin), len(shown), Joints, len(actors))
	for to, from := range shown {
		for m := range actors {
			pose := actors[m][from]
			if pose == nil {
				continue
			}
			for v := range pose {
				for c := range origin {
					clip.Set(c, to, v, m, pose[v][c]-origin[c])
				}
			}
		}
	}
	return clip, nil
}
