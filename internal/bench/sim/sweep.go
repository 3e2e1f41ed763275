package main

import (
	"fmt"
	"runtime"
	"time"

	"aeed/dynamics"
	"aeed/sim"
)

// A sweep is the time that the summaries of a grid over η, γ, β and the clip
// take, 60 classes for 100 epochs, on all cores.
type sweep struct {
	Points       int     `json:"points"`
	Seconds      float64 `json:"seconds"`
	PlainPoints  int     `json:"plain_points"` // run one by one as well
	PlainSeconds float64 `json:"plain_seconds"`
}

// plainLaw is the logistic law as one's own, which lanes don't know, so that
// Summarise takes its plain path.
type plainLaw struct{ dynamics.Logistic }

func runSweep(points int) (sweep, error) {
	plain := points / 500
	seconds, err := timeSweep(points, points, dynamics.Logistic{})
	if err != nil {
		return sweep{}, err
	}
	plainSeconds, err := timeSweep(points, plain, plainLaw{})
	return sweep{Points: points, Seconds: seconds, PlainPoints: plain, PlainSeconds: plainSeconds}, err
}

// timeSweep returns how long it takes to make and summarise the first so many
// points of a grid, a shard at a time.
func timeSweep(grid, first int, law dynamics.Law) (float64, error) {
	s := sim.DefaultScenario()
	source, err := sim.Parse("by-size")
	if err != nil {
		return 0, err
	}
	s.Source = source
	const shard = 50_000
	points, summaries := make([]dynamics.Parameters, shard), make([]sim.Summary, shard)
	start := time.Now()
	for from := 0; from < first; from += shard {
		n := min(shard, first-from)
		for i := range n {
			points[i] = gridPoint(from+i, grid)
			points[i].Law = law
		}
		if err := sim.Summarise(&s, points[:n], summaries[:n], 0); err != nil {
			return 0, err
		}
	}
	return time.Since(start).Seconds(), nil
}

// gridPoint returns point i of a grid of about n points: 10 low ends of the clip,
// 10 high ends, 10 values of β, 20 of γ, and η for the rest.
func gridPoint(i, n int) dynamics.Parameters {
	p := dynamics.DefaultParameters()
	next := func(count int) float64 {
		position := float64(i%count) / float64(count)
		i /= count
		return position
	}
	p.Clip.Low = 0.05 + 0.4*next(10)
	p.Clip.High = 2 + 4*next(10)
	p.Beta = 0.5 + 0.49*next(10)
	p.Gamma = 0.01 + 0.2*next(20)
	p.Eta = 0.1 + 2*next(max(1, n/20_000))
	return p
}

func (s *sweep) String() string {
	ours, plain := s.Seconds/float64(s.Points), s.PlainSeconds/float64(s.PlainPoints)
	return fmt.Sprintf("sweep, %d points × 60 classes × 100 epochs with summaries, %d cores\n"+
		"  as lanes    %8.3g s, %.3g class-steps/s\n"+
		"  one by one  %8.3g s for %d points: lanes are %.0f times as fast\n",
		s.Points, runtime.GOMAXPROCS(0), s.Seconds, 60*99/ours, s.PlainSeconds, s.PlainPoints, plain/ours)
}
