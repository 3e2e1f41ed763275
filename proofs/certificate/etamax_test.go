package certificate_test

import (
	"testing"

	"aeed/dynamics"
	"aeed/proofs"
	"aeed/proofs/certificate"
)

// The certified η lies above the closed form and just below the η at which a
// search makes a weight turn non-positive.
func TestEtaMaxIsTight(t *testing.T) {
	for _, p := range []certificate.Parameters{certificate.Default(60), certificate.Default(120), certificate.Default(400), {60, "1", "0.05", "0", "1"}, {10, "1", "0.2", "0.5", "3"}} {
		c, err := certificate.EtaMax(p, certificate.Budget{})
		must(t, c, err)
		lethal := proofs.SearchEtaTrajectory(p.Classes, controller(p))
		got := number(c.Bound)
		if got > lethal || got < 0.998*lethal {
			t.Errorf("%v: certified %s, lethal %.5f: want just below", p, c.Bound, lethal)
		}
		if closed := dynamics.EtaDataOnly(p.Classes, number(p.Beta), number(p.Gamma), number(p.W0)); got < closed {
			t.Errorf("%v: certified %s, Theorem 1′ proves %g", p, c.Bound, closed)
		}
	}
}

func TestEtaMaxRefuses(t *testing.T) {
	p := certificate.Default(60)
	p.Gamma = "0"
	if _, err := certificate.EtaMax(p, certificate.Budget{}); err == nil {
		t.Error("γ = 0 succeeded")
	}
	p.Gamma, p.W0 = "1e-14", "1e-14"
	if c, err := certificate.EtaMax(p, certificate.Budget{}); err == nil {
		must(t, c, err)
	}
}
