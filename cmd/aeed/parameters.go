package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"aeed/dynamics"
)

// controllerFlags are the constants of a controller that flags give as words.
type controllerFlags struct{ clip, law string }

// addControllerFlags declares the flags of a controller's constants. Their values
// go into p, which has the defaults; those that are words do so with apply.
func addControllerFlags(c *cobra.Command, p *dynamics.Parameters) *controllerFlags {
	words, f := &controllerFlags{}, c.Flags()
	f.Float64Var(&p.Eta, "eta", p.Eta, "adaptation rate η > 0")
	f.Float64Var(&p.Gamma, "gamma", p.Gamma, "self-competition γ > 0")
	f.Float64Var(&p.Beta, "beta", p.Beta, "smoothing β of the entropy flow, 0 ≤ β < 1")
	f.StringVar(&words.clip, "clip", fmt.Sprintf("%g,%g", p.Clip.Low, p.Clip.High), "range low,high of the niche widths, or none")
	f.Float64Var(&p.InitialWeight, "w0", p.InitialWeight, "initial niche width > 0")
	f.StringVar(&words.law, "law", p.Law.Name(), "adaptation law: logistic (the paper's) or anchored")
	f.StringVar((*string)(&p.Driver), "driver", string(p.Driver), "signal that drives the law: flow (the paper's) or entropy")
	return words
}

// apply moves the words into p.
func (words *controllerFlags) apply(p *dynamics.Parameters) error {
	var err error
	if p.Law, err = dynamics.LawByName(words.law); err != nil {
		return err
	}
	p.Clip, err = parseClip(words.clip)
	return err
}

// parseClip reads "low,high" or "none".
func parseClip(text string) (dynamics.Clip, error) {
	if text == "none" {
		return dynamics.Unclipped(), nil
	}
	low, high, found := strings.Cut(text, ",")
	var clip dynamics.Clip
	var errLow, errHigh error
	clip.Low, errLow = strconv.ParseFloat(strings.TrimSpace(low), 64)
	clip.High, errHigh = strconv.ParseFloat(strings.TrimSpace(high), 64)
	if !found || errLow != nil || errHigh != nil || !(0 < clip.Low && clip.Low < clip.High) {
		return clip, &dynamics.ParameterError{Name: "clip", Value: text, Want: "low,high with 0 < low < high, or none",
			Hint: "the paper's is 0.1,4; at 0 a class would never recover"}
	}
	return clip, nil
}

// overridden returns recorded with the constants that the command line gave in
// place of its own.
func overridden(c *cobra.Command, recorded, given dynamics.Parameters) dynamics.Parameters {
	p := recorded
	for name, take := range map[string]func(){
		"eta":    func() { p.Eta = given.Eta },
		"gamma":  func() { p.Gamma = given.Gamma },
		"beta":   func() { p.Beta = given.Beta },
		"clip":   func() { p.Clip = given.Clip },
		"w0":     func() { p.InitialWeight = given.InitialWeight },
		"law":    func() { p.Law = given.Law },
		"driver": func() { p.Driver = given.Driver },
	} {
		if c.Flags().Changed(name) {
			take()
		}
	}
	return p
}
