package sweep

import (
	"math"

	"aeed/sim"
)

// A column is a number of sim.Summary as the results have it.
type column struct {
	name, help string
	whole      bool // int64 in the table
	nullable   bool // null where it is NaN
	get        func(*sim.Summary) float64
	set        func(*sim.Summary, float64)
}

var columns = []column{
	plainColumn("final_min", "least niche width after the last epoch", func(s *sim.Summary) *float64 { return &s.FinalMin }),
	plainColumn("final_mean", "mean niche width after the last epoch", func(s *sim.Summary) *float64 { return &s.FinalMean }),
	plainColumn("final_max", "greatest niche width after the last epoch", func(s *sim.Summary) *float64 { return &s.FinalMax }),
	plainColumn("weight_min", "least niche width of all epochs", func(s *sim.Summary) *float64 { return &s.WeightMin }),
	plainColumn("weight_max", "greatest niche width of all epochs", func(s *sim.Summary) *float64 { return &s.WeightMax }),
	epochColumn("epochs_to_low", "epochs until a class is at the lower clip", func(s *sim.Summary) *int { return &s.EpochsToLow }),
	epochColumn("epochs_to_high", "epochs until a class is at the upper clip", func(s *sim.Summary) *int { return &s.EpochsToHigh }),
	plainColumn("overshoot", "greatest niche width over the first one, − 1", func(s *sim.Summary) *float64 { return &s.Overshoot }),
	plainColumn("amplitude", "half the range of a niche width in the second half", func(s *sim.Summary) *float64 { return &s.Amplitude }),
	orNull(plainColumn("period", "period of that oscillation, epochs", func(s *sim.Summary) *float64 { return &s.Period })),
	plainColumn("tail_head", "final niche width of the smallest class over that of the largest", func(s *sim.Summary) *float64 { return &s.TailHead }),
	orNull(plainColumn("u_slack", "least relative fall of the telescoping coordinate", func(s *sim.Summary) *float64 { return &s.USlack })),
}

// A theorem is a hypothesis that holds at a point or not.
type theorem struct {
	name string
	bit  sim.Theorems
}

var theorems = []theorem{
	{"boundedness", sim.Boundedness},
	{"collapse", sim.Collapse},
	{"total_gain", sim.TotalGain},
	{"capture", sim.Capture},
	{"input_to_state", sim.InputToState},
	{"closed_loop", sim.ClosedLoop},
}

func plainColumn(name, help string, field func(*sim.Summary) *float64) column {
	return column{
		name: name, help: help,
		get: func(s *sim.Summary) float64 { return *field(s) },
		set: func(s *sim.Summary, x float64) { *field(s) = x },
	}
}

func orNull(c column) column {
	c.nullable = true
	return c
}

// epochColumn is null where the field is −1, never.
func epochColumn(name, help string, field func(*sim.Summary) *int) column {
	return column{
		name: name, help: help, whole: true, nullable: true,
		get: func(s *sim.Summary) float64 {
			if *field(s) < 0 {
				return math.NaN()
			}
			return float64(*field(s))
		},
		set: func(s *sim.Summary, x float64) {
			if *field(s) = -1; !math.IsNaN(x) {
				*field(s) = int(x)
			}
		},
	}
}
