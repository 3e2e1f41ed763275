package analysis

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"

	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// SpectrumSettings say what noise a spectrum is of.
type SpectrumSettings struct {
	Parameters dynamics.Parameters // the clip and w⁽⁰⁾ are not used
	Sigma      float64             // deviation of a class's measured entropy, nats, > 0
	Classes    int                 // independent runs that are averaged, at least 2
	Epochs     int                 // of a run; the first eighth is left out
	Segment    int                 // epochs of a periodogram, at least 16
	Seed       uint64
}

// DefaultSpectrum is the paper's controller under noise of 0.2 nats.
func DefaultSpectrum() SpectrumSettings {
	return SpectrumSettings{Parameters: dynamics.DefaultParameters(), Sigma: 0.2, Classes: 60, Epochs: 8192, Segment: 1024, Seed: 1}
}

// Validate returns a *dynamics.ParameterError for the first setting out of range,
// or nil.
func (s SpectrumSettings) Validate() error {
	if err := s.Parameters.Validate(); err != nil {
		return err
	}
	if !logistic(s.Parameters) && !anchored(s.Parameters) {
		return &dynamics.ParameterError{Name: "law", Value: s.Parameters.Law.Name(), Want: "logistic or anchored", Hint: "their transfer functions are known"}
	}
	if !(s.Sigma > 0) || math.IsInf(s.Sigma, 1) {
		return &dynamics.ParameterError{Name: "sigma", Value: fmt.Sprint(s.Sigma), Want: "a finite deviation σ > 0 (nats)", Hint: "a class of n samples has σ₁/√n"}
	}
	for _, err := range []error{checkCount("classes", s.Classes, 2, 10_000), checkCount("epochs", s.Epochs, 32, 10_000_000), checkCount("segment", s.Segment, 16, s.Epochs/2)} {
		if err != nil {
			return err
		}
	}
	return nil
}

// Independent noise e of the measured entropies gives, with z = e^{iω} and ω = 2πf,
//
//	ΔH̄:   (1−β)(1−z⁻¹)/(1−βz⁻¹) e                     (Eq. 3)
//	ln w: η·z⁻¹/(1−az⁻¹) ΔH̄,   a = 1−ηγw̄              (Eq. 4, first order about w̄)
//
// Far below 1/(ηγ), where the logistic law ends up, a = 1: the sum over time
// cancels the difference, and η(1−β)/(1−βz⁻¹) is left, a low-pass filter. The
// anchored law rests at w̄ = 1.

// flowPower returns |ΔH̄/e|² at a frequency in [0, ½] cycles per epoch:
// (1−β)²·4sin²(ω/2)/|1−βz⁻¹|².
func flowPower(beta, frequency float64) float64 {
	sine := math.Sin(math.Pi * frequency)
	return (1 - beta) * (1 - beta) * 4 * sine * sine / lagPower(beta, frequency)
}

// logWeightPower returns |ln w/e|² at a frequency, relaxation being 1−a ≥ 0.
func logWeightPower(eta, beta, relaxation, frequency float64) float64 {
	low := eta * eta * (1 - beta) * (1 - beta) / lagPower(beta, frequency)
	if relaxation == 0 {
		return low
	}
	sine := math.Sin(math.Pi * frequency)
	return low * 4 * sine * sine / lagPower(1-relaxation, frequency)
}

// lagPower returns |1−az⁻¹|² = (1−a)² + 4a·sin²(ω/2).
func lagPower(a, frequency float64) float64 {
	sine := math.Sin(math.Pi * frequency)
	return (1-a)*(1-a) + 4*a*sine*sine
}

// relaxation returns 1−a of the law.
func (s SpectrumSettings) relaxation() float64 {
	if anchored(s.Parameters) {
		return s.Parameters.Eta * s.Parameters.Gamma
	}
	return 0
}

// Spectrum returns the series of the spectrum figure: one-sided power densities
// of ΔH̄ and of ln w under noise, in theory and in a simulation without a clip,
// with the stationary deviation of ln w in a note. The error is that of Validate.
func Spectrum(s SpectrumSettings) (plot.Spectrum, error) {
	if err := s.Validate(); err != nil {
		return plot.Spectrum{}, err
	}
	p := s.Parameters
	d := plot.Spectrum{Heading: plot.Heading{
		Title: "From entropy noise to niche widths",
		Setting: fmt.Sprintf("σ = %s nats,  η = %s,  γ = %s,  β = %s,  %s law without a clip", plot.Exact(s.Sigma),
			plot.Exact(p.Eta), plot.Exact(p.Gamma), plot.Exact(p.Beta), p.Law.Name()),
		Notes: driverNote(p),
	}}
	variance := s.Sigma * s.Sigma
	for _, frequency := range logarithmic(1/float64(s.Segment), 0.5, 200) {
		add(&d.Flow.Theory, frequency, 2*variance*flowPower(p.Beta, frequency))
		add(&d.LogWeight.Theory, frequency, 2*variance*logWeightPower(p.Eta, p.Beta, s.relaxation(), frequency))
	}
	note := fmt.Sprintf("Standard deviation of ln w in the long run: %s in theory", plot.Number(s.Deviation()))
	run, err := s.simulate()
	if err != nil {
		d.Notes = append(d.Notes, note+".", "The simulation is left out: "+err.Error()+".")
		return d, nil
	}
	d.Flow.Simulated = periodogram(run.flows, s.Segment)
	d.LogWeight.Simulated = periodogram(run.logWeights, s.Segment)
	d.Notes = append(d.Notes, fmt.Sprintf("%s, %s in the simulation (%d classes, %d epochs, less its linear trend).",
		note, plot.Number(deviation(run.logWeights)), s.Classes, len(run.flows[0])))
	return d, nil
}

func add(s *plot.Series, x, y float64) { s.X, s.Y = append(s.X, x), append(s.Y, y) }

// Deviation returns the stationary deviation of ln w in theory, the root of the
// integral of its power density; ησ√((1−β)/(1+β)) for the logistic law. With
// a = 1−ηγw̄ it is ησ(1−β)·√(2/((1+a)(1+β)(1−aβ))), and for the logistic law a = 1.
func (s SpectrumSettings) Deviation() float64 {
	p := s.Parameters
	if anchored(p) {
		a := 1 - s.relaxation()
		return p.Eta * s.Sigma * (1 - p.Beta) * math.Sqrt(2/((1+a)*(1+p.Beta)*(1-a*p.Beta)))
	}
	return dynamics.LogWeightDeviation(p.Eta, p.Beta, s.Sigma)
}

// A noisyRun is what noise does, by class and epoch.
type noisyRun struct{ flows, logWeights [][]float64 }

// errRange is the error of simulate where logarithms end.
var errRange = errors.New("its weights do not stay within the positive numbers")

// simulate runs the controller on a constant entropy with noise. The logistic law
// starts so low that γw plays no part, as after a long time.
func (s SpectrumSettings) simulate() (noisyRun, error) {
	p := flowDriven(s.Parameters)
	p.InitialWeight = 1
	if logistic(p) {
		p.InitialWeight = math.Max(1e-6/(p.Eta*p.Gamma*float64(s.Epochs)), 1e-200)
	}
	sizes := make([]int, s.Classes)
	for class := range sizes {
		sizes[class] = 1
	}
	scenario := sim.Scenario{Sizes: sizes, Source: sim.Open{Signal: sim.Constant{Level: 0.5}}, Noise: s.Sigma, Epochs: s.Epochs, Seed: s.Seed}
	run := noisyRun{make([][]float64, s.Classes), make([][]float64, s.Classes)}
	err := sim.Run(&scenario, p, func(epoch trajectory.Epoch) error {
		if epoch.Number < s.Epochs/8 {
			return nil
		}
		for class, record := range epoch.Classes {
			if !(record.Weight > 0) {
				return errRange
			}
			run.flows[class] = append(run.flows[class], record.Flow)
			run.logWeights[class] = append(run.logWeights[class], math.Log(record.Weight))
		}
		return nil
	})
	if err != nil {
		return noisyRun{}, errRange
	}
	return run, nil
}

// deviation returns the standard deviation of all runs about their linear trends.
func deviation(runs [][]float64) float64 {
	var squares float64
	count := 0
	for _, run := range runs {
		for _, x := range detrended(run) {
			squares += x * x
		}
		count += len(run) - 2
	}
	return math.Sqrt(squares / float64(count))
}

// detrended returns values without their regression line.
func detrended(values []float64) []float64 {
	times := make([]float64, len(values))
	for t := range times {
		times[t] = float64(t)
	}
	start, slope := stat.LinearRegression(times, values, nil, false)
	rest := make([]float64, len(values))
	for t, v := range values {
		rest[t] = v - start - slope*times[t]
	}
	return rest
}
