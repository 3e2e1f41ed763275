package plot

import (
	"path/filepath"
	"testing"

	"aeed/internal/golden"
)

func TestGoldenImages(t *testing.T) {
	for name, figure := range samples() {
		t.Run(name, func(t *testing.T) {
			golden.Check(t, filepath.Join("testdata", name+".png"), encodedPNG(t, figure))
		})
	}
}

// A comparison that nothing fails would be worthless: each of these is a
// change that a reader would see.
func TestGoldenComparisonFails(t *testing.T) {
	before := encodedPNG(t, sampleSafeRegion().Figure())
	for name, change := range map[string]func(*SafeRegion){
		"a limit":   func(d *SafeRegion) { d.Proved[0].Eta = []float64{1.3, 1.3, 1.3} },
		"the title": func(d *SafeRegion) { d.Title = "Unsafe region" },
		"the ring":  func(d *SafeRegion) { d.Eta0 = 0.45 },
		"the size":  func(d *SafeRegion) { d.Notes = []string{"A line more."} },
	} {
		d := sampleSafeRegion()
		change(&d)
		if golden.Same(t, before, encodedPNG(t, d.Figure())) {
			t.Errorf("%s changed, and the comparison did not notice", name)
		}
	}
}

func encodedPNG(t *testing.T, f *Figure) []byte {
	t.Helper()
	content, err := f.Encode("png")
	if err != nil {
		t.Fatal(err)
	}
	return content
}
