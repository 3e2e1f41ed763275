package analysis

import (
	"fmt"
	"math"
	"strconv"

	"aeed/analysis/plot"
	"aeed/dynamics/loop"
	"aeed/proofs"
	"aeed/proofs/certificate"
)

// certifiedDelay is the delay of the certified-boxes figure where the setting
// has none: without a delay one box reaches the exact limit.
const certifiedDelay = 2

// CertifiedBoxes returns the series of the certified-boxes figure: the boxes of
// gain and smoothing that certificates prove stable at the setting's lag and
// delay, over the loops that a simulation sees settle or oscillate (Theorem 6).
// γ → 0 and no clip, as in the linear theory.
func CertifiedBoxes(s proofs.Setting) (plot.CertifiedBoxes, error) {
	const columns, gains, last = 24, 15, 0.96
	plant := s.Plant
	if plant.Delay == 0 {
		plant.Delay = certifiedDelay
	}
	critical := func(beta float64) float64 { return loop.CriticalGain(plant.Lag, beta, plant.Delay).Gain }
	d := plot.CertifiedBoxes{
		Heading: plot.Heading{
			Title:   "Loops that are proved stable, and loops that settle",
			Setting: fmt.Sprintf("lag λ = %s,  delay d = %d epochs,  γ → 0", plot.Exact(plant.Lag), plant.Delay),
		},
		Limit: plot.Series{Name: "critical gain G_{crit}"},
	}
	least := 1.0
	for i := range columns {
		from, to := last*float64(i)/columns, last*float64(i+1)/columns
		boxes, share, err := certifiedColumn(plant, from, to, math.Min(critical(from), critical(to)))
		if err != nil {
			return d, err
		}
		least = math.Min(least, share)
		for _, b := range boxes {
			d.Boxes = append(d.Boxes, plot.Box{X: b.Beta, Y: b.Gain})
		}
		beta := (from + to) / 2
		for k := range gains {
			gain := critical(beta) * math.Pow(4, 2*float64(k)/(gains-1)-1)
			p := flowDriven(s.Parameters)
			p.Beta, p.Eta = beta, gain/plant.MaxSlope(s.Classes)
			settles := &d.Settles
			if growthRate(p, plant, s.Classes) > 0 {
				settles = &d.Oscillates
			}
			settles.X, settles.Y = append(settles.X, beta), append(settles.Y, gain)
		}
	}
	for i := range 200 {
		beta := last * float64(i) / 199
		d.Limit.X, d.Limit.Y = append(d.Limit.X, beta), append(d.Limit.Y, critical(beta))
	}
	d.Notes = append(d.Notes, fmt.Sprintf("Certified up to %.4g %% of the critical gain or more, in each column of smoothings.", 100*least))
	return d, nil
}

// certifiedColumn certifies smoothings between two values up to the largest share
// of a critical gain that a certificate reaches.
func certifiedColumn(plant loop.Plant, from, to, critical float64) ([]certificate.Box, float64, error) {
	text := func(x float64) string { return strconv.FormatFloat(x, 'f', 6, 64) }
	lag := strconv.FormatFloat(plant.Lag, 'f', -1, 64)
	var failure error
	for _, share := range []float64{0.999, 0.99, 0.98, 0.95, 0.9, 0.8} {
		c, err := certificate.LoopStable(certificate.Region{
			Delay: plant.Delay, Gain: [2]string{"0", text(share * critical)}, Beta: [2]string{text(from), text(to)}, Lag: [2]string{lag, lag},
		}, certificate.Budget{})
		if err == nil {
			boxes, err := certificate.Boxes(c)
			return boxes, share, err
		}
		failure = err
	}
	return nil, 0, failure
}
