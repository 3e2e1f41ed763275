package proofs

import (
	"math"
	"math/rand"

	"aeed/dynamics"
)

// along makes a property of every epoch of an EntropyTrial. Trials that leave
// the hypotheses while shrinking are vacuous. start looks at the trial once and
// returns the check of an epoch: the relative margin of its inequality.
func along(name, statement string, region Region, hypotheses func(EntropyTrial) bool,
	start func(EntropyTrial) func(Epoch) float64) Property {
	return Property{
		Name: name, Statement: statement,
		Generator: Generator(EntropyTrials(region)),
		Check: func(trial Trial) Outcome {
			t := trial.(EntropyTrial)
			if !hypotheses(t) {
				return vacuous
			}
			outcome := Outcome{Slack: math.Inf(1)}
			check := start(t)
			t.Walk(func(e Epoch) bool {
				outcome.Slack = math.Min(outcome.Slack, check(e))
				return outcome.Holds()
			})
			return outcome
		},
	}
}

func always(EntropyTrial) bool { return true }

// bounded is the hypothesis of Theorem 1′.
func bounded(t EntropyTrial) bool {
	_, margin := dynamics.WeightBound(t.Classes, t.Parameters)
	return margin > 0
}

// StaysPositive is the property 0 < w, before the clip, along every trial of
// the region; its slack is w⁽ᵗ⁺¹⁾/w⁽ᵗ⁾.
func StaysPositive(region Region) Property {
	return along("stays-positive", "every weight is positive, before the clip too", region, always, positive)
}

func positive(EntropyTrial) func(Epoch) float64 {
	return func(e Epoch) float64 {
		if ratio := e.Raw / e.Weight; ratio > 0 {
			return ratio
		}
		return -1
	}
}

// StaysWithin is the property low ≤ w ≤ high along every trial of the region,
// the bounds being functions of the trial.
func StaysWithin(region Region, low, high func(EntropyTrial) float64) Property {
	return along("stays-within", "low ≤ w ≤ high in every epoch", region, always,
		func(t EntropyTrial) func(Epoch) float64 {
			low, high := low(t), high(t)
			return func(e Epoch) float64 {
				return math.Min(slackOf(low, e.Next), slackOf(e.Next, high))
			}
		})
}

// FlowProperties are the facts about Eq. 3 behind every theorem, over any
// parameters of the region.
func FlowProperties(region Region) []Property {
	return []Property{
		along("flow-bound", "|ΔH̄| ≤ (1−β) ln C", region, always, func(t EntropyTrial) func(Epoch) float64 {
			bound := dynamics.FlowBound(t.Classes, t.Parameters.Beta)
			return func(e Epoch) float64 { return slackOf(math.Abs(e.Flow), bound) }
		}),
		along("ema-identity", "ΔH̄ = (1−β)(H − M₋), M₋ the smoothed entropy before", region, always,
			func(t EntropyTrial) func(Epoch) float64 {
				p, scale := t.Parameters, dynamics.FlowBound(t.Classes, t.Parameters.Beta)
				return func(e Epoch) float64 {
					return -math.Abs(e.Flow-(1-p.Beta)*(e.Entropy-e.Before)) / scale
				}
			}),
		along("flow-sum", "|ΣΔH̄| over n epochs ≤ (1−βⁿ) ln C", region, always, func(t EntropyTrial) func(Epoch) float64 {
			sum := 0.0
			return func(e Epoch) float64 {
				sum += e.Flow
				return slackOf(math.Abs(sum), dynamics.FlowSumBound(t.Classes, t.Parameters.Beta, e.T+1))
			}
		}),
	}
}

// BoundednessProperties are Theorem 1′ and its consequences for arbitrary
// entropies, over a region of unclipped parameters that satisfy it.
func BoundednessProperties(region Region) []Property {
	return []Property{
		along("positive", "w > 0 under Theorem 1′", region, bounded, positive),
		along("bounded", "w ≤ min(max(w₀, D̄/γ), w₀C^η)", region, bounded, func(t EntropyTrial) func(Epoch) float64 {
			bound, _ := dynamics.WeightBound(t.Classes, t.Parameters)
			return func(e Epoch) float64 { return slackOf(e.Next, bound) }
		}),
	}
}

// CollapseProperties are Theorem 2′ for arbitrary entropies.
func CollapseProperties(region Region) []Property {
	return []Property{
		along("collapse-rate", "w_T ≤ C^η/(1/w₀+ηγT)", region, bounded, func(t EntropyTrial) func(Epoch) float64 {
			return func(e Epoch) float64 {
				return slackOf(e.Next, dynamics.CollapseBound(t.Classes, t.Parameters, e.T+1))
			}
		}),
		along("flow-follows-change", "(1−β)|ΔH| ≤ |ΔH̄| + β|ΔH̄₋| and |ΔH̄| ≤ max |ΔH|: the flow vanishes exactly if the entropies settle",
			region, always, flowFollowsChange),
	}
}

func flowFollowsChange(t EntropyTrial) func(Epoch) float64 {
	beta := t.Parameters.Beta
	entropy := t.Levels[0] * dynamics.MaxEntropy(t.Classes)
	scale := dynamics.FlowBound(t.Classes, beta)
	flow, largest := 0.0, 0.0
	return func(e Epoch) float64 {
		change := math.Abs(e.Entropy - entropy)
		largest = math.Max(largest, change)
		seen := math.Abs(e.Flow) + beta*math.Abs(flow) - (1-beta)*change
		entropy, flow = e.Entropy, e.Flow
		return math.Min(seen, largest-math.Abs(e.Flow)) / scale
	}
}

// GainProperties are Theorem 3 for arbitrary entropies: the telescoping
// coordinate, the total gain and the envelopes.
func GainProperties(region Region) []Property {
	return []Property{
		along("telescoping", "U₊ ≤ U·e^{−ηγw}, U = w·e^{−ηM₋}", region, bounded, func(t EntropyTrial) func(Epoch) float64 {
			p := t.Parameters
			return func(e Epoch) float64 {
				before := dynamics.Telescoping(p.Eta, e.Weight, e.Before)
				after := dynamics.Telescoping(p.Eta, e.Next, e.After())
				return slackOf(after, before*math.Exp(-p.Eta*p.Gamma*e.Weight))
			}
		}),
		along("total-gain", "w_T ≤ w₀e^{η(M_{T−1}−M₋₁)}", region, bounded, func(t EntropyTrial) func(Epoch) float64 {
			p, first := t.Parameters, t.Levels[0]*dynamics.MaxEntropy(t.Classes)
			return func(e Epoch) float64 {
				return slackOf(e.Next, p.InitialWeight*math.Exp(p.Eta*(e.After()-first)))
			}
		}),
		along("envelope", "w_T ≤ Envelope", region, bounded, func(t EntropyTrial) func(Epoch) float64 {
			envelope := dynamics.NewEnvelope(t.Parameters, t.Levels[0]*dynamics.MaxEntropy(t.Classes))
			return func(e Epoch) float64 { return slackOf(e.Next, envelope.Next(e.Flow)) }
		}),
		along("worst-envelope", "w ≤ WorstEnvelopePeak", region, bounded, func(t EntropyTrial) func(Epoch) float64 {
			peak := dynamics.WorstEnvelopePeak(t.Classes, t.Parameters)
			return func(e Epoch) float64 { return slackOf(e.Next, peak) }
		}),
		neverAboveStart(region),
	}
}

// neverAboveStart needs histories that begin with an untrained network.
func neverAboveStart(region Region) Property {
	draw := EntropyTrials(region)
	p := along("never-above-start", "H₀ = ln C and ΔH̄₀ = 0 keep w ≤ w₀ forever", region,
		func(t EntropyTrial) bool { return bounded(t) && t.Levels[0] == 1 },
		func(t EntropyTrial) func(Epoch) float64 {
			return func(e Epoch) float64 { return slackOf(e.Next, t.Parameters.InitialWeight) }
		})
	p.Generator = Generator(func(r *rand.Rand) Trial {
		t := draw(r).(EntropyTrial)
		t.Levels[0] = 1
		return t
	})
	return p
}

// ClipProperty is boundedness by the clip, for any law and any η.
func ClipProperty(region Region) Property {
	return along("clip", "low ≤ w ≤ high for any law and any η", region, clipHoldsStart, func(t EntropyTrial) func(Epoch) float64 {
		clip := t.Parameters.Clip
		return func(e Epoch) float64 {
			return math.Min(slackOf(clip.Low, e.Next), slackOf(e.Next, clip.High))
		}
	})
}

func clipHoldsStart(t EntropyTrial) bool {
	p := t.Parameters
	return !p.Clip.IsUnclipped() && p.Clip.Contains(p.InitialWeight)
}

// ClippedProperties are Theorem 4: the clipped loop under any η > 0.
func ClippedProperties(region Region) []Property {
	return []Property{
		along("clipped-envelope", "w ≤ ClippedEnvelope, any η", region, clipHoldsStart, func(t EntropyTrial) func(Epoch) float64 {
			envelope := dynamics.NewClippedEnvelope(t.Parameters)
			return func(e Epoch) float64 { return slackOf(e.Next, envelope.Next(e.Flow)) }
		}),
		capture(region),
	}
}

// captureHorizon bounds the epochs that the capture property waits.
const captureHorizon = 20000

// capturedSoon says whether constant entropies capture a weight from the top of
// the clip well within captureHorizon.
func capturedSoon(p dynamics.Parameters) bool {
	wait, ok := dynamics.CaptureEpochs(p, p.Clip.High, 0)
	return ok && wait < captureHorizon/4
}

// soonCaptured draws from region until capturedSoon, or gives up: fixed
// parameters may never be.
func soonCaptured(region Region) Region {
	return func(r *rand.Rand) (classes int, p dynamics.Parameters) {
		for range 1000 {
			if classes, p = region(r); capturedSoon(p) {
				break
			}
		}
		return classes, p
	}
}

// capture lets the entropies settle after a random history: the weight must
// then be at the lower end of the clip within CaptureEpochs of the first small
// flow.
func capture(region Region) Property {
	return Property{
		Name: "capture", Statement: "once the entropies settle, w = low within CaptureEpochs, and stays",
		Generator: Generator(EntropyTrials(soonCaptured(region))),
		Check: func(trial Trial) Outcome {
			t := trial.(EntropyTrial)
			if !clipHoldsStart(t) || !capturedSoon(t.Parameters) {
				return vacuous
			}
			p := t.Parameters
			state := dynamics.State{Weight: p.InitialWeight}
			t.Walk(func(e Epoch) bool {
				state = dynamics.State{Weight: e.Next, Flow: dynamics.Flow(p.Beta, 0, 0, e.Flow)}
				return true
			})
			deadline := captureHorizon
			for epoch := range captureHorizon {
				if wait, ok := dynamics.CaptureEpochs(p, state.Weight, math.Abs(state.Flow)); ok {
					deadline = min(deadline, epoch+wait)
				}
				if epoch >= deadline {
					return Outcome{Slack: slackOf(state.Weight, p.Clip.Low)}
				}
				state = dynamics.Map(p.Law, p, state, 0)
				state.Weight = p.Clip.Apply(state.Weight)
			}
			return vacuous
		},
	}
}
