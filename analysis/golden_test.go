package analysis

import (
	"path/filepath"
	"testing"

	"aeed/dynamics"
	"aeed/internal/golden"
	"aeed/proofs"
)

func TestGoldenImages(t *testing.T) {
	for _, figure := range StabilityFigures(proofs.DefaultSetting()) {
		t.Run(figure.Name, func(t *testing.T) {
			golden.Check(t, filepath.Join("testdata", figure.Name+".png"), encoded(t, figure))
		})
	}
}

// A comparison that nothing fails would be worthless.
func TestGoldenComparisonFails(t *testing.T) {
	before := StabilityFigures(proofs.DefaultSetting())
	after := StabilityFigures(setting(func(_ *proofs.Setting, p *dynamics.Parameters) { p.Beta = 0.89 }))
	for i := range before {
		if golden.Same(t, encoded(t, before[i]), encoded(t, after[i])) {
			t.Errorf("%s: β changed, and the comparison did not notice", before[i].Name)
		}
	}
}

func encoded(t *testing.T, figure NamedFigure) []byte {
	t.Helper()
	content, err := figure.Encode("png")
	if err != nil {
		t.Fatal(err)
	}
	return content
}
