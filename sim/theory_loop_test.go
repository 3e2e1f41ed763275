package sim_test

import (
	"fmt"
	"math"
	"math/cmplx"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"aeed/dynamics"
	"aeed/dynamics/loop"
	"aeed/sim"
)

// nudged is a plant of one's own: a Hill plant of which the first class is
// measured nudge nats too high, once.
type nudged struct{ sim.Hill }

const nudge = 1e-7

func (n nudged) Start(sizes []int) sim.Process { return &nudgedProcess{Process: n.Hill.Start(sizes)} }

type nudgedProcess struct {
	sim.Process
	epoch int
}

func (p *nudgedProcess) Next(weights, entropies []float64) {
	p.Process.Next(weights, entropies)
	if p.epoch++; p.epoch == 2 {
		entropies[0] += nudge
	}
}

// oscillation is what the loop makes of a tiny perturbation.
type oscillation struct {
	growth float64 // factor of its amplitude an epoch
	period float64 // epochs
}

// perturb nudges 60 classes that share the capacity equally: every slope is the
// steepest, and every mode but the common one has the loop's largest gain. What
// the nudge causes is the difference of two classes' flows.
func perturb(t *testing.T, hill sim.Hill, eta, beta float64, epochs int) oscillation {
	t.Helper()
	p := unclipped()
	p.Eta, p.Beta, p.Gamma = eta, beta, 1e-12
	var flows []float64
	for _, epoch := range record(t, sim.Scenario{Sizes: alike(60, 100), Source: nudged{hill}, Epochs: epochs}, p) {
		flows = append(flows, epoch.Classes[0].Flow-epoch.Classes[1].Flow)
	}
	// Past the transient, amplitudes and crossings of 0 of the leading mode.
	var crossings, peaks, at []float64
	var highest float64
	var place int
	for i := epochs / 4; i < len(flows)-1; i++ {
		if math.Abs(flows[i]) > highest {
			highest, place = math.Abs(flows[i]), i
		}
		if flows[i]*flows[i+1] < 0 {
			crossings = append(crossings, float64(i)+flows[i]/(flows[i]-flows[i+1]))
			peaks, at = append(peaks, math.Log(highest)), append(at, float64(place))
			highest = 0
		}
	}
	last := len(crossings) - 1
	if last < 5 || slices.Max(flows) > 1e-3/eta {
		t.Fatalf("η = %g: %d crossings, flows up to %g: not an oscillation in the linear range", eta, last+1, slices.Max(flows))
	}
	// The first half wave may have begun before, so leave it out.
	return oscillation{
		growth: math.Exp((peaks[last] - peaks[1]) / (at[last] - at[1])),
		period: 2 * (crossings[last] - crossings[1]) / float64(last-1),
	}
}

// leading returns the largest root of the loop's characteristic polynomial.
func leading(plant loop.Plant, eta, beta float64) complex128 {
	c := loop.Polynomial(eta*plant.MaxSlope(60), plant.Lag, beta, plant.Delay)
	n := len(c) - 1
	companion := mat.NewDense(n, n, nil)
	for i := range n {
		companion.Set(i, n-1, -c[i])
		if i > 0 {
			companion.Set(i, i-1, 1)
		}
	}
	var eigen mat.Eigen
	eigen.Factorize(companion, mat.EigenNone)
	return slices.MaxFunc(eigen.Values(nil), func(a, b complex128) int {
		if cmplx.Abs(a) < cmplx.Abs(b) {
			return -1
		}
		return 1
	})
}

// matches compares an oscillation with the leading root of the linearised loop.
func matches(t *testing.T, name string, got oscillation, root complex128) {
	t.Helper()
	within(t, name+": growth", got.growth, cmplx.Abs(root), 5e-4)
	// Growth skews the interpolation of crossings by no more than itself.
	within(t, name+": period", got.period, 2*math.Pi/math.Abs(cmplx.Phase(root)), math.Abs(cmplx.Abs(root)-1)+1e-3)
}

// Theory 4: the Neimark–Sacker thresholds η_crit ≈ 6.0, 3.3, 1.6 of the nonlinear
// loop at delays 1, 2, 5: .9·η_crit decays, 1.1·η_crit grows. The periods of the
// page, 9.5/13.7/23.5, are counted in epochs; the linearised loop has 9.42, 13.71,
// 23.54 there, and so have we.
func TestTheoryNeimarkSacker(t *testing.T) {
	for _, c := range []struct{ delay, eta, period, atThreshold float64 }{
		{1, 6.0, 9.5, 9.8}, {2, 3.3, 13.7, 14.1}, {5, 1.6, 23.5, 24.0},
	} {
		hill := sim.Hill{Alpha: 2, Lag: .3, Delay: c.delay, Capacity: 1}
		critical := loop.CriticalEta(hill.Plant(), 60, .9)
		within(t, "η_crit", critical, c.eta, .05)
		within(t, "period at η_crit", loop.CriticalGain(.3, .9, int(c.delay)).Period(), c.atThreshold, .05)
		for _, factor := range []float64{.9, 1.1} {
			name := fmt.Sprintf("d = %g, %.1f·η_crit", c.delay, factor)
			got := perturb(t, hill, factor*critical, .9, 320)
			matches(t, name, got, leading(hill.Plant(), factor*critical, .9))
			if (got.growth > 1) != (factor > 1) {
				t.Errorf("%s: growth %g an epoch", name, got.growth)
			}
			if factor > 1 {
				within(t, name+": period of the page", got.period, c.period, .1)
			}
		}
	}
}

// Theory 4: without a delay the loop can only flip, at G = (2−λ)(1+β)/(λ(1−β)); at
// β = 0, λ = 1 that is η_crit = .49, below the paper's .5: smoothing is what keeps
// the paper's loop stable, not γ.
func TestTheoryFlip(t *testing.T) {
	for _, c := range []struct{ beta, gain float64 }{{0, 1}, {.5, 3}, {.9, 19}} {
		hill := sim.Hill{Alpha: 2, Lag: 1, Capacity: 1}
		critical := c.gain / hill.Plant().MaxSlope(60)
		if c.beta == 0 {
			within(t, "η_crit", critical, .49, .005)
		}
		for _, factor := range []float64{.9, 1.1} {
			name := fmt.Sprintf("β = %g, %.1f·η_crit", c.beta, factor)
			got := perturb(t, hill, factor*critical, c.beta, 40)
			matches(t, name, got, leading(hill.Plant(), factor*critical, c.beta))
			if (got.growth > 1) != (factor > 1) {
				t.Errorf("%s: growth %g an epoch", name, got.growth)
			}
		}
	}
}

// Theory 4: under the clip the loop rests at every η, in the dead zone at the lower
// end, yet at 2·η_crit a large limit cycle coexists (d = 5, λ = .3); at 1.1·η_crit
// none. Without the clip the oscillation drags the weights below 1e-16 and locks.
// The page's amplitude, 4.4 nats, is more than ln 60 and belongs to another C; ours
// has 2.4 nats.
func TestTheoryClippedLimitCycle(t *testing.T) {
	// swing is the largest range of a class's entropy in the last 200 epochs.
	swing := func(capacity, factor float64, clip dynamics.Clip) (nats, least float64) {
		hill := sim.Hill{Alpha: 2, Lag: .3, Delay: 5, Capacity: capacity}
		p := dynamics.DefaultParameters()
		p.Clip, p.Eta = clip, factor*loop.CriticalEta(hill.Plant(), 60, .9)
		epochs := record(t, sim.Scenario{Sizes: sim.LongTailed(60, 6000, 100), Source: hill, Epochs: 2000}, p)
		least = math.Inf(1)
		for c := range epochs[0].Classes {
			low, high := math.Inf(1), 0.0
			for _, e := range epochs[1800:] {
				low, high = min(low, e.Classes[c].Entropy), max(high, e.Classes[c].Entropy)
				least = min(least, math.Abs(e.Classes[c].Weight))
			}
			nats = max(nats, high-low)
		}
		return nats, least
	}
	clip, free := dynamics.DefaultParameters().Clip, dynamics.Unclipped()
	for _, c := range []struct{ capacity, factor, least, most float64 }{
		{.3, 1.1, 0, 1e-9}, {1, 1.1, 0, 1e-9}, {1, 2, 0, 1e-9}, {.3, 2, 2, 3},
	} {
		if nats, _ := swing(c.capacity, c.factor, clip); nats < c.least || nats > c.most {
			t.Errorf("q = %g/C, %g·η_crit, clipped: entropies swing by %.3g nats", c.capacity, c.factor, nats)
		}
	}
	if nats, _ := swing(1, 1.1, free); nats < .1 {
		t.Errorf("1.1·η_crit, unclipped: entropies swing by %.3g nats after 2000 epochs", nats)
	}
	if nats, least := swing(.3, 3, free); nats > 1e-3 || least > 1e-16 {
		t.Errorf("3·η_crit, unclipped: entropies swing by %.3g nats, least weight %.2g", nats, least)
	}
}
