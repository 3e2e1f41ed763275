package certificate

import (
	"errors"
	"fmt"
	"math/big"
	"slices"

	"aeed/proofs/certificate/checker"
	"aeed/proofs/interval"
)

// SupWeight returns a certificate that 0 < w ≤ bound in every epoch, for the
// unclipped logistic law from w₀ and every entropy sequence and first entropy in
// [0, ln C]. It fails where no barrier is found; the parameters may then let a
// weight turn non-positive, after which no bound holds.
func SupWeight(p Parameters, budget Budget) (Certificate, error) {
	l, params, err := p.law()
	if err != nil {
		return Certificate{}, err
	}
	// Past its top a barrier may as well stay up: no flow exceeds γw there. One
	// that falls is harder to find and needed only near the largest possible η.
	barrier, err := findBarrier(l, budget.nodes(250), true)
	if errors.Is(err, errNone) {
		barrier, err = findBarrier(l, budget.nodes(250), false)
	}
	if err != nil {
		return Certificate{}, fmt.Errorf("certificate: no bound of the weight at C = %d, eta = %s: %w; take a smaller eta, or more nodes", p.Classes, p.Eta, err)
	}
	return Certificate{
		Format: checker.Format, Quantity: checker.SupWeight, Params: params,
		Bound:   top(barrier.Weight),
		Witness: checker.Witness{Barriers: []checker.Barrier{barrier}},
	}.Seal(), nil
}

// top returns the largest of some decimals.
func top(texts []string) string {
	return slices.MaxFunc(texts, func(x, y string) int {
		a, _ := new(big.Rat).SetString(x)
		b, _ := new(big.Rat).SetString(y)
		return a.Cmp(b)
	})
}

// CertifiedSupWeight returns the bound of SupWeight alone, as the next float64
// above it.
func CertifiedSupWeight(p Parameters) (float64, error) {
	c, err := SupWeight(p, Budget{})
	if err != nil {
		return 0, err
	}
	return interval.MustParse(c.Bound).Hi, nil
}
