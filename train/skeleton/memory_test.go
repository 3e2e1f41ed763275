package skeleton

import "fmt"

// A memory is a source of clips that are at hand. failAt, if not 0, is the place
// of a clip that can't be read; hide has the clips that show nobody.
type memory struct {
	description Description
	clips       []Clip
	splits      []Split
	failAt      int
	hide        map[int]bool
}

func (m *memory) Describe() Description { return m.description }
func (m *memory) Len() int              { return len(m.clips) }
func (m *memory) Record(i int) Record   { return m.clips[i].Record }
func (m *memory) Splits() []Split       { return m.splits }
func (m *memory) Close() error          { return nil }

func (m *memory) Clip(i int) (Clip, error) {
	if m.failAt > 0 && i == m.failAt {
		return Clip{}, fmt.Errorf("clip %d can't be read", i)
	}
	if m.hide[i] {
		return Clip{}, fmt.Errorf("clip %d: %w", i, ErrNobody)
	}
	return m.clips[i], nil
}

// chain is a graph of n joints in a row.
func chain(n int) Graph {
	g := Graph{Name: "chain"}
	for v := range n {
		g.Joints = append(g.Joints, fmt.Sprintf("joint %d", v))
		g.Parent = append(g.Parent, max(0, v-1))
	}
	return g
}

// newMemory returns n clips of three classes with lengths that differ, of which
// every other one shows a second body, and of which the even ones are for training.
func newMemory(n int) *memory {
	m := &memory{description: Description{Format: "memory", Graph: chain(4), Channels: 3, Bodies: 2, Classes: []string{"a", "b", "c"}}}
	split := Split{Name: "parity"}
	for i := range n {
		r := Record{Name: fmt.Sprintf("clip%03d", i), Class: i % 3, Subject: i%5 + 1, Camera: i%2 + 1, Setup: 1}
		clip := ramp(r, 3, 5+i%7, 4, 2)
		for k := range clip.X {
			clip.X[k] += float32(i) / 1000
		}
		blank(&clip, func(t, body int) bool { return t >= 3+i%7 || body == 1 && i%2 == 0 })
		m.clips = append(m.clips, clip)
		if i%2 == 0 {
			split.Train = append(split.Train, r.Name)
		} else {
			split.Test = append(split.Test, r.Name)
		}
	}
	m.splits = []Split{split}
	return m
}
