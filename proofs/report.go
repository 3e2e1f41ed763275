package proofs

import (
	"cmp"

	"aeed/dynamics"
)

// A Report is the outcome of Verify; its JSON is that of `aeed verify --json`.
type Report struct {
	Params  Params       `json:"params"`
	Claims  []Assessment `json:"claims"`
	Numbers Numbers      `json:"numbers"`
}

// Params are a Setting in JSON's terms.
type Params struct {
	Classes       int             `json:"classes"`
	Eta           float64         `json:"eta"`
	Gamma         float64         `json:"gamma"`
	Beta          float64         `json:"beta"`
	Clip          []Real          `json:"clip"` // null without a clip
	InitialWeight float64         `json:"w0"`
	Law           string          `json:"law"`
	Driver        dynamics.Driver `json:"driver"`
	Alpha         float64         `json:"alpha"`
	Lag           float64         `json:"lag"`
	Delay         int             `json:"delay"`
	Trials        int             `json:"trials"`
	Seed          int64           `json:"seed"`
}

// Verify assesses claims at a setting. progress, which may be nil, hears of
// every claim before it is assessed and once more at the end.
func Verify(s Setting, b Budget, claims []Claim, progress func(done int, next string)) (Report, error) {
	if err := cmp.Or(s.Validate(), b.Validate()); err != nil {
		return Report{}, err
	}
	if progress == nil {
		progress = func(int, string) {}
	}
	p := s.Parameters
	report := Report{Params: Params{s.Classes, p.Eta, p.Gamma, p.Beta, nil, p.InitialWeight, p.Law.Name(), p.Driver,
		s.Plant.Alpha, s.Plant.Lag, s.Plant.Delay, b.Trials, b.Seed}}
	if !p.Clip.IsUnclipped() {
		report.Params.Clip = []Real{Real(p.Clip.Low), Real(p.Clip.High)}
	}
	for i, c := range claims {
		progress(i, c.ID)
		report.Claims = append(report.Claims, c.Assess(s, b))
	}
	progress(len(claims), "numbers")
	report.Numbers = NumbersAt(s)
	return report, nil
}

// Failures returns the IDs of the corrected claims that failed: refuted by a
// counterexample or, if required is true, not applicable at the setting.
func (r Report) Failures(required bool) []string {
	var ids []string
	for _, a := range r.Claims {
		if a.Corrected && (a.Verdict == Refuted || required && a.Verdict == NotApplicable) {
			ids = append(ids, a.ID)
		}
	}
	return ids
}
