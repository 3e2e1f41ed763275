package dynamics

import (
	"reflect"
	"testing"
)

// FuzzController decodes ten bytes an operation (which, class and count, and the
// bits of an entropy) and runs them on a clipped controller: it never panics,
// an error leaves the state as it was, weights stay within the clip, and every
// state that can be reached can be restored.
func FuzzController(f *testing.F) {
	f.Add([]byte("0123456789"))
	f.Add([]byte{0, 0x11, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x12, 0, 0, 0, 0, 0, 0, 0, 0x40, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Add([]byte{1, 0xf1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 1, 0xf1, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4000 {
			return
		}
		for _, law := range laws {
			c := newController(t, 8, func(p *Parameters) { p.Law = law })
			other := newController(t, 8, func(p *Parameters) { p.Law = law })
			for data := data; len(data) >= 10; data = data[10:] {
				before := c.Snapshot()
				if err := operate(c, data); err != nil && !reflect.DeepEqual(c.Snapshot(), before) {
					t.Fatalf("%v, and the state changes", err)
				}
				if err := other.Restore(c.Snapshot()); err != nil {
					t.Fatal(err)
				}
				for class, weight := range c.Weights(nil) {
					if !c.Parameters().Clip.Contains(weight) {
						t.Fatalf("class %d: weight %v outside the clip", class, weight)
					}
				}
			}
			if _, err := c.EndEpoch(); err != nil {
				t.Fatalf("under a clip: %v", err)
			}
		}
	})
}

func operate(c *Controller, data []byte) error {
	class, count, value := int(data[1]&15)-2, int(int8(data[1])>>4), float64From(data[2:])
	switch data[0] % 5 {
	case 0:
		return c.Observe(class, value)
	case 1:
		return c.ObserveSum(class, value, count)
	case 2:
		return c.ObserveSum(class, value*float64(count), count<<(data[0]%63))
	case 3:
		_, err := c.EndEpoch()
		return err
	default:
		s := c.Snapshot()
		s.Classes[data[1]%8].Flow = value
		if data[1] > 128 {
			s.Classes = s.Classes[1:]
		}
		if err := c.Restore(s); err != nil {
			return err
		}
		s.Classes[data[1]%8].Flow = 0
		return c.Restore(s)
	}
}
