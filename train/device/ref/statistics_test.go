package ref_test

import (
	"math"
	"testing"

	"aeed/train/device/conformance"
	"aeed/train/program"
)

// batchStatistics returns mean, biased and unbiased variance of every channel, of a
// batch in which every copy of a sequence is written out.
func batchStatistics(c *conformance.Case, x *tensor) (mean, biased, unbiased []float64) {
	samples := make([][]float64, x.c)
	for _, s := range c.Bodies.Sequence { // of every body
		for channel := range samples {
			for i := range x.t * x.v {
				samples[channel] = append(samples[channel], *x.at(s, channel, i/x.v, i%x.v))
			}
		}
	}
	return statistics(samples)
}

func inputStatistics(c *conformance.Case, coordinate func(clip, channel, t, v, body int) float64) (mean, biased, unbiased []float64) {
	y := operation[*program.InputNorm](c).Y
	samples := make([][]float64, c.Program.Bodies*y.Joints*y.Columns)
	for i := range samples {
		for clip := range c.Program.Clips {
			for t := range y.Frames {
				samples[i] = append(samples[i], coordinate(clip, i%y.Columns, t, i/y.Columns%y.Joints, i/(y.Columns*y.Joints)))
			}
		}
	}
	return statistics(samples)
}

// statistics uses E[x²] − E[x]².
func statistics(channels [][]float64) (mean, biased, unbiased []float64) {
	for _, x := range channels {
		n := float64(len(x))
		m := sum(len(x), func(i int) float64 { return x[i] }) / n
		v := sum(len(x), func(i int) float64 { return x[i] * x[i] })/n - m*m
		mean, biased, unbiased = append(mean, m), append(biased, v), append(unbiased, v*n/(n-1))
	}
	return mean, biased, unbiased
}

// TestRunningStatistics follows the statistics through the two forward passes of a
// case.
func TestRunningStatistics(t *testing.T) {
	for _, s := range small(true) {
		for _, name := range []string{"BatchNorm", "InputNorm"} {
			c := conformance.Find(name).Case(s)
			var mean, unbiased []float64
			var means, variances program.Slot
			if name == "BatchNorm" {
				o := operation[*program.BatchNorm](c)
				mean, _, unbiased = batchStatistics(c, official(find(c.Inputs, o.X)))
				means, variances = o.Mean, o.Variance
			} else {
				o, x := operation[*program.InputNorm](c), c.Inputs[0].Values
				mean, _, unbiased = inputStatistics(c, func(clip, channel, t, v, body int) float64 { return x[o.Index(clip, channel, t, v, body)] })
				means, variances = o.Mean, o.Variance
			}
			got := execute(t, c).Running
			for i := range mean {
				// Twice by momentum 1/4: 9/16 of the old is left.
				wantMean := c.Running[means.Offset+i]*9/16 + mean[i]*7/16
				wantVariance := c.Running[variances.Offset+i]*9/16 + unbiased[i]*7/16
				if math.Abs(got[means.Offset+i]-wantMean) > 1e-12 || math.Abs(got[variances.Offset+i]-wantVariance) > 1e-12 {
					t.Fatalf("%s of %#v: channel %d has %v and %v, not %v and %v",
						name, s, i, got[means.Offset+i], got[variances.Offset+i], wantMean, wantVariance)
				}
			}
		}
	}
}
