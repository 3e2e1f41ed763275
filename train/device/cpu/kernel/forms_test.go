package kernel

import (
	"math"
	"testing"
)

// A problem is a call of a routine.
type problem struct {
	run     func()
	written []matrix
	terms   int // summands of a number; 0 if it must be exact
}

// with calls f with every routine in a form.
func with(x form, f func()) {
	defer func(before form) { used = before }(used)
	used = x
	f()
}

// solve runs a problem that a source poses.
func solve(pose func(*source) problem, s *source, x form) problem {
	p := pose(s)
	with(x, p.run)
	return p
}

// Every form of a routine does what its definition does, to within the rounding of
// sums, relative to the sum of the absolute terms; and no form writes anything else.
func TestForms(t *testing.T) {
	for name, pose := range problems {
		for _, x := range formsHere() {
			t.Run(name+"/"+string(x), func(t *testing.T) {
				for seed := range uint64(150) {
					got, want, size := solve(pose, newSource(seed, false), x), solve(pose, newSource(seed, false), plain), solve(pose, newSource(seed, true), plain)
					for i := range got.written {
						compare(t, seed, got.written[i], want.written[i], size.written[i], 4*got.terms)
					}
					if t.Failed() {
						return
					}
				}
			})
		}
	}
}

func compare(t *testing.T, seed uint64, got, want, size matrix, units int) {
	t.Helper()
	for i, inside := range got.inside {
		g, w := got.memory[i], want.memory[i]
		if !inside {
			if math.Float32bits(g) != math.Float32bits(poison) {
				t.Errorf("seed %d: wrote %v to place %d, outside", seed, g, i-guard)
				return
			}
			continue
		}
		tolerance := float64(units) * 0x1p-24 * float64(size.memory[i])
		if g != w && !(math.Abs(float64(g)-float64(w)) <= tolerance) && (g == g || w == w) {
			t.Errorf("seed %d: %v at place %d, want %v ± %v", seed, g, i-guard, w, tolerance)
			return
		}
	}
}

// A run allocates nothing.
func TestRunsDoNotAllocate(t *testing.T) {
	for name, pose := range problems {
		for _, x := range formsHere() {
			with(x, func() {
				p := pose(newSource(1, false))
				if n := testing.AllocsPerRun(20, p.run); n > 0 {
					t.Errorf("%s, %s: %v allocations", name, x, n)
				}
			})
		}
	}
}
