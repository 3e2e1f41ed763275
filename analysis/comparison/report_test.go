package comparison

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/internal/nullable"
	"aeed/sim"
)

func text(t testing.TB, r *Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Every recording that a file can hold has a report, a text without NaN, JSON, and
// figures.
func checkWhole(t testing.TB, r Recording) Report {
	t.Helper()
	report := compared(t, r, fast())
	if words := text(t, &report); strings.Contains(words, "NaN") {
		t.Errorf("the text says NaN:\n%s", words)
	}
	content, err := json.Marshal(&report)
	if err != nil {
		t.Error(err)
	}
	var keys struct {
		Replay struct {
			Error *float64 `json:"max_abs_error"`
		} `json:"replay"`
		Bounds map[string]any `json:"bounds"`
	}
	if err := json.Unmarshal(content, &keys); err != nil || keys.Bounds["violations"] == nil {
		t.Errorf("%v in %s", err, content)
	}
	for _, figure := range report.Figures() {
		if content, err := figure.Encode("svg"); err != nil || bytes.Contains(content, []byte("NaN")) {
			t.Errorf("%s: %v, or a coordinate isn't a number", figure.Name, err)
		}
	}
	return report
}

func TestShapesOfRecordings(t *testing.T) {
	nan := math.NaN()
	p := dynamics.DefaultParameters()
	for name, c := range map[string]struct {
		recording Recording
		needs     string // of the forecast
	}{
		"1 epoch":     {simulated(t, 5, 1, nil), "6 epochs or more"},
		"5 epochs":    {simulated(t, 5, 5, nil), "6 epochs or more"},
		"6 epochs":    {simulated(t, 5, 6, nil), ""},
		"2 classes":   {simulated(t, 2, 20, nil), ""},
		"400 classes": {simulated(t, 400, 8, nil), ""},
		"at the clip": {simulated(t, 4, 30, func(s *sim.Scenario, p *dynamics.Parameters) {
			p.Eta, s.Source, s.Noise = 3, sim.Open{Signal: sim.Learning{Start: 1, Tau: 2}}, 0
		}), ""},
		"no clip":           {simulated(t, 4, 20, func(_ *sim.Scenario, p *dynamics.Parameters) { p.Clip = dynamics.Unclipped() }), ""},
		"no upper end":      {simulated(t, 4, 20, func(_ *sim.Scenario, p *dynamics.Parameters) { p.Clip.High = math.Inf(1) }), ""},
		"a class of size 0": {simulated(t, 4, 20, func(s *sim.Scenario, _ *dynamics.Parameters) { s.Sizes[2] = 0 }), ""},
		"late classes":      {recorded(t, p, []int{9, 3, 1}, append(slices.Repeat([][]float64{{0.9, nan, nan}}, 6), [][]float64{{0.8, 0.9, nan}, {0.7, 0.8, 1}}...)), ""},
		"nothing at first":  {recorded(t, p, []int{9, 3}, append(slices.Repeat([][]float64{{nan, nan}}, 6), []float64{0.6, 0.6})), "a class that the first 5 epochs show"},
		"nothing at all":    {recorded(t, p, []int{9, 3}, slices.Repeat([][]float64{{nan, nan}}, 8)), "a class that the first 5 epochs show"},
		"nothing later":     {recorded(t, p, []int{9, 3}, append([][]float64{{0.6, 0.6}, {0.5, 0.6}, {0.5, 0.4}, {0.4, 0.5}, {0.3, 0.4}}, slices.Repeat([][]float64{{nan, nan}}, 3)...)), ""},
		"constant":          {recorded(t, p, []int{9, 3, 3}, slices.Repeat([][]float64{{0.5, 0.5, 0.5}}, 9)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			report := checkWhole(t, c.recording)
			if !report.OK() {
				t.Errorf("%+v, %d violations", report.Replay, report.Bounds.Violations)
			}
			if !strings.HasPrefix(report.Forecast.Needs, c.needs) || (c.needs == "") != (report.Forecast.Needs == "") {
				t.Errorf("the forecast needs %q", report.Forecast.Needs)
			}
			without := copied(c.recording)
			without.Header.ClassSizes = nil
			checkWhole(t, without)
		})
	}
}

// Compare takes whatever a trajectory may hold, right or wrong.
func TestAnyRecording(t *testing.T) {
	parameters := gopter.DefaultTestParameters()
	parameters.MinSuccessfulTests, parameters.MaxShrinkCount = 40, 50
	properties := gopter.NewProperties(parameters)
	properties.Property("no panic, JSON and text", prop.ForAll(func(values []float64, classes int, eta float64) bool {
		p := dynamics.DefaultParameters()
		p.Eta = eta
		r := Recording{Header: trajectory.NewHeader(classes, p)}
		for number := 0; (number+1)*classes*2 <= len(values); number++ {
			epoch := trajectory.Epoch{Number: number}
			for class := range classes {
				v := values[(number*classes+class)*2:]
				record := trajectory.Record{LossWeight: v[0], Accuracy: math.NaN()}
				record.Count, record.Entropy = 3, math.Abs(v[0])*math.Log(float64(classes))/4
				if v[1] < -2 {
					record.Count, record.Entropy = 0, math.NaN()
				}
				record.Flow, record.Weight, record.NextWeightRaw, record.NextWeight = v[1], v[0], v[1], v[0]
				epoch.Classes = append(epoch.Classes, record)
			}
			r.Epochs = append(r.Epochs, epoch)
		}
		report, err := Compare(r, fast())
		if err != nil {
			return errors.Is(err, ErrNoEpoch) && len(r.Epochs) == 0
		}
		_, err = json.Marshal(&report)
		return err == nil && !strings.Contains(text(t, &report), "NaN") && len(report.Figures()) >= 3
	}, gen.SliceOfN(120, gen.Float64Range(-4, 4)), gen.IntRange(2, 9), gen.Float64Range(0.01, 5)))
	properties.TestingRun(t)
}

func TestRead(t *testing.T) {
	r := simulated(t, 3, 4, nil)
	path := filepath.Join(t.TempDir(), "trajectory.jsonl")
	w, err := trajectory.Create(path, r.Header)
	if err != nil {
		t.Fatal(err)
	}
	for _, epoch := range r.Epochs {
		if err := w.Append(epoch); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := Read(path)
	if err != nil || len(whole.Epochs) != 4 || whole.Torn {
		t.Fatalf("%v, %d epochs, torn %v", err, len(whole.Epochs), whole.Torn)
	}
	content, _ := os.ReadFile(path)
	if err := os.WriteFile(path, content[:len(content)-30], 0o644); err != nil {
		t.Fatal(err)
	}
	torn, err := Read(path)
	if err != nil || len(torn.Epochs) != 3 || !torn.Torn {
		t.Errorf("%v, %d epochs, torn %v", err, len(torn.Epochs), torn.Torn)
	}
	if report := checkWhole(t, torn); !report.Torn || !strings.Contains(text(t, &report), "incomplete last epoch") {
		t.Error("the report does not say that an epoch is left out")
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(content), `"epoch":2`, `"epoch":7`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(path); err == nil || !strings.Contains(err.Error(), "hint: ") {
		t.Errorf("a wrong epoch: %v", err)
	}
	if _, err := Read(path + "x"); err == nil {
		t.Error("a file that isn't there")
	}
	if _, err := Compare(Recording{Header: r.Header}, fast()); !errors.Is(err, ErrNoEpoch) {
		t.Errorf("%v", err)
	}
	o := fast()
	o.FitEpochs = 4
	var parameter *dynamics.ParameterError
	if _, err := Compare(r, o); !errors.As(err, &parameter) {
		t.Errorf("%v", err)
	}
}

// Sizes are the header's; where it has none they are what an epoch showed.
func TestSizes(t *testing.T) {
	r := simulated(t, 3, 2, nil)
	r.Header.ClassSizes = []int{10, 0, 4}
	r.Epochs[1].Classes[1].Count, r.Epochs[0].Classes[2].Count = 77, 800
	if got := r.sizes(); !slices.Equal(got, []int{10, 77, 4}) {
		t.Errorf("%v", got)
	}
	if got := headToTail([]int{3, 9, 3, 20}); !slices.Equal(got, []int{3, 1, 0, 2}) {
		t.Errorf("%v", got)
	}
}

func TestTextSaysWhatFails(t *testing.T) {
	r := simulated(t, 5, 12, nil)
	for class := range r.Epochs[11].Classes {
		r.Epochs[11].Classes[class].NextWeight *= 3
	}
	report := compared(t, r, fast())
	words := text(t, &report)
	for _, want := range []string{"NO: weight-replay in epoch 11, class 0", "VIOLATED first in epoch 11, class 0"} {
		if report.OK() || !strings.Contains(words, want) {
			t.Errorf("no %q in\n%s", want, words)
		}
	}
	if strings.Contains(words, "sharp envelopes") {
		t.Error("slack where there is none")
	}
}

func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		f    Forecast
		want string
	}{
		{Forecast{RMSE: 1, RMSEPersistence: 2, RMSEExponential: 3}, "better than both"},
		{Forecast{RMSE: 4, RMSEPersistence: 2, RMSEExponential: 3, EntropyRMSE: 1, EntropyBias: 0.1}, "both baselines do. Its errors differ"},
		{Forecast{RMSE: 2.5, RMSEPersistence: 2, RMSEExponential: 3, EntropyRMSE: 1, EntropyBias: 0.9}, "persistence does. The entropies fell lower"},
		{Forecast{RMSE: 2.5, RMSEPersistence: 2, RMSEExponential: 3, EntropyBias: nullable.Float(math.NaN())}, "No entropy was measured"},
		{Forecast{RMSE: 2.5, RMSEPersistence: 3, RMSEExponential: 2, EntropyRMSE: 1, EntropyBias: -0.9}, "the exponential curve does. The entropies stayed higher"},
	} {
		if got := c.f.verdict(); !strings.Contains(got, c.want) {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
