package monitor

import (
	"testing"

	"aeed/dynamics"
)

func TestObserveAllocatesNothing(t *testing.T) {
	for _, p := range []dynamics.Parameters{dynamics.DefaultParameters(), unclipped} {
		run := honest(t, 60, p, 100, families["noise"])
		m := New(60, p, exact)
		m.Observe(run[0])
		epoch := 0
		if n := testing.AllocsPerRun(len(run)-2, func() { epoch++; m.Observe(run[epoch]) }); n != 0 {
			t.Errorf("clip %v: %v allocations an epoch", p.Clip, n)
		}
		if r := m.Report(); !r.OK() || r.Epochs != len(run) {
			t.Error(r)
		}
	}
}

// A report is a copy: what is observed after it leaves it as it was.
func TestReportIsACopy(t *testing.T) {
	run := honest(t, 60, unclipped, 3, families["noise"])
	run[2][0].Flow = 9
	m := New(60, unclipped, exact)
	m.Observe(run[0])
	m.Observe(run[1])
	before := m.Report()
	if again := m.Report(); again.String() != before.String() {
		t.Errorf("at once\n%sagain\n%s", before, again)
	}
	m.Observe(run[2])
	if !before.OK() || before.Epochs != 2 || m.Report().OK() {
		t.Errorf("before:\n%safter:\n%s", before, m.Report())
	}
}

func TestObserveRefusesAnotherNumberOfClasses(t *testing.T) {
	defer func() {
		if got := recover(); got != "monitor: records of another number of classes" {
			t.Errorf("panic %v", got)
		}
	}()
	New(3, unclipped, exact).Observe(make([]dynamics.ClassEpoch, 2))
}

func BenchmarkObserve(b *testing.B) {
	const classes = 400
	run := honest(b, classes, dynamics.DefaultParameters(), 64, families["noise"])
	var m *Monitor
	restart := func() {
		m = New(classes, dynamics.DefaultParameters(), exact)
		m.Observe(run[0])
	}
	restart()
	b.ReportAllocs()
	for b.Loop() {
		if m.epoch == len(run) {
			b.StopTimer()
			restart()
			b.StartTimer()
		}
		m.Observe(run[m.epoch])
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/classes, "ns/class")
}
