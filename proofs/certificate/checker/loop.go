package checker

import (
	"errors"
	"fmt"
	"math/big"
)

// maxDelay bounds the delay: a longer one would need too many boxes.
const maxDelay = 20

// maxHalvings bounds how often one box is halved, and so the length of its ends.
const maxHalvings = 100

// A box is a range of gain, beta and lag.
type box struct {
	gain, beta, lag [2]*big.Rat
	halvings        int
}

// checkLoopStable walks the cuts of the region and proves every box stable.
func checkLoopStable(c Certificate) error {
	region, delay, err := parseRegion(c)
	if err != nil {
		return err
	}
	if len(c.Witness.Barriers) > 0 {
		return errors.New("witness: give cuts, and only cuts")
	}
	pending := []box{region} // the next one last
	for i, cut := range c.Witness.Cuts {
		if len(pending) == 0 {
			return fmt.Errorf("cut %d: the region is covered already; end there", i)
		}
		b := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		b.halvings++
		low, high := b, b
		switch cut {
		case '.':
			if !less(b.gain[1], one) && !positive(routh(b, delay)) { // gains below 1: Theorem 6
				return fmt.Errorf("cut %d: gain %s, beta %s, lag %s is not proved stable; halve the box", i, text(b.gain), text(b.beta), text(b.lag))
			}
			continue
		case 'g':
			low.gain, high.gain = halve(b.gain)
		case 'b':
			low.beta, high.beta = halve(b.beta)
		case 'l':
			low.lag, high.lag = halve(b.lag)
		default:
			return fmt.Errorf("cut %d: %q; use g, b, l and the point", i, cut)
		}
		if b.halvings > maxHalvings {
			return fmt.Errorf("cut %d: a box halved %d times; use larger boxes", i, b.halvings)
		}
		pending = append(pending, high, low)
	}
	if len(pending) > 0 {
		return fmt.Errorf("cuts end with %d boxes to go; add them", len(pending))
	}
	return nil
}

// parseRegion reads the parameters of the closed loop.
func parseRegion(c Certificate) (region box, delay int, err error) {
	rest := map[string]Value{}
	for name, value := range c.Params {
		if name != "delay" {
			rest[name] = value
		}
	}
	whole, err := parseParams(map[string]Value{"delay": c.Params["delay"]}, 1, "delay")
	if err != nil {
		return region, 0, err
	}
	if d := whole["delay"][0]; !d.IsInt() || less(big.NewRat(maxDelay, 1), d) {
		return region, 0, fmt.Errorf("delay: give a whole number of epochs up to %d", maxDelay)
	}
	ranges, err := parseParams(rest, 2, "beta", "gain", "lag")
	if err != nil {
		return region, 0, err
	}
	copy(region.gain[:], ranges["gain"])
	copy(region.beta[:], ranges["beta"])
	copy(region.lag[:], ranges["lag"])
	for name, ends := range ranges {
		if less(ends[1], ends[0]) {
			return region, 0, fmt.Errorf("%s: %v is not in order; give the lower end first", name, c.Params[name])
		}
	}
	if !less(region.beta[1], one) || region.lag[0].Sign() == 0 || less(one, region.lag[1]) {
		return region, 0, errors.New("give 0 <= beta < 1 and 0 < lag <= 1")
	}
	if c.Bound != c.Params["gain"][1] {
		return region, 0, fmt.Errorf("bound %.40q is not the largest gain; claim what the boxes prove", c.Bound)
	}
	return region, int(whole["delay"][0].Num().Int64()), nil
}

func halve(r [2]*big.Rat) (low, high [2]*big.Rat) {
	middle := div(add(r[0], r[1]), two)
	return [2]*big.Rat{r[0], middle}, [2]*big.Rat{middle, r[1]}
}

func text(r [2]*big.Rat) string { return r[0].FloatString(4) + "–" + r[1].FloatString(4) }

// routh returns ranges of the coefficients, constant term first, of a polynomial
// whose roots lie in the left half-plane exactly if the loop is stable.
//
// With z = (1+s)/(1−s), A = (2−λ)/λ and B = (1+β)/(1−β), the characteristic
// polynomial (z−1+λ)(z−β)z^{d−1} + λ(1−β)G of Theorem 6, divided by λ(1−β) and
// multiplied by (1−s)^{d+1}, is (1+As)(1+Bs)(1+s)^{d−1} + G(1−s)^{d+1}; for d = 0 it
// is (1+As)(1+Bs) + G(1+s)(1−s). Its coefficients grow with A and B and are
// affine in G, so their ranges are exact. It has full degree, d+1 or 2, exactly
// if z = −1 is no root, which a positive leading coefficient says.
func routh(b box, delay int) []span {
	growth := func(beta, lag *big.Rat) []*big.Rat {
		a := div(sub(two, lag), lag)
		product := []*big.Rat{one, add(a, ratio(beta)), mul(a, ratio(beta))}
		for range delay - 1 {
			product = times(product, one)
		}
		return product
	}
	feedback := []*big.Rat{one, zero, big.NewRat(-1, 1)}
	if delay > 0 {
		feedback = []*big.Rat{one}
		for range delay + 1 {
			feedback = times(feedback, big.NewRat(-1, 1))
		}
	}
	low, high := growth(b.beta[0], b.lag[1]), growth(b.beta[1], b.lag[0])
	ranges := make([]span, len(low))
	for k, f := range feedback {
		least, most := mul(f, b.gain[0]), mul(f, b.gain[1])
		if f.Sign() < 0 {
			least, most = most, least
		}
		ranges[k] = newSpan(add(low[k], least), add(high[k], most))
	}
	return ranges
}

// ratio returns (1+β)/(1−β).
func ratio(beta *big.Rat) *big.Rat { return div(add(one, beta), sub(one, beta)) }

// times returns the polynomial p·(1+cs).
func times(p []*big.Rat, c *big.Rat) []*big.Rat {
	product := make([]*big.Rat, len(p)+1)
	for k := range product {
		product[k] = zero
		if k < len(p) {
			product[k] = p[k]
		}
		if k > 0 {
			product[k] = add(product[k], mul(c, p[k-1]))
		}
	}
	return product
}

// positive reports whether the first column of Routh's table is proved positive,
// as it is for the polynomials with a positive leading coefficient whose roots
// all lie in the left half-plane, and for no other.
func positive(polynomial []span) bool {
	var rows [2][]span
	for k := range polynomial {
		rows[k%2] = append(rows[k%2], polynomial[len(polynomial)-1-k])
	}
	upper, lower := rows[0], rows[1]
	for len(lower) > 0 {
		if upper[0].low.Sign() <= 0 || lower[0].low.Sign() <= 0 {
			return false
		}
		quotient := upper[0].over(lower[0])
		next := upper[1:]
		reduced := make([]span, len(next))
		for i := range next {
			reduced[i] = next[i]
			if i+1 < len(lower) {
				reduced[i] = next[i].minus(quotient.times(lower[i+1]))
			}
		}
		upper, lower = lower, reduced
	}
	return upper[0].low.Sign() > 0
}
