package main

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"

	"github.com/spf13/cobra"

	"aeed/dynamics"
	"aeed/dynamics/loop"
)

// bindParameters binds the named flags of the controller's parameters; what it
// returns moves the textual ones into p once the flags are read.
func bindParameters(c *cobra.Command, p *dynamics.Parameters, names ...string) (apply func() error) {
	f := c.Flags()
	has := func(name string) bool { return slices.Contains(names, name) }
	number := func(value *float64, name, help string) {
		if has(name) {
			f.Float64Var(value, name, *value, help)
		}
	}
	number(&p.Eta, "eta", "adaptation rate η > 0")
	number(&p.Gamma, "gamma", "self-competition γ > 0")
	number(&p.Beta, "beta", "smoothing β of the entropy flow, 0 ≤ β < 1")
	clip, law := clipText(p.Clip), p.Law.Name()
	if has("clip") {
		f.StringVar(&clip, "clip", clip, "range low,high of the niche widths, or none")
	}
	number(&p.InitialWeight, "w0", "initial niche width > 0")
	if has("law") {
		f.StringVar(&law, "law", law, "adaptation law: logistic (the paper's) or anchored")
	}
	if has("driver") {
		f.StringVar((*string)(&p.Driver), "driver", string(p.Driver), "signal that drives the law: flow (the paper's) or entropy")
	}
	return func() error {
		var err error
		if p.Law, err = dynamics.LawByName(law); err != nil {
			return err
		}
		p.Clip, err = parseClip(clip)
		return err
	}
}

// clipText returns the text that parseClip reads.
func clipText(c dynamics.Clip) string {
	if c.IsUnclipped() {
		return "none"
	}
	return fmt.Sprintf("%g,%g", c.Low, c.High)
}

// bindPlant binds the named flags of the plant.
func bindPlant(c *cobra.Command, p *loop.Plant, names ...string) {
	f := c.Flags()
	if slices.Contains(names, "alpha") {
		f.Float64Var(&p.Alpha, "alpha", p.Alpha, "plant: steepness α > 0 of the entropy's answer")
	}
	if slices.Contains(names, "lag") {
		f.Float64Var(&p.Lag, "lag", p.Lag, "plant: part of the way λ that the entropy moves in an epoch, 0 < λ ≤ 1")
	}
	if slices.Contains(names, "delay") {
		f.IntVar(&p.Delay, "delay", p.Delay, "plant: epochs between a weight and its effect")
	}
}

// pngURL returns a picture as the address of itself.
func pngURL(picture []byte) template.URL {
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(picture))
}
