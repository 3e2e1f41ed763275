package analysis

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"testing"

	"aeed/dynamics"
	"aeed/proofs"
)

// Every figure of every extreme setting can be saved in every format, holds
// something to see and shows finite numbers only.
func TestFiguresAtTheEdges(t *testing.T) {
	settings := map[string]func(s *proofs.Setting, p *dynamics.Parameters){
		"no clip":        func(_ *proofs.Setting, p *dynamics.Parameters) { p.Clip = dynamics.Unclipped() },
		"open clip":      func(_ *proofs.Setting, p *dynamics.Parameters) { p.Clip.High = math.Inf(1) },
		"wide clip":      func(_ *proofs.Setting, p *dynamics.Parameters) { p.Clip = dynamics.Clip{Low: 1e-9, High: 1e9} },
		"anchored law":   func(_ *proofs.Setting, p *dynamics.Parameters) { p.Law = dynamics.Anchored{} },
		"two classes":    func(s *proofs.Setting, _ *dynamics.Parameters) { s.Classes = 2 },
		"no smoothing":   func(_ *proofs.Setting, p *dynamics.Parameters) { p.Beta = 0 },
		"long memory":    func(_ *proofs.Setting, p *dynamics.Parameters) { p.Beta = 0.999 },
		"large eta":      func(_ *proofs.Setting, p *dynamics.Parameters) { p.Eta = 50 },
		"small gamma":    func(_ *proofs.Setting, p *dynamics.Parameters) { p.Gamma = 1e-6 },
		"large weight":   func(_ *proofs.Setting, p *dynamics.Parameters) { p.InitialWeight = 1e6 },
		"tiny numbers":   func(_ *proofs.Setting, p *dynamics.Parameters) { p.Eta, p.Gamma = 1e-300, 1e-300 },
		"huge numbers":   func(_ *proofs.Setting, p *dynamics.Parameters) { p.Eta, p.Gamma, p.InitialWeight = 1e300, 1e300, 1e300 },
		"beta all but 1": func(_ *proofs.Setting, p *dynamics.Parameters) { p.Beta = math.Nextafter(1, 0) },
	}
	for name, change := range settings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := setting(change)
			if err := s.Validate(); err != nil {
				t.Fatal(err)
			}
			folder := t.TempDir()
			for _, figure := range StabilityFigures(s) {
				for _, format := range []string{"png", "svg", "pdf"} {
					path := filepath.Join(folder, figure.Name+"."+format)
					if err := figure.Save(path); err != nil {
						t.Fatal(err)
					}
					content, err := os.ReadFile(path)
					if err != nil || len(content) < 10000 {
						t.Errorf("%s: %v, %d bytes", path, err, len(content))
					}
					if format == "svg" {
						noStrayNumbers(t, figure.Name, content)
					}
				}
			}
		})
	}
}

// noStrayNumbers checks that an SVG has no coordinate that isn't a number.
func noStrayNumbers(t *testing.T, name string, svg []byte) {
	t.Helper()
	for _, stray := range []string{"NaN", "Inf"} {
		if i := bytes.Index(svg, []byte(stray)); i >= 0 {
			t.Errorf("%s: %.60s", name, svg[i:])
		}
	}
}
