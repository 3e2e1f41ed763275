package dynamics

import (
	"fmt"
	"math"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

func TestPublishedEnvelopePeaks(t *testing.T) {
	for _, c := range []struct {
		classes        int
		peak, attained float64
	}{{60, 3.035, 2.385}, {120, 3.835, 2.798}, {400, 5.647, 3.608}} {
		p := DefaultParameters()
		near(t, "peak", WorstEnvelopePeak(c.classes, p), c.peak, .5e-3)

		// The best that entropies can do from M = 0 is ln C from then on.
		limit, flow, weight, highest, at := MaxEntropy(c.classes), 0.0, 1.0, 1.0, 0
		for i := 1; i <= 60; i++ {
			flow = Flow(p.Beta, limit, map[bool]float64{true: 0, false: limit}[i == 1], flow)
			if weight = (Logistic{}).Next(weight, flow, p.Eta, p.Gamma); weight > highest {
				highest, at = weight, i
			}
		}
		near(t, "attained", highest, c.attained, .6e-3)
		if c.classes == 60 && at != 12 {
			t.Errorf("C=60: highest at t = %d, want 12", at)
		}
	}
}

func TestWorstEnvelopePeakIsTheMaximum(t *testing.T) {
	holds(t, "peak = max over T", prop.ForAll(func(classes int, p Parameters) string {
		want := 0.0
		for epochs := range 80 {
			want = math.Max(want, WorstEnvelope(classes, p, epochs))
		}
		got := WorstEnvelopePeak(classes, p)
		// A sum of 80 terms loses an ulp or two each. The peak is where
		// β^T = ln(1+ηγw₀)/(ηD̄), at most ln(D̄/1e-4)/(1−β): before 80 for β < .85.
		if got < want*(1-200*ulp) || p.Beta < .85 && got > want*(1+200*ulp) {
			return fmt.Sprintf("got %v, want %v", got, want)
		}
		return ""
	}, gen.IntRange(2, 400), anyParameters()))
}

// A tiny self-competition lets the peak come close to w₀C^η; the search for it
// must still end.
func TestWorstEnvelopePeakEnds(t *testing.T) {
	for _, c := range []struct{ eta, gamma, beta, weight, want float64 }{
		{.5, 1e-12, .9, 1, math.Sqrt(60)},
		{.5, math.SmallestNonzeroFloat64, .9, 1, math.Sqrt(60)},
		{1e-3, 1e-300, .999, 1, math.Exp(1e-3 * math.Log(60))},
		{.5, .05, 0, 1, math.Sqrt(60) / 1.025},
		{.5, .05, 1 - 1e-9, 1, 1}, // M moves too slowly for any rise
		{.5, 1e308, .9, 1, 1},
		{1e4, .05, .9, 1, math.Inf(1)},
	} {
		p := DefaultParameters()
		p.Eta, p.Gamma, p.Beta, p.InitialWeight = c.eta, c.gamma, c.beta, c.weight
		got := WorstEnvelopePeak(60, p)
		// γ = 1e-12 costs up to ηγ·epochs ≈ 1e-10 of it.
		if math.Abs(got/c.want-1) > 1e-9 && got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// Theorems 2′ and 3: every positive unclipped trajectory lies below its
// envelopes, and U = w·e^{−ηM} decreases along it.
func TestEnvelopesHold(t *testing.T) {
	applied := 0
	holds(t, "envelopes", prop.ForAll(func(classes int, p Parameters, fractions []float64) string {
		entropies := scaled(fractions, MaxEntropy(classes))
		envelope, weight, ema := NewEnvelope(p, entropies[0]), p.InitialWeight, entropies[0]
		peak, gain := WorstEnvelopePeak(classes, p), TotalGain(classes, p.Eta)
		for i, flow := range flows(p.Beta, entropies) {
			before := Telescoping(p.Eta, weight, ema) * math.Exp(-p.Eta*p.Gamma*weight)
			if weight = (Logistic{}).Next(weight, flow, p.Eta, p.Gamma); weight <= 0 {
				return "" // no theorem
			}
			applied++
			ema += flow
			// w and the exponents η M ≤ η ln C round about 4 times an epoch.
			slack := 1 + float64(8*(i+2))*(1+p.Eta*MaxEntropy(classes))*ulp
			for _, bound := range []struct {
				name  string
				value float64
			}{
				{"Envelope", envelope.Next(flow)},
				{"WorstEnvelope", WorstEnvelope(classes, p, i+1)},
				{"WorstEnvelopePeak", peak},
				{"CollapseBound", CollapseBound(classes, p, i+1)},
				{"total gain", p.InitialWeight * gain},
			} {
				if !(weight <= bound.value*slack) {
					return fmt.Sprintf("epoch %d: weight %v above %s = %v", i, weight, bound.name, bound.value)
				}
			}
			if after := Telescoping(p.Eta, weight, ema); !(after <= before*slack) {
				return fmt.Sprintf("epoch %d: U rises to %v above %v", i, after, before)
			}
		}
		return ""
	}, gen.IntRange(2, 400), anyParameters(), anyEntropies(60)))
	if applied < 10000 {
		t.Errorf("only %d epochs within the theorem", applied)
	}
}

// Theorem 4, for any η: the clipped weight lies below its envelope.
func TestClippedEnvelopeHolds(t *testing.T) {
	holds(t, "clipped envelope", prop.ForAll(func(classes int, p Parameters, fractions []float64, low, high, size float64) string {
		p.Clip, p.Eta, p.InitialWeight = Clip{low, 1 + high}, p.Eta*size, 1
		envelope, weight := NewClippedEnvelope(p), p.InitialWeight
		for i, flow := range flows(p.Beta, scaled(fractions, MaxEntropy(classes))) {
			_, weight = Step(&p, weight, flow)
			bound := envelope.Next(flow)
			// ln B is a sum of terms ηD of which each rounds by ulp·η ln C.
			slack := 1 + float64(8*(i+2))*(1+p.Eta*MaxEntropy(classes))*ulp
			if !(weight <= bound*slack) || bound < low {
				return fmt.Sprintf("epoch %d: weight %v, bound %v", i, weight, bound)
			}
		}
		return ""
	}, gen.IntRange(2, 400), anyParameters(), anyEntropies(60), logUniform(.01, .9), logUniform(.1, 100), logUniform(1, 1e4)))
}

// A rise of e^{800} and a fall as large must not leave NaN or an infinite bound
// for good.
func TestClippedEnvelopeSurvivesAHugeEta(t *testing.T) {
	p := DefaultParameters()
	p.Eta = 2000
	envelope := NewClippedEnvelope(p)
	if up := envelope.Next(.4); !math.IsInf(up, 1) {
		t.Errorf("after a rise %v, want +Inf", up)
	}
	if down := envelope.Next(-.4); !(down >= p.Clip.Low && down <= 1) {
		t.Errorf("after the fall %v, want at most 1", down)
	}
	low := envelope.Next(-.4) // e^{ln .1} rounds by |ln .1| + 1 ulp or so
	near(t, "then the lower end", low, p.Clip.Low, 4*ulp*p.Clip.Low)
	if low < p.Clip.Low {
		t.Errorf("bound %v below the clip", low)
	}
}

func TestCollapseBound(t *testing.T) {
	p := DefaultParameters()
	near(t, "at T = 0", CollapseBound(60, p, 0), math.Sqrt(60), 4*ulp*math.Sqrt(60))
	near(t, "T·bound", 1e9*CollapseBound(60, p, 1e9), 40*math.Sqrt(60), 1e-4)
}
