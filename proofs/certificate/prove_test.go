package certificate

import (
	"math/big"
	"testing"

	"aeed/proofs/certificate/checker"
	"aeed/proofs/interval"
)

// What the interval proof accepts, the exact one accepts: they differ in
// rounding only. Barriers lowered a little are accepted by both or neither.
func TestProofsAgree(t *testing.T) {
	p := Parameters{10, "0.7", "0.02", "0.5", "2"}
	l, _, err := p.law()
	if err != nil {
		t.Fatal(err)
	}
	entropy, nodes := grid(l, 20)
	all := segments(nodes, l.beta)
	found, err := findBarrier(l, 20, true)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for i := range found.Weight {
		for _, numerator := range []int64{995, 999, 1001, 1005} {
			weight := append([]string{}, found.Weight...)
			weight[i] = scaled(weight[i], numerator, 1000)
			c := sealed(t, p, checker.Barrier{Entropy: entropy, Weight: weight})
			rounded, exact := prove(l, nodes, weight, all), checker.Check(c)
			if (rounded == nil) != (exact == nil) {
				t.Errorf("node %d times %d/1000: with rounding %v, exactly %v", i, numerator, rounded, exact)
			}
			if exact != nil {
				refused++
			}
		}
	}
	if total := 4 * len(found.Weight); refused < total/8 || refused == total {
		t.Errorf("%d of %d altered barriers refused", refused, total)
	}
}

// sealed wraps a barrier into a certificate about p.
func sealed(t *testing.T, p Parameters, barrier checker.Barrier) Certificate {
	t.Helper()
	_, params, err := p.law()
	if err != nil {
		t.Fatal(err)
	}
	return Certificate{
		Format: checker.Format, Quantity: checker.SupWeight, Params: params, Bound: top(barrier.Weight),
		Witness: checker.Witness{Barriers: []checker.Barrier{barrier}},
	}.Seal()
}

// A search that is wrong about the law, or overlooks some of what an epoch can
// do, finds barriers that are none, and the checker says so.
func TestUnsoundSearchesAreCaught(t *testing.T) {
	p := Default(60)
	for name, wrong := range map[string]Parameters{
		"beta":    {60, "0.5", "0.05", "0.901", "1"},
		"gamma":   {60, "0.5", "0.0505", "0.9", "1"},
		"eta":     {60, "0.495", "0.05", "0.9", "1"},
		"w0":      {60, "0.5", "0.05", "0.9", "0.999"},
		"classes": {59, "0.5", "0.05", "0.9", "1"},
	} {
		l, _, err := wrong.law()
		if err != nil {
			t.Fatal(err)
		}
		barrier, err := findBarrier(l, 60, true)
		if err != nil {
			t.Fatal(err)
		}
		if err := checker.Check(sealed(t, p, barrier)); err == nil {
			t.Errorf("a search with another %s passes", name)
		}
	}
	// Overlook the fastest rise, on a grid that its path does not follow.
	l, _, err := p.law()
	if err != nil {
		t.Fatal(err)
	}
	other := l
	other.beta = interval.Point(0)
	entropy, nodes := grid(other, 60)
	all := segments(nodes, l.beta)
	kept := all[:0:0]
	for _, s := range all {
		if s.ends[0].to == s.ends[1].to {
			kept = append(kept, s)
		}
	}
	c := newClimb(l, floats(nodes), kept, true)
	if !c.settle() {
		t.Fatal("does not settle")
	}
	barrier := checker.Barrier{Entropy: entropy, Weight: c.rounded(1e-5)}
	if err := prove(l, nodes, barrier.Weight, kept); err != nil {
		t.Errorf("the mutated search is not at peace with itself: %v", err)
	}
	if err := checker.Check(sealed(t, p, barrier)); err == nil {
		t.Error("a search without the edges passes")
	}
}

func floats(nodes []interval.Interval) []float64 {
	middles := make([]float64, len(nodes))
	for i, m := range nodes {
		middles[i] = m.Mid()
	}
	return middles
}

// A wrong barrier is refused by the proof with outward rounding as well.
func TestProveRefuses(t *testing.T) {
	l, _, err := Default(60).law()
	if err != nil {
		t.Fatal(err)
	}
	found, err := findBarrier(l, 60, true)
	if err != nil {
		t.Fatal(err)
	}
	_, nodes := grid(l, 60)
	all := segments(nodes, l.beta)
	if err := prove(l, nodes, found.Weight, all); err != nil {
		t.Fatal(err)
	}
	replaced := func(i int, text string) []string {
		weight := append([]string{}, found.Weight...)
		weight[i] = text
		return weight
	}
	for name, err := range map[string]error{
		"below w0": prove(l, nodes, replaced(0, "0.99"), all),
		"dropped":  prove(l, nodes, replaced(20, "1.1"), all),
		"too high": prove(l, nodes, replaced(60, "40"), all),
		"short":    prove(l, nodes[:len(nodes)-1], found.Weight, all),
	} {
		if err == nil {
			t.Errorf("%s: proved", name)
		}
	}
}

// scaled returns a decimal times a fraction, to 12 places.
func scaled(text string, numerator, denominator int64) string {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		panic(text)
	}
	product, _, err := canonical(r.Mul(r, big.NewRat(numerator, denominator)).FloatString(12))
	if err != nil {
		panic(err)
	}
	return product
}
