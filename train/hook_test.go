package train

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aeed/dynamics/trajectory"
)

func TestHooksAreCalledInTheirOrder(t *testing.T) {
	var calls []string
	hook := func(name string, priority int) Hook {
		return Hook{Name: name, Priority: priority,
			AfterBatch: func(p Progress) error {
				calls = append(calls, fmt.Sprint(name, p.Epoch, p.Batch))
				return nil
			},
			AfterEpoch: func(m Metrics, records []trajectory.Record) error {
				calls = append(calls, fmt.Sprint(name, " ends ", m.Epoch, len(records)))
				return nil
			}}
	}
	c, o := brief(), options()
	c.Training.Epochs, c.Training.Batch = 1, 20
	o.Hooks = []Hook{hook("z", 1), hook("b", 2), hook("a", 2), {Name: "silent"}}
	if _, err := Run(context.Background(), c, filepath.Join(t.TempDir(), "run"), o); err != nil {
		t.Fatal(err)
	}
	if want := []string{"z0 1", "a0 1", "b0 1", "z0 2", "a0 2", "b0 2", "z ends 0 3", "a ends 0 3", "b ends 0 3"}; !slices.Equal(calls, want) {
		t.Errorf("called %q, want %q", calls, want)
	}
}

// A hook that fails ends the run with its name; the epoch that is on disk stays,
// and the run goes on without the hook to the same end.
func TestAHookThatFails(t *testing.T) {
	whole, dir := filepath.Join(t.TempDir(), "whole"), filepath.Join(t.TempDir(), "run")
	mustRun(t, brief(), whole)
	enough := errors.New("enough")
	for _, hook := range []Hook{
		{Name: "strict", AfterEpoch: func(Metrics, []trajectory.Record) error { return enough }},
		{Name: "strict", AfterBatch: func(Progress) error { return enough }},
	} {
		o := options()
		o.Hooks = []Hook{hook}
		if _, err := Run(context.Background(), brief(), dir, o); !errors.Is(err, enough) || !strings.HasPrefix(err.Error(), "hook strict: ") {
			t.Errorf("error %v", err)
		}
	}
	mustRun(t, brief(), dir)
	same(t, files(t, dir), files(t, whole))
}

func TestHooksNeedNames(t *testing.T) {
	for _, hooks := range [][]Hook{{{}}, {{Name: "a"}, {Name: "a", Priority: 1}}} {
		if _, err := sortHooks(hooks); err == nil || !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("error %v", err)
		}
	}
}
