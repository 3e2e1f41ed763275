package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// outcomes runs tasks and returns what became of them.
func outcomes(t *testing.T, ctx context.Context, limit time.Duration, tasks ...task) (found []outcome) {
	t.Helper()
	err := perform(ctx, tasks, time.Now().Add(limit), io.Discard, func(o outcome) error {
		found = append(found, o)
		return nil
	})
	if err != nil || len(found) != len(tasks) {
		t.Fatalf("%d outcomes of %d tasks, %v", len(found), len(tasks), err)
	}
	return found
}

// left returns the time that a task has.
func left(ctx context.Context) time.Duration {
	deadline, _ := ctx.Deadline()
	return time.Until(deadline)
}

// What a task leaves of its share is for those behind it.
func TestSharesOfTime(t *testing.T) {
	var given []time.Duration
	note := func(ctx context.Context) error { given = append(given, left(ctx)); return nil }
	outcomes(t, t.Context(), time.Hour, task{name: "a", share: 1, run: note}, task{name: "b", share: 2, run: note}, task{name: "c", share: 1, run: note})
	for i, want := range []time.Duration{time.Hour / 4, 2 * time.Hour / 3, time.Hour} {
		if got := given[i].Round(time.Minute); got != want {
			t.Errorf("task %d has %v, want %v", i, got, want)
		}
	}
}

// A task that fails, isn't tried, is late or doesn't fit is told from others, which run.
func TestOutcomes(t *testing.T) {
	wait := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	found := outcomes(t, t.Context(), 200*time.Millisecond,
		task{name: "fails", share: 1, must: true, run: func(context.Context) error { return errors.New("broken") }},
		task{name: "not tried", share: 1, run: func(context.Context) error { return fmt.Errorf("%w: no reason", errNotTried) }},
		task{name: "late", share: 1, run: wait},
		task{name: "too long", share: 1, least: time.Second, run: wait},
		task{name: "works", share: 1, run: func(context.Context) error { return nil }},
	)
	for i, want := range []struct {
		state  state
		reason string
	}{{failed, "broken"}, {skipped, "no reason"}, {failed, "not done after 0 s; hint: --minutes"}, {skipped, "it needs 1; hint: --minutes"}, {done, ""}} {
		if o := found[i]; o.State != want.state || !strings.Contains(o.Reason, want.reason) {
			t.Errorf("%s is %s: %s", o.Task, o.State, o.Reason)
		}
	}
	r := report{Tasks: found}
	if r.right() {
		t.Error("a run is right although what must not fail did")
	}
	if r.Tasks = found[1:]; !r.right() {
		t.Error("a run isn't right although only others failed")
	}
}

func TestInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	found := outcomes(t, ctx, time.Hour,
		task{name: "first", share: 1, run: func(context.Context) error { interrupt(); return errors.New("signal: killed") }},
		task{name: "second", share: 1, run: func(context.Context) error { t.Error("it ran"); return nil }})
	if found[0].State != failed || found[0].Reason != "interrupted" || found[1].State != skipped || found[1].Reason != "interrupted" {
		t.Errorf("%+v", found)
	}
}

// A document that can't be written ends the run.
func TestPerformStops(t *testing.T) {
	full := errors.New("no space")
	err := perform(t.Context(), make([]task, 2), time.Now().Add(-time.Second), io.Discard, func(outcome) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
}
