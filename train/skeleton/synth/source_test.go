package synth

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"aeed/train/skeleton"
)

var _ skeleton.Source = (*Source)(nil)

func mustNew(t testing.TB, c Config) *Source {
	t.Helper()
	s, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustClip(t testing.TB, s *Source, i int) skeleton.Clip {
	t.Helper()
	clip, err := s.Clip(i)
	if err != nil {
		t.Fatal(err)
	}
	return clip
}

// byName returns the clips of a source, so that those of different sets compare.
func byName(t testing.TB, s *Source) map[string]skeleton.Clip {
	all := map[string]skeleton.Clip{}
	for i := range s.Len() {
		clip := mustClip(t, s, i)
		all[clip.Name] = clip
	}
	return all
}

func TestImpossibleConfigs(t *testing.T) {
	for want, change := range map[string]func(*Config){
		"Classes is 1, want 2 to 63":                            func(c *Config) { c.Classes = 1 },
		"Classes is 64":                                         func(c *Config) { c.Classes = 64 },
		"TrainPerClass is -1":                                   func(c *Config) { c.TrainPerClass = -1 },
		"TrainPerClass is 16777217":                             func(c *Config) { c.TrainPerClass = 1<<24 + 1 },
		"TestPerClass is -3":                                    func(c *Config) { c.TestPerClass = -3 },
		"TestPerClass is 16777217":                              func(c *Config) { c.TestPerClass = 1<<24 + 1 },
		"Counts is of 9 classes, want one for each of the 10":   func(c *Config) { c.Counts = make([]int, 9) },
		"Counts is of 0 classes":                                func(c *Config) { c.Counts = []int{} },
		"Counts[3] is -2, want 0 to 16777216":                   func(c *Config) { c.Counts = []int{0, 1, 1, -2, 0, 0, 0, 0, 0, 0} },
		"Counts[9] is 16777217":                                 func(c *Config) { c.Counts = []int{0, 1, 1, 2, 0, 0, 0, 0, 0, 1<<24 + 1} },
		"Difficulty is -0.1, want 0 to 1; hint: 0.5 is":         func(c *Config) { c.Difficulty = -0.1 },
		"Difficulty is 1.1":                                     func(c *Config) { c.Difficulty = 1.1 },
		"Difficulty is NaN":                                     func(c *Config) { c.Difficulty = nan },
		"Mutual is 1.5, want a share from 0 to 1; hint: 0 has ": func(c *Config) { c.Mutual = 1.5 },
		"Mutual is NaN":                                         func(c *Config) { c.Mutual = nan },
	} {
		c := DefaultConfig()
		change(&c)
		s, err := New(c)
		if s != nil || err == nil || !strings.HasPrefix(err.Error(), "synth: "+want) || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestRecordsAndSplits(t *testing.T) {
	c := DefaultConfig()
	c.Counts = []int{3, 0, 2, 1, 0, 0, 4, 1, 1, 1}
	c.TestPerClass = 2
	s := mustNew(t, c)
	defer s.Close()
	if s.Len() != 13+20 {
		t.Fatalf("%d clips", s.Len())
	}
	split := s.Splits()[0]
	if split.Name != "synthetic" || len(split.Train) != 13 || len(split.Test) != 20 {
		t.Errorf("split %s of %d and %d", split.Name, len(split.Train), len(split.Test))
	}
	counts := make([]int, c.Classes)
	for i, name := range append(split.Train, split.Test...) {
		r := s.Record(i)
		if clip := mustClip(t, s, i); clip.Record != r || r.Name != name {
			t.Errorf("clip %d is %+v, its record %+v, and the split calls it %s", i, clip.Record, r, name)
		}
		test := i >= 13
		if !test {
			counts[r.Class]++
		}
		low, set := 1, "train"
		if test {
			low, set = 21, "test"
		}
		if r.Subject < low || r.Subject >= low+20 || !strings.HasPrefix(name, fmt.Sprintf("A%03d-%s-00", r.Class+1, set)) {
			t.Errorf("clip %d, %s of class %d, shows subject %d", i, name, r.Class, r.Subject)
		}
	}
	if !slices.Equal(counts, c.Counts) {
		t.Errorf("counts %v, want %v", counts, c.Counts)
	}
	if got := split.Train[3:5]; !slices.Equal(got, []string{"A003-train-0001", "A003-train-0002"}) {
		t.Errorf("the third class has the clips %v", got)
	}
	d := s.Describe()
	if err := d.Graph.Check(); err != nil || d.Format != "synthetic" || d.Channels != 3 || d.Bodies != 2 || len(d.Classes) != 10 {
		t.Errorf("%+v", d)
	}
	c.Mutual = 0
	if d := mustNew(t, c).Describe(); d.Bodies != 1 || d.Classes[4] != "punch" {
		t.Errorf("without pairs: %d bodies, %q", d.Bodies, d.Classes[4])
	}
}

func TestPlacesOutsidePanic(t *testing.T) {
	s := mustNew(t, DefaultConfig())
	for _, i := range []int{-1, s.Len()} {
		func() {
			defer func() {
				if r, _ := recover().(string); !strings.HasPrefix(r, "synth: ") {
					t.Errorf("clip %d: panic %q", i, r)
				}
			}()
			s.Record(i)
		}()
	}
}

func smallConfig() Config {
	c := DefaultConfig()
	c.TrainPerClass, c.TestPerClass = 3, 2
	return c
}

// Whatever is asked for before, and by however many at once, a clip is the same.
func TestClipsDependOnNothingElse(t *testing.T) {
	s := mustNew(t, smallConfig())
	want := make([]skeleton.Clip, s.Len())
	for i := range want {
		want[i] = mustClip(t, s, i)
	}
	again := mustNew(t, smallConfig())
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for k := range want {
				i := (len(want) - 1 - k + 7*worker) % len(want)
				if got, err := again.Clip(i); err != nil || !reflect.DeepEqual(got, want[i]) {
					t.Errorf("clip %d differs, or %v", i, err)
				}
			}
		}()
	}
	wait.Wait()
	if reflect.DeepEqual(want[0].X, want[1].X) {
		t.Error("different clips are the same")
	}
	if first, test := s.stream(s.place(0)).Uint32(), s.stream(s.place(30)).Uint32(); first == test {
		t.Error("the first test clip draws what the first training clip does")
	}
	other := smallConfig()
	other.Seed = 2
	if reflect.DeepEqual(mustClip(t, mustNew(t, other), 0).X, want[0].X) {
		t.Error("different seeds make the same clip")
	}
}

func TestLongTailIsASubset(t *testing.T) {
	balanced := byName(t, mustNew(t, smallConfig()))
	c := smallConfig()
	c.Counts = []int{3, 3, 2, 2, 2, 1, 1, 1, 1, 0}
	tailed := mustNew(t, c)
	if tailed.Len() != 16+20 {
		t.Fatalf("%d clips", tailed.Len())
	}
	for name, clip := range byName(t, tailed) {
		if !reflect.DeepEqual(clip, balanced[name]) {
			t.Errorf("%s differs from that of the balanced set", name)
		}
	}
}

func TestActionsAreDistinct(t *testing.T) {
	all := actions(MaxClasses, 0)
	if len(all) != 63 {
		t.Fatalf("%d actions", len(all))
	}
	names := map[string]bool{}
	for _, a := range all {
		names[a.name] = true
		if n := len(a.motions); n != 1 && n != 2 {
			t.Errorf("%s has %d motions", a.name, n)
		}
	}
	if len(names) != 63 || all[14].name != "wave and kick" || all[21].name != "wave and squat" || all[62].name != "circle an arm and turn" {
		t.Errorf("%d names; %s, %s, %s", len(names), all[14].name, all[21].name, all[62].name)
	}
	for _, c := range []struct{ class, n, want int }{{0, 10, 4}, {9, 10, 3}, {6, 10, 0}, {0, 2, 1}, {1, 2, 0}, {5, 6, 0}, {0, 7, 1}, {21, 60, 15}} {
		if got := rival(c.class, c.n); got != c.want {
			t.Errorf("the rival of %d of %d is %d, want %d", c.class, c.n, got, c.want)
		}
	}
	for _, c := range []struct {
		n    int
		of   float64
		want int
	}{{10, 0.2, 2}, {60, 0.2, 12}, {10, 0, 0}, {7, 1, 7}, {10, 0.05, 0}, {60, 0.1, 6}} {
		pairs := 0
		for _, a := range actions(c.n, c.of) {
			if a.mutual {
				pairs++
			}
		}
		if pairs != c.want {
			t.Errorf("%g of %d classes: %d in pairs, want %d", c.of, c.n, pairs, c.want)
		}
	}
}
