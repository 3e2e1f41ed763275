package monitor

import "aeed/dynamics"

// A Monitor checks one trajectory, from its first epoch on, in memory that does
// not grow with the epochs. It is not safe for concurrent use.
type Monitor struct {
	parameters dynamics.Parameters
	size       int // number of classes
	epoch      int
	classes    []history // made by the first epoch: the header of a file may claim any number
	checks     []*Check
	step       step // of the class at hand; here, so that Observe allocates nothing
}

// New returns a monitor of a trajectory of classes ≥ 2 under valid parameters,
// of which the law may be nil if it is not at hand. tolerance is how far a
// recorded value x may be from its replay, times max(1, |x|): the
// Precision.Tolerance of the recorder.
func New(classes int, p dynamics.Parameters, tolerance float64) *Monitor {
	return &Monitor{parameters: p, size: classes, checks: checksFor(classes, p, tolerance)}
}

// Observe takes the records of the next epoch, one a class; another number of
// them panics.
func (m *Monitor) Observe(records []dynamics.ClassEpoch) {
	if len(records) != m.size {
		panic("monitor: records of another number of classes")
	}
	if m.epoch == 0 {
		m.begin()
	}
	for class := range records {
		m.step = m.classes[class].next(&m.parameters, records[class])
		for _, check := range m.checks {
			if check.Needs == "" {
				check.update(m.epoch, class, check.measure(&m.step))
			}
		}
	}
	m.epoch++
}

func (m *Monitor) begin() {
	m.classes = make([]history, m.size)
	for i := range m.classes {
		m.classes[i].weight = m.parameters.InitialWeight
	}
}
