package proofs

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"aeed/dynamics"
)

var fewTrials = Budget{Trials: 100, Seed: 1}

func verdicts(t *testing.T, s Setting) map[string]Verdict {
	t.Helper()
	report, err := Verify(s, fewTrials, Claims(), nil)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]Verdict{}
	for _, a := range report.Claims {
		found[a.ID] = a.Verdict
	}
	return found
}

// stranger is a law that no theorem is about.
type stranger struct{ dynamics.Logistic }

func (stranger) Name() string { return "stranger" }

// The story in verdicts: what changes where a parameter leaves a hypothesis.
func TestVerdicts(t *testing.T) {
	paper := map[string]Verdict{
		"paper/theorem-1":          Proved,
		"paper/theorem-1/interval": Refuted,
		"paper/theorem-1/clipped":  Proved,
		"paper/proposition-1":      Proved,
		"paper/theorem-2":          Refuted,
		"paper/theorem-2/clipped":  Refuted,
		"boundedness":              Proved,
		"universal-collapse":       Proved,
		"total-gain":               Proved,
		"clipped-capture":          Proved,
		"input-to-state":           Proved,
		"closed-loop":              Proved,
	}
	needsBound := []string{"paper/theorem-1", "boundedness", "universal-collapse", "total-gain"}
	needsClip := []string{"paper/theorem-1/clipped", "paper/theorem-2/clipped", "clipped-capture"}
	needsPaperLaw := []string{"paper/theorem-1", "paper/theorem-1/interval", "paper/theorem-2", "paper/theorem-2/clipped",
		"universal-collapse", "total-gain", "clipped-capture", "input-to-state", "closed-loop"}
	needsFlow := []string{"paper/theorem-1", "paper/theorem-1/interval", "paper/proposition-1", "paper/theorem-2", "paper/theorem-2/clipped",
		"boundedness", "universal-collapse", "total-gain", "clipped-capture", "closed-loop"}
	for _, c := range []struct {
		name    string
		change  func(*Setting)
		missing [][]string
	}{
		{"the paper", func(*Setting) {}, nil},
		{"C = 400", func(s *Setting) { s.Classes = 400 }, nil},
		{"without a clip", func(s *Setting) { s.Parameters.Clip = dynamics.Unclipped() }, [][]string{needsClip}},
		{"η beyond Theorem 1′", func(s *Setting) { s.Parameters.Eta = 1.3 }, [][]string{needsBound, {"input-to-state"}}},
		{"η beyond it, without a clip", func(s *Setting) { s.Parameters.Eta, s.Parameters.Clip = 1.3, dynamics.Unclipped() },
			[][]string{needsBound, needsClip, {"input-to-state", "paper/proposition-1"}}},
		{"w₀ outside the clip", func(s *Setting) { s.Parameters.InitialWeight = 5 },
			[][]string{{"paper/theorem-1/clipped", "paper/proposition-1", "clipped-capture"}}},
		{"w₀ beyond the invariant range", func(s *Setting) { s.Parameters.InitialWeight = 32 },
			[][]string{{"paper/theorem-1/clipped", "paper/proposition-1", "clipped-capture", "input-to-state"}, needsBound}},
		{"the anchored law", func(s *Setting) { s.Parameters.Law = dynamics.Anchored{} }, [][]string{needsPaperLaw}},
		{"a law of one's own", func(s *Setting) { s.Parameters.Law = stranger{} }, [][]string{needsPaperLaw, needsBound}},
		{"driven by the entropy", func(s *Setting) { s.Parameters.Driver = dynamics.DriveEntropy }, [][]string{needsFlow}},
		{"a loop past critical", func(s *Setting) { s.Plant.Delay, s.Parameters.Beta, s.Plant.Lag, s.Parameters.Eta = 5, 0, 1, 1 },
			[][]string{needsBound, {"input-to-state", "closed-loop"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := DefaultSetting()
			c.change(&s)
			want := map[string]Verdict{}
			for id, verdict := range paper {
				want[id] = verdict
			}
			for _, ids := range c.missing {
				for _, id := range ids {
					want[id] = NotApplicable
				}
			}
			got := verdicts(t, s)
			for id := range want {
				if got[id] != want[id] {
					t.Errorf("%s: %s, want %s", id, got[id], want[id])
				}
			}
			if len(got) != len(want) {
				t.Errorf("%d claims, want %d", len(got), len(want))
			}
		})
	}
}

// A hypothesis that fails must be named, with its size.
func TestNotApplicableSaysWhy(t *testing.T) {
	s := DefaultSetting()
	s.Parameters.Eta = 1.5
	claim, err := ClaimByID("total-gain")
	if err != nil {
		t.Fatal(err)
	}
	a := claim.Assess(s, fewTrials)
	if want := "says nothing here: it needs η < 1.221, Theorem 1′, which fails by 0.279"; a.Truth != want {
		t.Errorf("truth %q, want %q", a.Truth, want)
	}
	failing := a.Hypotheses[len(a.Hypotheses)-1]
	if failing.Holds || math.Abs(float64(failing.Margin)-(1.2212-1.5)) > 1e-4 {
		t.Errorf("hypothesis %+v, want a margin of −0.2788", failing)
	}
	s.Parameters.Driver = dynamics.DriveEntropy
	if a = claim.Assess(s, fewTrials); a.Truth != "says nothing here: it needs the flow as driving signal" {
		t.Errorf("truth %q", a.Truth)
	}
}

// Beyond Theorem 1′ the assessment must certify that weights stay positive where
// they do, up to just below 2.1766, and find entropies that turn one negative
// past it.
func TestBeyondTheBound(t *testing.T) {
	claim, err := ClaimByID("boundedness")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		eta  float64
		want Kind
	}{{1.5, FromCertificate}, {2.1, FromCertificate}, {2.5, FromCounterexample}} {
		s := DefaultSetting()
		s.Parameters.Eta = c.eta
		a := claim.Assess(s, Budget{Trials: 1000, Seed: 1})
		if a.Verdict != NotApplicable || len(a.Evidence) != 1 || a.Evidence[0].Kind != c.want || a.Why == "" {
			t.Errorf("η = %g: %s with evidence %+v and why %q, want a %s", c.eta, a.Verdict, a.Evidence, a.Why, c.want)
		}
	}
}

// What is certified must lie between what is attained and what is proved by
// hand, and close to the former.
func TestCertifiedNumbers(t *testing.T) {
	for _, classes := range []int{60, 120, 400} {
		s := DefaultSetting()
		s.Classes = classes
		n := NumbersAt(s)
		if n.SupWeightCertified < n.SupWeightAttained || n.SupWeightCertified > 1.01*n.SupWeightAttained || n.SupWeightCertified > n.EnvelopePeak {
			t.Errorf("C = %d: sup w certified %g, attained %g, envelope %g", classes, n.SupWeightCertified, n.SupWeightAttained, n.EnvelopePeak)
		}
		if n.EtaMaxCertified > n.EtaTrajectory || n.EtaMaxCertified < 0.99*n.EtaTrajectory || n.EtaMaxCertified < n.EtaBounded {
			t.Errorf("C = %d: η certified %g, lost at %g, Theorem 1′ %g", classes, n.EtaMaxCertified, n.EtaTrajectory, n.EtaBounded)
		}
	}
}

func TestVerdictOf(t *testing.T) {
	tried := Evidence{Kind: FromProperty, Trials: 7}
	for _, c := range []struct {
		evidence []Evidence
		want     Verdict
	}{
		{nil, "holds on 0 trials"},
		{[]Evidence{tried, tried}, "holds on 14 trials"},
		{[]Evidence{tried, {Kind: FromCertificate}}, Certified},
		{[]Evidence{{Kind: FromCoq}, {Kind: FromCertificate}}, Proved},
		{[]Evidence{tried, {Kind: FromClosedForm}}, Proved},
		{[]Evidence{{Kind: FromClosedForm}, {Kind: FromCounterexample}}, Refuted},
		{[]Evidence{tried, {Kind: FromCounterexample, Reading: "a stronger reading"}}, "holds on 7 trials"},
	} {
		if got := verdictOf(c.evidence); got != c.want {
			t.Errorf("verdictOf(%+v) = %s, want %s", c.evidence, got, c.want)
		}
	}
}

// A corrected claim that trials refute must show as a failure: a mistake in a
// theorem may not pass.
func TestAWrongTheoremFails(t *testing.T) {
	wrong := Claim{ID: "wrong", Statement: "w ≥ w₀/2 for every entropy sequence", Corrected: true,
		assess: func(q *inquiry) {
			q.closedForm("Theorem 1′", "a mistaken proof")
			q.holds(scopeGiven, StaysAboveHalf(q.given()))
		}}
	elsewhere := Claim{ID: "elsewhere", Corrected: true,
		hypotheses: []func(Setting) Hypothesis{func(Setting) Hypothesis { return condition("what does not hold", false) }}}
	papers := Claim{ID: "paper/wrong", assess: func(q *inquiry) { q.falsify(StaysAboveHalf(q.given()), "") }}
	report, err := Verify(DefaultSetting(), fewTrials, []Claim{wrong, elsewhere, papers}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := report.Failures(false); !reflect.DeepEqual(got, []string{"wrong"}) {
		t.Errorf("failures %v, want wrong alone", got)
	}
	if got := report.Failures(true); !reflect.DeepEqual(got, []string{"wrong", "elsewhere"}) {
		t.Errorf("failures with applicability required %v, want wrong and elsewhere", got)
	}
}

func TestVerifyRejectsBadSettings(t *testing.T) {
	for name, change := range map[string]func(*Setting){
		"classes": func(s *Setting) { s.Classes = 1 },
		"beta":    func(s *Setting) { s.Parameters.Beta = 1 },
		"alpha":   func(s *Setting) { s.Plant.Alpha = math.NaN() },
	} {
		s := DefaultSetting()
		change(&s)
		_, err := Verify(s, fewTrials, nil, nil)
		if err == nil || !strings.HasPrefix(err.Error(), name+" = ") || !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestVerifyReportsProgress(t *testing.T) {
	var heard []string
	claims := Claims()[:2]
	if _, err := Verify(DefaultSetting(), Budget{Trials: 5, Seed: 1}, claims, func(done int, next string) {
		if done != len(heard) {
			t.Errorf("done %d at %s, want %d", done, next, len(heard))
		}
		heard = append(heard, next)
	}); err != nil {
		t.Fatal(err)
	}
	if want := []string{claims[0].ID, claims[1].ID, "numbers"}; !reflect.DeepEqual(heard, want) {
		t.Errorf("heard %v, want %v", heard, want)
	}
}

// The same seed must give the same report, another seed other trials.
func TestVerifyIsDeterministic(t *testing.T) {
	encode := func(seed int64) string {
		report, err := Verify(DefaultSetting(), Budget{Trials: 50, Seed: seed}, Claims(), nil)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(report)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	first := encode(1)
	if encode(1) != first {
		t.Error("two reports of the same seed differ")
	}
	if strings.ReplaceAll(encode(2), `"seed":2`, `"seed":1`) == first {
		t.Error("another seed made the very same trials")
	}
}

func TestClaimByIDListsTheOthers(t *testing.T) {
	_, err := ClaimByID("theorem-3")
	if err == nil {
		t.Fatal("no error")
	}
	for _, c := range Claims() {
		if !strings.Contains(err.Error(), c.ID) {
			t.Errorf("the hint of %q leaves out %s", err, c.ID)
		}
	}
}
