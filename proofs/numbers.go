package proofs

import (
	"fmt"
	"math"
	"reflect"

	"aeed/dynamics"
	"aeed/dynamics/loop"
)

// Numbers are the sharp conditions and bounds at a setting. They are about
// Eqs. 3–4 (the logistic law driven by the flow), whatever the setting's law;
// those that need a clip are null without one.
type Numbers struct {
	MaxEntropy         Real `json:"max_entropy" means:"ln C, nats"`
	FlowBound          Real `json:"flow_bound" means:"D̄ = (1−β) ln C: |ΔH̄| ≤ D̄, sharp"`
	FlowBoundAnyStart  Real `json:"flow_bound_any_start" means:"(1−β²) ln C, the same after a worst first flow"`
	EtaNaive           Real `json:"eta_naive" means:"1/(ln C+γ·high), positivity by the naive flow bound"`
	EtaDataOnly        Real `json:"eta_data_only" means:"root of η(D̄+γw₀C^η) = 1, positivity along every trajectory"`
	EtaMonotone        Real `json:"eta_monotone" means:"1/(D̄+2γ·high), order kept within the clip, sharp"`
	EtaInvariant       Real `json:"eta_invariant" means:"1/(2D̄), some (0, W] invariant, sharp"`
	EtaBounded         Real `json:"eta_bounded" means:"limit of Theorem 1′"`
	EtaPositive        Real `json:"eta_positive" means:"1/(D̄+γ·high), positivity within the clip, sharp"`
	EtaMaxCertified    Real `json:"eta_max_certified" means:"below it no entropies drive a weight to 0: a certificate proves it"`
	EtaTrajectory      Real `json:"eta_trajectory" means:"smallest η at which a search drives a weight to 0 or below"`
	TotalGain          Real `json:"total_gain" means:"C^η, the most that entropies multiply a weight by"`
	WeightBound        Real `json:"weight_bound" means:"W of Theorem 1′"`
	InvariantWeightMin Real `json:"invariant_w_min" means:"D̄/γ: (0, W] is invariant for W from here"`
	InvariantWeightMax Real `json:"invariant_w_max" means:"(1−ηD̄)/(ηγ): to below here"`
	BasinEdge          Real `json:"basin_edge" means:"1/(ηγ), end of the basin of the origin"`
	SupWeightAttained  Real `json:"sup_weight_attained" means:"largest weight that a search finds, unclipped, from w₀"`
	SupWeightCertified Real `json:"sup_weight_certified" means:"no entropies drive a weight higher, unclipped, from w₀: a certificate proves it"`
	SupWeightFromLow   Real `json:"sup_weight_from_low" means:"the same from the lower end of the clip"`
	EnvelopePeak       Real `json:"envelope_peak" means:"no weight from w₀ exceeds this while all are positive, Theorem 3"`
	HighNeedsEntropy   Real `json:"high_needs_entropy" means:"first entropy above which the upper clip is out of reach, by total gain"`
	CaptureEpochs      Real `json:"capture_epochs" means:"constant entropies bring w₀ to the lower clip within, Theorem 4"`
	DeadZone           Real `json:"dead_zone" means:"γ·low: smaller flows leave a captured weight captured"`
	PlantGain          Real `json:"plant_gain" means:"η·α·ln C/4, the loop's largest gain"`
	CriticalGain       Real `json:"critical_gain" means:"G_crit of the plant's lag and delay, Theorem 6"`
	CriticalEta        Real `json:"critical_eta" means:"where the two meet"`
	CriticalPeriod     Real `json:"critical_period" means:"of the oscillation born there, epochs"`
}

// A Number is one of Numbers for people.
type Number struct {
	Name    string // its key in JSON
	Value   float64
	Meaning string
}

// Text returns the value in four digits, "–" where there is none.
func (n Number) Text() string {
	if math.IsNaN(n.Value) {
		return "–"
	}
	return fmt.Sprintf("%.4g", n.Value)
}

// Rows returns the numbers in order.
func (n Numbers) Rows() []Number {
	var rows []Number
	values := reflect.ValueOf(n)
	for i := range values.NumField() {
		tag := values.Type().Field(i).Tag
		rows = append(rows, Number{Name: tag.Get("json"), Value: values.Field(i).Float(), Meaning: tag.Get("means")})
	}
	return rows
}

// NumbersAt evaluates every number at a valid setting; the searches take a
// fraction of a second.
func NumbersAt(s Setting) Numbers {
	p := s.Parameters
	limit, flowBound := dynamics.MaxEntropy(s.Classes), s.flowBound()
	crossing := loop.CriticalGain(s.Plant.Lag, p.Beta, s.Plant.Delay)
	edge, _ := dynamics.Basin(p, 0)
	nan := Real(math.NaN())
	n := Numbers{
		MaxEntropy:         Real(limit),
		FlowBound:          Real(flowBound),
		FlowBoundAnyStart:  Real(dynamics.FlowBoundFrom(s.Classes, p.Beta, flowBound, 1)),
		EtaPositive:        nan,
		EtaMonotone:        nan,
		EtaNaive:           nan,
		EtaInvariant:       Real(dynamics.EtaInvariant(flowBound)),
		EtaDataOnly:        Real(dynamics.EtaDataOnly(s.Classes, p.Beta, p.Gamma, p.InitialWeight)),
		EtaBounded:         Real(dynamics.EtaBounded(s.Classes, p)),
		EtaMaxCertified:    certified(s.EtaMaxCertificate()),
		EtaTrajectory:      Real(SearchEtaTrajectory(s.Classes, p)),
		TotalGain:          Real(dynamics.TotalGain(s.Classes, p.Eta)),
		WeightBound:        nan,
		InvariantWeightMin: nan,
		InvariantWeightMax: nan,
		BasinEdge:          Real(edge),
		SupWeightAttained:  Real(SearchSupremum(s.Classes, p).Weight),
		SupWeightCertified: certified(s.SupWeightCertificate()),
		SupWeightFromLow:   nan,
		EnvelopePeak:       Real(dynamics.WorstEnvelopePeak(s.Classes, p)),
		HighNeedsEntropy:   nan,
		CaptureEpochs:      nan,
		DeadZone:           nan,
		PlantGain:          Real(p.Eta * s.Plant.MaxSlope(s.Classes)),
		CriticalGain:       Real(crossing.Gain),
		CriticalEta:        Real(loop.CriticalEta(s.Plant, s.Classes, p.Beta)),
		CriticalPeriod:     Real(crossing.Period()),
	}
	if bound, margin := dynamics.WeightBound(s.Classes, p); margin > 0 {
		n.WeightBound = Real(bound)
	}
	if smallest, largest, ok := dynamics.InvariantInterval(p.Eta, p.Gamma, flowBound); ok {
		n.InvariantWeightMin, n.InvariantWeightMax = Real(smallest), Real(largest)
	}
	if !p.Clip.IsUnclipped() {
		n.clip(s)
	}
	return n
}

func (n *Numbers) clip(s Setting) {
	p, flowBound := s.Parameters, s.flowBound()
	high := p.Clip.High
	n.EtaPositive = Real(dynamics.EtaPositive(flowBound, p.Gamma, high))
	n.EtaMonotone = Real(dynamics.EtaMonotone(flowBound, p.Gamma, high))
	n.EtaNaive = Real(dynamics.EtaNaive(s.Classes, p.Gamma, high))
	n.HighNeedsEntropy = Real(dynamics.MaxEntropy(s.Classes) - math.Log(high/p.InitialWeight)/p.Eta)
	n.DeadZone = Real(dynamics.DeadZone(p))
	if epochs, ok := dynamics.CaptureEpochs(p, p.InitialWeight, 0); ok {
		n.CaptureEpochs = Real(epochs)
	}
	fromLow := p
	fromLow.InitialWeight = p.Clip.Low
	n.SupWeightFromLow = Real(SearchSupremum(s.Classes, fromLow).Weight)
}
