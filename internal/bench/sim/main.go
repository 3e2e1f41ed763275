// Command sim times the batched engine of package sim: lanes with decaying
// entropies on one core and on two, against the same work in C and in NumPy, and
// the summaries of a million points.
//
//	go run ./internal/bench/sim                  a table
//	go run ./internal/bench/sim --json           the lanes alone, for a program
//	go run ./internal/bench/sim --against DIR    with DIR/sim.c and DIR/sim.py, in turn with ours; --json also prints all
//
// A class-step is one epoch of one class at one point. Every figure is the best
// of the rounds, in which all contestants take turns, so that what else the
// machine does disturbs all alike.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "sim:", err)
		os.Exit(1)
	}
}

// A result is what the program found.
type result struct {
	ClassStepsPerS float64 `json:"class_steps_per_s"` // on one core
	Checksum       float64 `json:"checksum"`          // sum of the final weights
	TwoCoreSpeedup float64 `json:"two_core_speedup"`
	Against        []rival `json:"against,omitempty"`
	Sweep          *sweep  `json:"sweep,omitempty"`
}

func run(arguments []string, out io.Writer) error {
	flags := flag.NewFlagSet("sim", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "print JSON; without --against of the lanes alone")
	against := flags.String("against", "", "directory of sim.c and sim.py to compare with")
	python := flags.String("python", "python3", "interpreter with NumPy")
	rounds := flags.Int("rounds", 5, "rounds of which the best counts")
	points := flags.Int("points", 1_000_000, "points of the sweep, 0 for none")
	oneCore := flags.Bool("one-core", false, "run the lanes once on one core and print what sim.c prints")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if *rounds < 1 {
		return fmt.Errorf("%d rounds: want at least 1; hint: 5 even out some noise", *rounds)
	}
	if *oneCore {
		rate, checksum := runLanes(1)
		return json.NewEncoder(out).Encode(map[string]float64{"class_steps_per_s": rate, "checksum": checksum})
	}
	var r result
	one, two := 0.0, 0.0
	for range *rounds {
		rate, checksum := runLanes(1)
		one, r.Checksum = max(one, rate), checksum
		rate, _ = runLanes(2)
		two = max(two, rate)
	}
	r.ClassStepsPerS, r.TwoCoreSpeedup = one, two/one
	if *against != "" {
		rivals, err := compare(*against, *python, *rounds)
		if err != nil {
			return err
		}
		r.Against = rivals
	}
	if *points > 0 && (!*asJSON || *against != "") {
		s, err := runSweep(*points)
		if err != nil {
			return err
		}
		r.Sweep = &s
	}
	if *asJSON {
		return json.NewEncoder(out).Encode(r)
	}
	return r.print(out)
}

func (r *result) print(out io.Writer) error {
	text := fmt.Sprintf("lanes, 2^20 × 100 epochs, each with its own entropy\n"+
		"  one core    %8.3g class-steps/s   checksum %.6f\n  two cores   %8.3g times as fast\n",
		r.ClassStepsPerS, r.Checksum, r.TwoCoreSpeedup)
	for i, rival := range r.Against {
		if i == 0 {
			text += "the same on one core, in turn\n"
		}
		text += fmt.Sprintf("  %-24s %8.3g class-steps/s   checksum %.6f", rival.Name, rival.ClassStepsPerS, rival.Checksum)
		if i > 0 {
			text += fmt.Sprintf("   ours is %.2f times as fast", rival.Ratio)
		}
		text += "\n"
		if rival.TwoCopies > 0 {
			text += fmt.Sprintf("    two copies at once do %.2f times what one does: what two of these cores can add\n", rival.TwoCopies)
		}
	}
	if r.Sweep != nil {
		text += r.Sweep.String()
	}
	_, err := io.WriteString(out, text)
	return err
}
