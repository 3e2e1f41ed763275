package certificate

import (
	"fmt"
	"math"

	"aeed/proofs/certificate/checker"
	"aeed/proofs/interval"
)

// etaResolution is the smallest step, as a share of the largest conceivable η, by
// which EtaMax tries to get further.
const etaResolution = 1e-4

// EtaMax returns a certificate that 0 < w in every epoch for every η in (0, bound],
// for the unclipped logistic law from w₀ and every entropy sequence and first
// entropy in [0, ln C]. p.Eta is not used.
//
// One barrier serves a whole range of η, because every condition on it is affine
// in η. The first is a constant, max(w₀, D̄/γ), which holds from η = 0 on
// (Theorem 1′ (a)); the others are searched, in steps as long as will go.
func EtaMax(p Parameters, budget Budget) (Certificate, error) {
	p.Eta = "1"
	l, params, err := p.law()
	if err != nil {
		return Certificate{}, err
	}
	delete(params, "eta")
	flow := (1 - l.beta.Mid()) * math.Log(l.classes)
	var barriers []checker.Barrier
	reached := 0.0
	// try extends what is proved to a larger η.
	try := func(to float64, find func(l law) (checker.Barrier, error)) bool {
		from, until := etaText(reached), etaText(to)
		l.eta = [2]interval.Interval{interval.MustParse(from), interval.MustParse(until)}
		barrier, err := find(l)
		if err != nil {
			return false
		}
		barrier.Eta = checker.Value{from, until}
		barriers = append(barriers, barrier)
		reached = l.eta[1].Mid()
		return true
	}
	// A multiple of 1/64 is a float64 and a short decimal, so at η = 0, where w′ = w
	// leaves no room at all, the proof gets by without rounding.
	level := math.Ceil(math.Max(l.start.Mid(), flow/l.gamma.Mid())*64*(1+1e-6)) / 64
	if !try((1-1e-5)/(flow+l.gamma.Mid()*level), func(l law) (checker.Barrier, error) { return constant(l, level) }) {
		return Certificate{}, fmt.Errorf("certificate: no constant barrier at %v; take gamma and w0 nearer to 1", p)
	}
	search := func(l law) (checker.Barrier, error) { return findBarrier(l, budget.nodes(120), false) }
	// The drop of the entropy from ln C to 0 at once is lethal from here on.
	limit := 1 / (flow + l.gamma.Mid()*l.start.Mid())
	for step := limit - reached; step > etaResolution*limit; {
		if !try(min(reached+step, limit*(1-etaResolution/4)), search) {
			step /= 2
		}
		step = min(step, limit-reached)
	}
	return Certificate{
		Format: checker.Format, Quantity: checker.EtaMax, Params: params,
		Bound:   etaText(reached),
		Witness: checker.Witness{Barriers: barriers},
	}.Seal(), nil
}

// etaText returns η to 6 digits, rounded down.
func etaText(eta float64) string {
	if eta == 0 {
		return "0"
	}
	scale := math.Pow(10, 5-math.Floor(math.Log10(eta)))
	return decimalOf(math.Floor(eta*scale*(1+1e-12)) / scale)
}

// constant proves a constant barrier.
func constant(l law, level float64) (checker.Barrier, error) {
	entropy, nodes := grid(l, 2)
	entropy, nodes = []string{entropy[0], entropy[len(entropy)-1]}, []interval.Interval{nodes[0], nodes[len(nodes)-1]}
	text := decimalOf(level)
	weight := []string{text, text}
	err := prove(l, nodes, weight, segments(nodes, l.beta))
	return checker.Barrier{Entropy: entropy, Weight: weight}, err
}
