package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
)

// A rival does the lanes' work in another way, in a process of its own on one
// core.
type rival struct {
	Name           string  `json:"name"`
	ClassStepsPerS float64 `json:"class_steps_per_s"`
	Checksum       float64 `json:"checksum"`
	Ratio          float64 `json:"ours_over_theirs"`
	// TwoCopies is how much more two copies at once do, on two cores, than one: 2
	// where cores share nothing, about 1 where they are threads of one core. 0 if
	// not measured.
	TwoCopies float64 `json:"two_copies_over_one,omitempty"`
	command   []string
	together  float64 // class-steps/s of two copies
}

// compare runs our own lanes, sim.c of the directory, compiled in two ways, and
// sim.py if the interpreter has NumPy, in turn; ours comes first in the result. It
// fails if a checksum differs from ours by more than 1e-9 of it.
func compare(directory, python string, rounds int) ([]rival, error) {
	builds, err := os.MkdirTemp("", "aeed-bench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(builds)
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	rivals := []rival{
		{Name: "gcc -O3 -march=native", command: []string{filepath.Join(builds, "native")}},
		{Name: "gcc -O3", command: []string{filepath.Join(builds, "plain")}},
	}
	source := filepath.Join(directory, "sim.c")
	for i, options := range [][]string{{"-O3", "-march=native"}, {"-O3"}} {
		arguments := append(options, "-ffp-contract=off", source, "-o", rivals[i].command[0])
		if output, err := exec.Command("gcc", arguments...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("gcc: %w\n%s", err, output)
		}
	}
	if exec.Command(python, "-c", "import numpy").Run() == nil {
		rivals = append(rivals, rival{Name: "NumPy", command: []string{python, filepath.Join(directory, "sim.py")}})
	} else {
		fmt.Fprintf(os.Stderr, "sim: %s has no NumPy; hint: --python names another interpreter\n", python)
	}
	rivals = append([]rival{{Name: "ours", command: []string{self, "--one-core"}}}, rivals...)
	for range rounds {
		for i := range rivals {
			if err := rivals[i].run(); err != nil {
				return nil, err
			}
		}
		if err := rivals[1].runTwo(); err != nil {
			return nil, err
		}
	}
	ours := rivals[0]
	for i := range rivals {
		r := &rivals[i]
		if math.Abs(r.Checksum-ours.Checksum) > 1e-9*ours.Checksum {
			return nil, fmt.Errorf("%s: checksum %.9g, ours %.9g: not the same work", r.Name, r.Checksum, ours.Checksum)
		}
		r.Ratio = ours.ClassStepsPerS / r.ClassStepsPerS
		r.TwoCopies = r.together / r.ClassStepsPerS
	}
	return rivals, nil
}

// run lets the rival do the work once and keeps its best rate.
func (r *rival) run() error {
	rate, err := r.once("0")
	r.ClassStepsPerS = max(r.ClassStepsPerS, rate)
	return err
}

// runTwo lets two copies of the rival do the work at once and keeps the best sum
// of their rates.
func (r *rival) runTwo() error {
	var rates [2]float64
	var errs [2]error
	var group sync.WaitGroup
	for i, core := range []string{"0", "1"} {
		group.Go(func() {
			copied := *r
			rates[i], errs[i] = copied.once(core)
		})
	}
	group.Wait()
	r.together = max(r.together, rates[0]+rates[1])
	return errors.Join(errs[:]...)
}

// once lets the rival do the work on a core, if taskset can hold it there, notes
// the checksum and returns the rate.
func (r *rival) once(core string) (float64, error) {
	command := r.command
	if taskset, err := exec.LookPath("taskset"); err == nil {
		command = append([]string{taskset, "-c", core}, command...)
	}
	output, err := exec.Command(command[0], command[1:]...).Output()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", r.Name, err)
	}
	var printed rival
	if err := json.Unmarshal(output, &printed); err != nil {
		return 0, fmt.Errorf("%s printed %q: %w", r.Name, output, err)
	}
	r.Checksum = printed.Checksum
	return printed.ClassStepsPerS, nil
}
