package analysis

import (
	"math/cmplx"

	"gonum.org/v1/gonum/dsp/fourier"
	"gonum.org/v1/gonum/dsp/window"

	"aeed/analysis/plot"
)

// periodogram returns the one-sided power density of runs over frequency (cycles
// per epoch) by Welch's method: segments that overlap by half, less their linear
// trends, under Hann's window, averaged over time and runs. The lowest
// frequencies, which the trend takes with it, and ½ are left out.
func periodogram(runs [][]float64, segment int) plot.Series {
	transform := fourier.NewFFT(segment)
	power := make([]float64, segment/2+1)
	taper := make([]float64, segment)
	for i := range taper {
		taper[i] = 1
	}
	window.Hann(taper)
	var norm float64
	for _, w := range taper {
		norm += w * w
	}
	segments := 0
	for _, run := range runs {
		for start := 0; start+segment <= len(run); start += segment / 2 {
			part := detrended(run[start : start+segment])
			for i := range part {
				part[i] *= taper[i]
			}
			for i, c := range transform.Coefficients(nil, part) {
				power[i] += cmplx.Abs(c) * cmplx.Abs(c)
			}
			segments++
		}
	}
	var s plot.Series
	const lowest = 3
	for i := lowest; i < (segment+1)/2; i++ {
		add(&s, float64(i)/float64(segment), 2*power[i]/norm/float64(segments))
	}
	return s
}
