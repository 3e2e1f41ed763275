package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// A task is a part of the measuring.
type task struct {
	name  string
	share float64       // of the time that is left, beside the shares of the tasks behind it
	least time.Duration // with less it isn't worth a try
	must  bool          // the run is not right if it fails
	run   func(ctx context.Context) error
}

// An outcome is what became of a task.
type outcome struct {
	Task    string  `json:"task"`
	State   state   `json:"state"`
	Reason  string  `json:"reason,omitempty"` // why it wasn't done
	Seconds float64 `json:"seconds"`
	must    bool
}

type state string

const (
	done    state = "done"
	failed  state = "failed"
	skipped state = "skipped"
)

// errNotTried, wrapped, says why a task did nothing.
var errNotTried = errors.New("not tried")

// perform runs tasks in their order until the deadline at the latest, and calls after with
// what became of each. A task may take its share of the time that is left; what it doesn't
// need is for those behind it. One that fails doesn't keep the others from being run.
func perform(ctx context.Context, tasks []task, deadline time.Time, progress io.Writer, after func(outcome) error) error {
	shares := 0.0
	for _, t := range tasks {
		shares += t.share
	}
	for _, t := range tasks {
		left := time.Until(deadline)
		limit := time.Duration(float64(left) * t.share / shares)
		shares -= t.share
		o := outcome{Task: t.name, State: skipped, must: t.must}
		switch {
		case ctx.Err() != nil:
			o.Reason = "interrupted"
		case limit < t.least:
			o.Reason = fmt.Sprintf("%.0f s are left for it, it needs %.0f; hint: --minutes gives more", max(0, limit.Seconds()), t.least.Seconds())
		default:
			fmt.Fprintf(progress, "gpu: %s, within %.0f s\n", t.name, limit.Seconds())
			o = attempt(ctx, t, limit)
		}
		if o.State != done {
			fmt.Fprintf(progress, "gpu: %s %s: %s\n", o.Task, o.State, o.Reason)
		}
		if err := after(o); err != nil {
			return err
		}
	}
	return nil
}

// attempt runs a task for so long at most.
func attempt(ctx context.Context, t task, limit time.Duration) outcome {
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	start := time.Now()
	err := t.run(limited)
	o := outcome{Task: t.name, State: done, Seconds: time.Since(start).Seconds(), must: t.must}
	switch {
	case err == nil:
		return o
	case errors.Is(err, errNotTried):
		o.State, o.Reason = skipped, err.Error()
	case ctx.Err() != nil:
		o.State, o.Reason = failed, "interrupted"
	case limited.Err() != nil:
		o.State, o.Reason = failed, fmt.Sprintf("not done after %.0f s; hint: --minutes gives more", limit.Seconds())
	default:
		o.State, o.Reason = failed, err.Error()
	}
	return o
}
