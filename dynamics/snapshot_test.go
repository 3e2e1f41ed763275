package dynamics

import (
	"encoding/json"
	"math"
	"math/rand"
	"reflect"
	"strings"
	"testing"
)

// observeSome adds random samples to random classes of the running epoch.
func observeSome(t *testing.T, c *Controller, r *rand.Rand) {
	t.Helper()
	for range r.Intn(4 * c.Classes()) {
		if err := c.Observe(r.Intn(c.Classes()), r.Float64()*MaxEntropy(c.Classes())); err != nil {
			t.Fatal(err)
		}
	}
}

// throughJSON writes and reads a snapshot.
func throughJSON(t *testing.T, s Snapshot) (back Snapshot) {
	t.Helper()
	text, err := json.Marshal(s)
	if err == nil {
		err = json.Unmarshal(text, &back)
	}
	if err != nil {
		t.Fatal(err)
	}
	return back
}

// A run that stops anywhere, in mid-epoch too, goes through JSON and continues
// gives the same bits as one that never stopped.
func TestARestoredRunContinuesToTheBit(t *testing.T) {
	for _, change := range []func(*Parameters){
		nil,
		func(p *Parameters) { p.Law = Anchored{} },
		func(p *Parameters) { p.Clip, p.Driver = Unclipped(), DriveFlow },
	} {
		straight, r := newController(t, 9, change), rand.New(rand.NewSource(5))
		for range 200 {
			observeSome(t, straight, r)
			snapshot := straight.Snapshot()
			restored := newController(t, 9, change)
			if err := restored.Restore(throughJSON(t, snapshot)); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(restored.Snapshot(), snapshot) {
				t.Fatal("a snapshot changes through JSON")
			}
			next := rand.New(rand.NewSource(r.Int63()))
			seed := next.Int63()
			observeSome(t, restored, rand.New(rand.NewSource(seed)))
			observeSome(t, straight, rand.New(rand.NewSource(seed)))
			a, b := epoch(t, straight), epoch(t, restored)
			for class := range a {
				if bits(a[class]) != bits(b[class]) {
					t.Fatalf("epoch %d, class %d: %+v, restored %+v", straight.Epoch(), class, a[class], b[class])
				}
			}
			if !reflect.DeepEqual(straight.Snapshot(), restored.Snapshot()) {
				t.Fatal("the states part")
			}
		}
	}
}

// bits makes records with NaN and signed zeros comparable.
func bits(r ClassEpoch) [6]uint64 {
	b := math.Float64bits
	return [6]uint64{uint64(r.Count), b(r.Entropy), b(r.Flow), b(r.Weight), b(r.NextWeightRaw), b(r.NextWeight)}
}

func TestSnapshotIsACopy(t *testing.T) {
	c := newController(t, 2, nil)
	s := c.Snapshot()
	s.Classes[0].Weight = 3
	if c.Weights(nil)[0] != 1 {
		t.Error("the snapshot shares memory with the controller")
	}
	if err := c.Restore(s); err != nil || c.Weights(nil)[0] != 3 {
		t.Error("a plausible snapshot must be restored")
	}
	s.Classes[0].Weight = 2
	if c.Weights(nil)[0] != 3 {
		t.Error("the controller shares memory with the snapshot")
	}
}

func TestRestoreRejectsTheImpossible(t *testing.T) {
	c := newController(t, 3, nil)
	epoch(t, c, .5, .6)
	if err := c.Observe(0, .4); err != nil {
		t.Fatal(err)
	}
	before, inf, nan := c.Snapshot(), math.Inf(1), math.NaN()
	for name, damage := range map[string]func(*Snapshot){
		"too few classes":  func(s *Snapshot) { s.Classes = s.Classes[:2] },
		"no classes":       func(s *Snapshot) { s.Classes = nil },
		"too many classes": func(s *Snapshot) { s.Classes = append(s.Classes, ClassSnapshot{}) },
		"epoch":            func(s *Snapshot) { s.Epoch = -1 },
		"weight NaN":       func(s *Snapshot) { s.Classes[2].Weight = nan },
		"weight Inf":       func(s *Snapshot) { s.Classes[2].Weight = inf },
		"flow NaN":         func(s *Snapshot) { s.Classes[2].Flow = nan },
		"flow Inf":         func(s *Snapshot) { s.Classes[2].Flow = -inf },
		"entropy NaN":      func(s *Snapshot) { s.Classes[2].Entropy = nan },
		"entropy < 0":      func(s *Snapshot) { s.Classes[2].Entropy = -1e-9 },
		"entropy > ln C":   func(s *Snapshot) { s.Classes[2].Entropy = 1.0987 },
		"count":            func(s *Snapshot) { s.Classes[2].Count = -1 },
		"sum without":      func(s *Snapshot) { s.Classes[2].Sum = 1e-9 },
		"sum NaN":          func(s *Snapshot) { s.Classes[2].Sum = nan },
		"sum too large":    func(s *Snapshot) { s.Classes[2].Sum, s.Classes[2].Count = 2.2, 2 },
		"sum < 0":          func(s *Snapshot) { s.Classes[2].Sum, s.Classes[2].Count = -.1, 2 },
	} {
		s := c.Snapshot()
		damage(&s)
		err := c.Restore(s)
		if err == nil || !strings.HasPrefix(err.Error(), "dynamics: snapshot ") || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%s: %v", name, err)
		}
		if !reflect.DeepEqual(c.Snapshot(), before) {
			t.Fatalf("%s: the state changes", name)
		}
	}
}

// Entropies at the edge of the tolerance add up to sums whose rounding may lie
// beyond it; a snapshot of them is still one of a possible state.
func TestEveryReachableStateCanBeRestored(t *testing.T) {
	for _, classes := range []int{2, 3, 60, 400} {
		for _, entropy := range []float64{MaxEntropy(classes) + EntropyTolerance, -EntropyTolerance, 0, MaxEntropy(classes)} {
			c := newController(t, classes, nil)
			for n := range 2000 {
				if err := c.Observe(0, entropy); err != nil {
					t.Fatal(err)
				}
				if err := c.Restore(c.Snapshot()); err != nil {
					t.Fatalf("%d samples of %v: %v", n+1, entropy, err)
				}
			}
		}
	}
}
