package train

import (
	"cmp"
	"fmt"
	"slices"

	"aeed/dynamics/trajectory"
)

// A Hook is told how a run gets on. Hooks of lower Priority are called first, those
// of one in the order of their names; an error of one ends the run, whose folder
// goes on from the epoch before.
type Hook struct {
	Name     string // unique in a run
	Priority int
	// AfterBatch, if not nil, is called after every training batch.
	AfterBatch func(Progress) error
	// AfterEpoch, if not nil, is called after every epoch, once it is on disk. The
	// records, one a class, are valid until it returns.
	AfterEpoch func(Metrics, []trajectory.Record) error
}

// sortHooks returns hooks in the order of their calls.
func sortHooks(hooks []Hook) ([]Hook, error) {
	sorted := slices.SortedFunc(slices.Values(hooks), func(a, b Hook) int {
		return cmp.Or(cmp.Compare(a.Priority, b.Priority), cmp.Compare(a.Name, b.Name))
	})
	names := map[string]bool{}
	for _, h := range sorted {
		if h.Name == "" || names[h.Name] {
			return nil, fmt.Errorf("two hooks are called %q, or one has no name; hint: errors name the hook", h.Name)
		}
		names[h.Name] = true
	}
	return sorted, nil
}

func (r *run) afterBatch() error {
	for _, h := range r.hooks {
		if h.AfterBatch == nil {
			continue
		}
		if err := h.AfterBatch(r.progress); err != nil {
			return fmt.Errorf("hook %s: %w", h.Name, err)
		}
	}
	return nil
}

func (r *run) afterEpoch(m Metrics, records []trajectory.Record) error {
	for _, h := range r.hooks {
		if h.AfterEpoch == nil {
			continue
		}
		if err := h.AfterEpoch(m, records); err != nil {
			return fmt.Errorf("hook %s: %w", h.Name, err)
		}
	}
	return nil
}
