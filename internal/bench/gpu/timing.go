package main

import (
	"math"
	"slices"
	"time"
)

// A pace is how long, and how often, ours is measured.
type pace struct {
	seconds     float64 // of each way to take a step, at least
	warmUp      int     // calls
	windows     int     // at least
	stepsAtOnce int     // that a device takes by itself between two looks of the host
	launches    int     // rounds of them
}

// usual is the pace of measurements of so many seconds.
func usual(seconds float64) pace {
	return pace{seconds: seconds, warmUp: 2, windows: 5, stepsAtOnce: 8, launches: 10}
}

// window is the longest that a window is to take, in seconds.
const window = 0.25

// median returns the median time of a call that waits for what it does, in seconds, and of
// how many windows: calls one after the other.
func (p pace) median(call func()) (median float64, windows int) {
	measure := func(calls int) float64 {
		start := time.Now()
		for range calls {
			call()
		}
		return time.Since(start).Seconds() / float64(calls)
	}
	measure(p.warmUp)
	calls := max(1, int(math.Ceil(min(window, p.seconds/float64(p.windows))/measure(1))))
	var times []float64
	for end := time.Now().Add(time.Duration(p.seconds * float64(time.Second))); len(times) < p.windows || time.Now().Before(end); {
		times = append(times, measure(calls))
	}
	slices.Sort(times)
	return times[len(times)/2], len(times)
}
