package study

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"aeed/analysis"
	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/internal/wholefile"
	"aeed/proofs"
	"aeed/proofs/monitor"
	"aeed/sim"
)

// A Config is what a study is about. Its setting's classes are those of the
// scenario.
type Config struct {
	Setting  proofs.Setting
	Budget   proofs.Budget
	Scenario sim.Scenario
	Version  string // of the program, for the page
}

// DefaultConfig is the paper's controller on sim.DefaultScenario.
func DefaultConfig() Config {
	return Config{Setting: proofs.DefaultSetting(), Budget: proofs.DefaultBudget(), Scenario: sim.DefaultScenario()}
}

// results are what the page shows.
type results struct {
	Config
	Report  proofs.Report
	Header  trajectory.Header
	Epochs  []trajectory.Epoch
	Monitor monitor.Report
	Figures []analysis.NamedFigure
}

// Run makes the study in the folder out, which it creates. progress, which may
// be nil, hears of every step before it begins and once more at the end.
func Run(c Config, out string, progress func(done int, next string)) error {
	if progress == nil {
		progress = func(int, string) {}
	}
	c.Setting.Classes = c.Scenario.Classes()
	if hill, ok := c.Scenario.Source.(sim.Hill); ok {
		c.Setting.Plant = hill.Plant()
	}
	r := results{Config: c, Header: sim.Header(&c.Scenario, c.Setting.Parameters)}
	steps := []struct {
		name string
		do   func() error
	}{
		{"verify", r.verify},
		{"simulate", r.simulate},
		{"figures", func() error { return r.draw(filepath.Join(out, "figures")) }},
		{"page", func() error { return r.write(out) }},
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return fmt.Errorf("study: %w; hint: --out needs a folder that can be written", err)
	}
	for i, step := range steps {
		progress(i, step.name)
		if err := step.do(); err != nil {
			return err
		}
	}
	progress(len(steps), "done")
	return nil
}

// Steps is how many steps Run reports.
const Steps = 4

func (r *results) verify() (err error) {
	r.Report, err = proofs.Verify(r.Setting, r.Budget, proofs.Claims(), nil)
	return err
}

// simulate runs the scenario under the eyes of a monitor.
func (r *results) simulate() error {
	watch := monitor.New(r.Header.Classes, r.Setting.Parameters, r.Header.Precision.Tolerance())
	records := make([]dynamics.ClassEpoch, r.Header.Classes)
	err := sim.Run(&r.Scenario, r.Setting.Parameters, func(e trajectory.Epoch) error {
		for class, record := range e.Classes {
			records[class] = record.ClassEpoch
		}
		watch.Observe(records)
		r.Epochs = append(r.Epochs, e)
		return nil
	})
	r.Monitor = watch.Report()
	return err
}

func (r *results) draw(folder string) error {
	r.Figures = append(r.Figures, analysis.NamedFigure{Name: "trajectories", Figure: analysis.Trajectories(r.Header, r.Epochs).Figure()})
	r.Figures = append(r.Figures, analysis.StabilityFigures(r.Setting)...)
	r.Figures = append(r.Figures,
		analysis.NamedFigure{Name: "phase-portrait", Figure: analysis.PhasePortrait(r.Setting).Figure()},
		analysis.NamedFigure{Name: "gain-map", Figure: analysis.GainMap(r.Setting).Figure()})
	for _, figure := range r.Figures {
		for _, extension := range []string{".svg", ".png"} {
			if err := figure.Save(filepath.Join(folder, figure.Name+extension)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *results) write(out string) error {
	report, err := json.MarshalIndent(r.Report, "", "  ")
	if err != nil {
		return fmt.Errorf("study: %w; hint: this is a mistake of the program", err)
	}
	page, err := r.page()
	if err != nil {
		return err
	}
	if err := r.writeTrajectory(filepath.Join(out, "trajectory.jsonl")); err != nil {
		return err
	}
	if err := replace(filepath.Join(out, "report.json"), append(report, '\n')); err != nil {
		return err
	}
	return replace(filepath.Join(out, "index.html"), page)
}

// writeTrajectory replaces the trajectory at path.
func (r *results) writeTrajectory(path string) error {
	temporary := path + ".new"
	if err := os.RemoveAll(temporary); err != nil {
		return fmt.Errorf("study: %w; hint: another study may be writing to this folder", err)
	}
	w, err := trajectory.Create(temporary, r.Header)
	if err != nil {
		return err
	}
	for _, epoch := range r.Epochs {
		if err := w.Append(epoch); err != nil {
			w.Close()
			return err
		}
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("study: %w; hint: check the space on the disk", err)
	}
	err = os.Rename(temporary, path)
	if err == nil {
		err = wholefile.SyncFolder(path)
	}
	if err != nil {
		return fmt.Errorf("study: %w; hint: check the space and the rights in this folder", err)
	}
	return nil
}

// replace writes a file whole or not at all.
func replace(path string, content []byte) error {
	if err := wholefile.WriteBytes(path, content); err != nil {
		return fmt.Errorf("study: %w; hint: check the space and the rights in this folder", err)
	}
	return nil
}
