package certificate

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"

	"aeed/dynamics"
	"aeed/proofs/certificate/checker"
	"aeed/proofs/interval"
)

// Parameters are those of Eqs. 3–4 without the clip. The decimals are the real
// numbers that they denote, in any spelling that interval.Parse takes.
type Parameters struct {
	Classes int
	Eta     string // adaptation rate η > 0
	Gamma   string // self-competition γ > 0
	Beta    string // smoothing β, 0 ≤ β < 1
	W0      string // first niche width w₀ > 0
}

// Default returns the paper's parameters.
func Default(classes int) Parameters { return From(classes, dynamics.DefaultParameters()) }

// From returns the decimals as which the float64 parameters of a controller
// print, "0.9" for the float64 next to 0.9. Law, driver and clip are left out:
// certificates are about the logistic law, driven by the flow, unclipped.
func From(classes int, p dynamics.Parameters) Parameters {
	text := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return Parameters{Classes: classes, Eta: text(p.Eta), Gamma: text(p.Gamma), Beta: text(p.Beta), W0: text(p.InitialWeight)}
}

// A law is Parameters as enclosures. eta holds the ends of a range of η, equal
// where it is one number.
type law struct {
	classes            float64
	eta                [2]interval.Interval
	gamma, beta, start interval.Interval
}

// law encloses the parameters and returns them spelt canonically.
func (p Parameters) law() (law, map[string]checker.Value, error) {
	if p.Classes < 2 {
		return law{}, nil, fmt.Errorf("certificate: %d classes; give 2 or more", p.Classes)
	}
	l := law{classes: float64(p.Classes)}
	params := map[string]checker.Value{"classes": {strconv.Itoa(p.Classes)}}
	for _, d := range []struct {
		name, text string
		into       *interval.Interval
	}{{"eta", p.Eta, &l.eta[0]}, {"gamma", p.Gamma, &l.gamma}, {"beta", p.Beta, &l.beta}, {"w0", p.W0, &l.start}} {
		text, number, err := canonical(d.text)
		if err != nil {
			return law{}, nil, fmt.Errorf("certificate: %s: %w", d.name, err)
		}
		params[d.name], *d.into = checker.Value{text}, number
	}
	l.eta[1] = l.eta[0]
	if !(l.eta[0].Lo > 0) || !(l.gamma.Lo > 0) || !(l.start.Lo > 0) || !(l.beta.Lo >= 0) || params["beta"][0][0] != '0' {
		return law{}, nil, errors.New("certificate: give eta > 0, gamma > 0, w0 > 0 and 0 <= beta < 1")
	}
	return l, params, nil
}

// canonical returns the decimal without superfluous characters, and its
// enclosure.
func canonical(decimal string) (string, interval.Interval, error) {
	number, err := interval.Parse(decimal)
	if err != nil {
		return "", number, err
	}
	if len(decimal) > 40 || number.Lo != 0 && !(number.Lo > 1e-15 && number.Hi < 1e15) {
		return "", number, fmt.Errorf("%.60q; give 0 or a number from 1e-15 to 1e15, in at most 40 characters", decimal)
	}
	exact, _ := new(big.Rat).SetString(decimal)
	digits, _ := exact.FloatPrec()
	return exact.FloatString(digits), number, nil
}
