package certificate_test

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"testing"

	"aeed/proofs/certificate"
	"aeed/proofs/certificate/checker"
)

func TestFileRoundTrip(t *testing.T) {
	c, err := certificate.SupWeight(certificate.Default(60), certificate.Budget{Nodes: 60})
	must(t, c, err)
	path := filepath.Join(t.TempDir(), "sup.json")
	if err := certificate.WriteFile(path, c); err != nil {
		t.Fatal(err)
	}
	got, err := certificate.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := checker.Check(got); err != nil || got.Bound != c.Bound {
		t.Errorf("%s after a round trip, want %s; %v", got.Bound, c.Bound, err)
	}
	if _, err := certificate.ReadFile(filepath.Join(t.TempDir(), "none")); !os.IsNotExist(err) {
		t.Errorf("a file that isn't there: %v", err)
	}
}

var regenerate = flag.Bool("regenerate", false, "rewrite the certificates that the checker is tested on")

// The checker's test data are what the searches make today. The flag -regenerate
// writes them anew.
func TestCheckersDataAreCurrent(t *testing.T) {
	budget := certificate.Budget{Nodes: 60}
	sup, err := certificate.SupWeight(certificate.Default(60), budget)
	must(t, sup, err)
	eta, err := certificate.EtaMax(certificate.Default(60), budget)
	must(t, eta, err)
	stable, err := certificate.LoopStable(region(2, "3.5"), budget)
	must(t, stable, err)
	for _, c := range []certificate.Certificate{sup, eta, stable} {
		path := filepath.Join("checker", "testdata", c.Quantity+".json")
		if *regenerate {
			if err := certificate.WriteFile(path, c); err != nil {
				t.Fatal(err)
			}
		}
		got, err := certificate.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		// A fused multiply-add may change the last digit.
		if math.Abs(number(got.Bound)/number(c.Bound)-1) > 1e-6 {
			t.Errorf("%s has the bound %s, the search finds %s; run go test ./proofs/certificate -run CheckersData -regenerate", path, got.Bound, c.Bound)
		}
	}
}
