package comparison

import (
	"math"

	"gonum.org/v1/gonum/stat"

	"aeed/dynamics"
	"aeed/internal/nullable"
)

// A Drive says what moved the weights by the end of a run. Over the classes that
// were shown, ln w_c is regressed on ηM_c and on its change: M_c is the smoothed
// entropy, that of the first epoch plus all flows.
type Drive struct {
	Classes int `json:"classes"` // that are compared
	// Absolute regresses ln w_c on ηM_c: its share is what the absolute entropy
	// explains of the relative weights.
	Absolute Regression `json:"absolute"`
	// Change regresses ln w_c on η(M_c − H_c⁽⁰⁾), which for a flow-driven law is what
	// moves the weights, up to second order.
	Change Regression `json:"change"`

	CommonScale nullable.Float `json:"common_scale"` // geometric mean of the weights
	// AtRest is what the scale would be if no entropy had moved: self-competition
	// alone. Null for a law that isn't built in or isn't driven by the flow.
	AtRest      nullable.Float `json:"common_scale_at_rest"`
	RelativeMin nullable.Float `json:"relative_min"` // smallest weight over the common scale
	RelativeMax nullable.Float `json:"relative_max"`

	series driveSeries
}

// A Regression is a straight line by least squares, null where there is none: fewer
// than three classes, or nothing that varies.
type Regression struct {
	Slope     nullable.Float `json:"slope"`
	Intercept nullable.Float `json:"intercept"`
	Share     nullable.Float `json:"share"` // R² in [0, 1], the share explained
}

// driveSeries are the series behind a drive.
type driveSeries struct {
	classes                    []int     // the classes that are compared
	absolute, change, logWidth []float64 // of each of them, at the end
	scale, rest                []float64 // by epoch, the one after the last included
}

func drive(r *Recording, p dynamics.Parameters) Drive {
	d := Drive{}
	last := r.Epochs[len(r.Epochs)-1].Classes
	for class := range last {
		first, smoothed := smoothedEntropy(r, class)
		if math.IsNaN(first) || !(last[class].NextWeight > 0) {
			continue
		}
		s := &d.series
		s.classes = append(s.classes, class)
		s.absolute = append(s.absolute, p.Eta*smoothed)
		s.change = append(s.change, p.Eta*(smoothed-first))
		s.logWidth = append(s.logWidth, math.Log(last[class].NextWeight))
	}
	d.Classes = len(d.series.classes)
	d.Absolute = regress(d.series.absolute, d.series.logWidth)
	d.Change = regress(d.series.change, d.series.logWidth)
	d.scales(r, p)
	return d
}

// smoothedEntropy returns the first entropy of a class, NaN for one that is never
// shown, and M after the last epoch (nats).
func smoothedEntropy(r *Recording, class int) (first, smoothed float64) {
	first = math.NaN()
	for _, epoch := range r.Epochs {
		record := epoch.Classes[class]
		switch {
		case record.Count == 0:
		case math.IsNaN(first):
			first, smoothed = record.Entropy, record.Entropy
		default:
			smoothed += record.Flow
		}
	}
	return first, smoothed
}

func regress(x, y []float64) Regression {
	nothing := nullable.Float(math.NaN())
	const fewest, still = 3, 1e-12
	if len(x) < fewest || stat.Variance(x, nil) < still || stat.Variance(y, nil) < still {
		return Regression{nothing, nothing, nothing}
	}
	intercept, slope := stat.LinearRegression(x, y, nil, false)
	correlation := stat.Correlation(x, y, nil)
	return Regression{nullable.Float(slope), nullable.Float(intercept), nullable.Float(correlation * correlation)}
}

// scales sets what concerns the common scale.
func (d *Drive) scales(r *Recording, p dynamics.Parameters) {
	s := &d.series
	for _, epoch := range r.Epochs {
		s.scale = append(s.scale, geometricMean(s.classes, func(class int) float64 { return epoch.Classes[class].Weight }))
	}
	last := r.Epochs[len(r.Epochs)-1].Classes
	s.scale = append(s.scale, geometricMean(s.classes, func(class int) float64 { return last[class].NextWeight }))
	d.CommonScale = nullable.Float(s.scale[len(s.scale)-1])
	low, high := math.NaN(), math.NaN()
	for _, log := range s.logWidth {
		relative := math.Exp(log) / float64(d.CommonScale)
		low, high = fmin(low, relative), -fmin(-high, -relative)
	}
	d.RelativeMin, d.RelativeMax = nullable.Float(low), nullable.Float(high)
	d.AtRest = nullable.Float(math.NaN())
	if p.Law == nil || p.Driver != dynamics.DriveFlow {
		return
	}
	s.rest = append(s.rest, p.InitialWeight, p.InitialWeight) // the first epoch only records
	for weight := p.InitialWeight; len(s.rest) < len(s.scale); {
		_, weight = dynamics.Step(&p, weight, 0)
		s.rest = append(s.rest, weight)
	}
	d.AtRest = nullable.Float(s.rest[len(s.rest)-1])
}

// geometricMean returns that of a quantity of the classes; NaN where one isn't
// positive, or of none.
func geometricMean(classes []int, of func(class int) float64) float64 {
	sum := 0.0
	for _, class := range classes {
		sum += math.Log(of(class))
	}
	if len(classes) == 0 || math.IsInf(sum, 0) {
		return math.NaN()
	}
	return math.Exp(sum / float64(len(classes)))
}
