package main

import (
	"time"

	"aeed/dynamics"
	"aeed/sim"
)

// The work of shared/bench/sim.c, as its head describes it.
const (
	laneCount = 1 << 20
	epochs    = 100
)

// runLanes advances all lanes and returns the rate, class-steps per second, and
// the sum of the final weights. Setting the lanes is not timed, nor is it in C.
func runLanes(workers int) (rate, checksum float64) {
	lanes := sim.NewLanes(laneCount)
	for i := range laneCount {
		p := dynamics.DefaultParameters()
		p.Eta = 0.1 + float64(i%1013)/1013
		p.Gamma = 0.01 + 0.1*float64(i%101)/101
		p.Beta = 0.5 + 0.49*float64(i%89)/89
		curve := sim.Decay{Start: 4.09, Ratio: 0.9 + 0.09*float64(i%97)/97}
		if err := lanes.Set(i, p, curve); err != nil {
			panic(err)
		}
	}
	start := time.Now()
	lanes.Advance(epochs, workers)
	rate = laneCount * epochs / time.Since(start).Seconds()
	for _, w := range lanes.Weights(nil) {
		checksum += w
	}
	return rate, checksum
}
