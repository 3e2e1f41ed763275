package mixing

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"aeed/internal/philox"
)

// foreign returns which frames and which joints of mixed clip i have a number of its
// partner's; it says so if a number is of neither, or a foreign joint isn't foreign
// in all foreign frames.
func foreign(b batch, out *Mixed, i int) (frames, joints []int, wrong string) {
	mixed, own, other := b.clip(out.X, i), b.clip(b.x, i), b.clip(b.x, out.Partner[i])
	for k, x := range mixed {
		frame, joint := b.place(k)
		switch x {
		case own[k]:
		case other[k]:
			frames, joints = append(frames, frame), append(joints, joint)
		default:
			return nil, nil, fmt.Sprintf("%g is of neither parent", x)
		}
	}
	numbers := len(frames)
	slices.Sort(frames)
	slices.Sort(joints)
	frames, joints = slices.Compact(frames), slices.Compact(joints)
	if numbers != len(frames)*len(joints)*b.shape[1]*b.shape[4] {
		return nil, nil, "what is foreign is no box"
	}
	return frames, joints, ""
}

func TestCutsAreBoxes(t *testing.T) {
	for name, fit := range map[string]func(joints []int) bool{
		"cutmix": func(joints []int) bool { return len(joints) == 20 },
		"cutmix-parts": func(joints []int) bool {
			return slices.ContainsFunc(cutParts(), func(part []int) bool { return slices.Equal(part, joints) })
		},
	} {
		forMixed(t, []string{name}, "a box in one window, and the share outside it", func(b batch, out *Mixed) string {
			window, box, wrong := foreign(b, out, 0)
			if wrong != "" {
				return wrong
			}
			for i := range out.Partner {
				frames, joints, wrong := foreign(b, out, i)
				switch {
				case wrong != "":
					return wrong
				case !slices.Equal(frames, window) || !slices.Equal(joints, box):
					return "clips have different boxes"
				case len(frames) > 0 && frames[len(frames)-1]-frames[0]+1 != len(frames):
					return fmt.Sprintf("frames %v", frames)
				case len(frames) > 0 && !fit(joints):
					return fmt.Sprintf("joints %v", joints)
				}
				share := 1 - float64(len(frames)*len(joints))/float64(b.shape[2]*b.shape[3])
				if math.Abs(out.PhysicalRatio[i]-share) > 1e-12 {
					return fmt.Sprintf("ratio %g, share %g", out.PhysicalRatio[i], share)
				}
			}
			return ""
		})
	}
}

// cutParts returns the sorted joints of each part.
func cutParts() [][]int {
	var parts [][]int
	for _, part := range settings.Parts {
		parts = append(parts, slices.Sorted(slices.Values(part.Joints)))
	}
	return parts
}

// With a great α half of the frames are cut; every window of them, and every part,
// must be equally frequent.
func TestWindowsAndPartsAreEquallyLikely(t *testing.T) {
	const frames = 8
	strategy := must(New("cutmix-parts", Settings{Alpha: 1e9, Parts: settings.Parts}))
	b := batch{shape: [5]int{2, 1, frames, 20, 1}, classes: []int{0, 1}}
	for k := range 2 * frames * 20 {
		b.x = append(b.x, float32(k))
	}
	starts, parts := make([]float64, frames/2+1), make([]float64, len(settings.Parts))
	random := philox.NewStream(5, philox.Mixing, 0, 0)
	var out Mixed
	for range 4000 {
		Mix(strategy, random, b.x, b.shape, b.classes, &out)
		window, joints, wrong := foreign(b, &out, 0)
		if wrong != "" || len(window) != frames/2 {
			t.Fatalf("window %v; %s", window, wrong)
		}
		starts[window[0]]++
		parts[slices.IndexFunc(cutParts(), func(part []int) bool { return slices.Equal(part, joints) })]++
	}
	for name, counts := range map[string][]float64{"windows": starts, "parts": parts} {
		if x := chiSquare(counts); x > 18.5 { // the 0.999 quantile at 4 degrees of freedom
			t.Errorf("%s: counts %v, χ² = %.1f", name, counts, x)
		}
	}
}

// Frame 1 and 2 of joint 1, two coordinates and two bodies.
func TestPasteByHand(t *testing.T) {
	shape := [5]int{1, 2, 4, 2, 2}
	to, from := make([]float32, 32), make([]float32, 32)
	for k := range from {
		from[k] = float32(k)
	}
	Window{Start: 1, Length: 2, Joints: []int{1}}.paste(to, from, shape)
	want := make([]float32, 32)
	for _, k := range []int{6, 7, 10, 11, 22, 23, 26, 27} {
		want[k] = float32(k)
	}
	if !slices.Equal(to, want) {
		t.Errorf("got %v, want %v", to, want)
	}
}
