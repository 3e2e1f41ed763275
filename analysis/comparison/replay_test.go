package comparison

import (
	"math"
	"strings"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// Every built-in law under either driver is replayed to the bit.
func TestReplayIsExact(t *testing.T) {
	for _, law := range []dynamics.Law{dynamics.Logistic{}, dynamics.Anchored{}} {
		for _, driver := range []dynamics.Driver{dynamics.DriveFlow, dynamics.DriveEntropy} {
			r := simulated(t, 6, 12, func(_ *sim.Scenario, p *dynamics.Parameters) { p.Law, p.Driver, p.Eta = law, driver, 0.2 })
			report := compared(t, r, fast())
			if report.Replay.MaxAbsError != 0 || !report.OK() {
				t.Errorf("%s by %s: %+v", law.Name(), driver, report.Replay)
			}
			if report.Forecast.Needs != "" {
				t.Errorf("%s by %s: no forecast: %s", law.Name(), driver, report.Forecast.Needs)
			}
		}
	}
}

// Whatever a record gets wrong is found, with its place.
func TestReplayFinds(t *testing.T) {
	good := simulated(t, 5, 10, nil)
	for name, c := range map[string]struct {
		change func(*trajectory.Record)
		fault  string
	}{
		"the flow":             {func(r *trajectory.Record) { r.Flow += 1e-9 }, "flow-replay in epoch 6, class 3"},
		"the law":              {func(r *trajectory.Record) { r.NextWeightRaw *= 1 - 1e-9 }, "law-replay in epoch 6, class 3"},
		"the clip":             {func(r *trajectory.Record) { r.NextWeight *= 1 - 1e-9 }, "weight-replay in epoch 6, class 3"},
		"another weight":       {func(r *trajectory.Record) { r.Weight *= 1 - 1e-9 }, "weight-replay in epoch 6, class 3"},
		"an entropy":           {func(r *trajectory.Record) { r.Entropy *= 0.999 }, "flow-replay in epoch 6, class 3"},
		"what a float64 holds": {func(r *trajectory.Record) { r.Weight += 1e-14 }, ""},
	} {
		bad := copied(good)
		c.change(&bad.Epochs[6].Classes[3])
		report := compared(t, bad, fast())
		if report.Replay.OK != (c.fault == "") || !strings.HasPrefix(report.Replay.Fault, c.fault) {
			t.Errorf("%s: %+v", name, report.Replay)
		}
		if report.Replay.MaxAbsError == 0 || c.fault != "" && report.OK() {
			t.Errorf("%s: error %g, OK %v", name, report.Replay.MaxAbsError, report.OK())
		}
	}
}

// A controller in float32 is held to float32, if its header says so.
func TestReplayOfFloat32(t *testing.T) {
	r := simulated(t, 5, 40, nil)
	weight, flow := make([]float32, 5), make([]float32, 5)
	for class := range weight {
		weight[class] = 1
	}
	for number := range r.Epochs {
		for class := range weight {
			record := &r.Epochs[number].Classes[class]
			record.Entropy = float64(float32(record.Entropy))
			record.Weight, record.LossWeight = float64(weight[class]), float64(weight[class])
			if number > 0 {
				last := float32(r.Epochs[number-1].Classes[class].Entropy)
				flow[class] = 0.9*flow[class] + 0.1*(float32(record.Entropy)-last)
				weight[class] *= 1 + 0.5*(flow[class]-0.05*weight[class])
			}
			record.Flow, record.NextWeightRaw, record.NextWeight = float64(flow[class]), float64(weight[class]), float64(weight[class])
		}
	}
	if report := compared(t, r, fast()); report.Replay.OK {
		t.Error("float32 passes for float64")
	}
	r.Header.Precision = trajectory.PrecisionFloat32
	report := compared(t, r, fast())
	if !report.OK() || report.Replay.MaxAbsError == 0 || report.Replay.Tolerance != 1e-5 {
		t.Errorf("%+v, %d violations", report.Replay, report.Bounds.Violations)
	}
}

// A law of one's own leaves what doesn't need it.
func TestAnotherLaw(t *testing.T) {
	r := simulated(t, 4, 10, nil)
	r.Header.Law = "mine"
	report := compared(t, r, fast())
	if !report.OK() || !strings.Contains(report.Replay.Needs, `"mine"`) || !math.IsNaN(float64(report.Replay.MaxAbsError)) {
		t.Errorf("%+v", report.Replay)
	}
	if !strings.Contains(report.Forecast.Needs, `"mine"`) || !math.IsNaN(float64(report.Drive.AtRest)) {
		t.Errorf("%+v, at rest %g", report.Forecast, report.Drive.AtRest)
	}
	r.Epochs[5].Classes[2].Flow += 0.1
	if report := compared(t, r, fast()); report.Replay.OK {
		t.Error("a wrong flow passes where the law isn't known")
	}
}
