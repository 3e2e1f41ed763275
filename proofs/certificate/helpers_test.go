package certificate_test

import (
	"strconv"
	"testing"

	"aeed/dynamics"
	"aeed/proofs/certificate"
	"aeed/proofs/certificate/checker"
)

// points are the parameters that the tests go through: the paper's at three
// numbers of classes, the smallest C, and points away from it.
var points = []certificate.Parameters{
	certificate.Default(2), certificate.Default(60), certificate.Default(120), certificate.Default(400),
	{60, "0.2", "0.05", "0", "1"},
	{60, "0.5", "0.01", "0.99", "1"},
	{120, "1", "0.05", "0.9", "1"},
	{60, "0.5", "0.05", "0.9", "0.1"},
	{10, "0.7", "0.02", "0.5", "2"},
}

// controller returns the parameters with float64 neighbours for decimals.
func controller(p certificate.Parameters) dynamics.Parameters {
	q := dynamics.DefaultParameters()
	q.Eta, q.Gamma, q.Beta, q.InitialWeight = number(p.Eta), number(p.Gamma), number(p.Beta), number(p.W0)
	q.Clip = dynamics.Unclipped()
	return q
}

func number(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err)
	}
	return v
}

// must returns a certificate that the checker accepts.
func must(t testing.TB, c certificate.Certificate, err error) certificate.Certificate {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if err := checker.Check(c); err != nil {
		t.Fatal(err)
	}
	return c
}
