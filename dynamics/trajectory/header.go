package trajectory

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"aeed/dynamics"
)

// Format is the value of the header's "format": the name and version of the
// layout that this package reads and writes.
const Format = "aeed-trajectory/1"

const (
	// MaxClasses bounds C. An epoch in memory costs 64 bytes a class.
	MaxClasses = 1 << 20
	// MaxLineBytes bounds a line, so that no file can make a reader hold more:
	// room for the class sizes of MaxClasses classes.
	MaxLineBytes = 32 << 20
)

// Source says what wrote a trajectory.
type Source string

const (
	SourceSimulation Source = "simulation"
	SourceTraining   Source = "training"
)

// Normalisation says what the loss made of the niche widths w_c.
type Normalisation string

const (
	// NormaliseNone uses w_c itself, as the paper does.
	NormaliseNone Normalisation = "none"
	// NormaliseMeanOne scales the weights to Σ n_c w_c / Σ n_c = 1 over the
	// training samples.
	NormaliseMeanOne Normalisation = "mean-1"
	// NormaliseSum divides the loss of a batch by the batch's Σw, as weighted
	// cross-entropy in PyTorch does.
	NormaliseSum Normalisation = "sum"
)

// Precision is the arithmetic in which Eqs. 3–4 were evaluated.
type Precision string

const (
	PrecisionFloat64 Precision = "float64"
	PrecisionFloat32 Precision = "float32"
)

// Tolerance returns how far a replay of Eqs. 3–4 in float64 may be from the
// record, in nats or in units of niche width: 1e-5 for float32, else 1e-12.
func (p Precision) Tolerance() float64 {
	if p == PrecisionFloat32 {
		return 1e-5
	}
	return 1e-12
}

// A Header is the first line of a trajectory: what the controller was, and who
// ran it.
type Header struct {
	Source        Source
	Law           string          // any name; LawByName knows the built-in ones
	Driver        dynamics.Driver // signal that drove the law
	Eta           float64         // adaptation rate η > 0
	Gamma         float64         // self-competition γ > 0
	Beta          float64         // smoothing β in [0, 1)
	Clip          dynamics.Clip   // null in JSON when unclipped, [low, null] when high is +Inf
	Classes       int             // C in [2, MaxClasses]
	ClassSizes    []int           // training samples n_c of each class; nil when not known
	InitialWeight float64         // w⁽⁰⁾ > 0
	Normalisation Normalisation
	Precision     Precision
	Seed          *uint64 // of the run; nil when it had none
	Version       string  // of the program that wrote the file; "" when not known
}

// NewHeader returns the header of a float64 simulation of classes under p,
// without normalisation: change what differs. Create checks it.
func NewHeader(classes int, p dynamics.Parameters) Header {
	h := Header{
		Source: SourceSimulation,
		Driver: p.Driver,
		Eta:    p.Eta, Gamma: p.Gamma, Beta: p.Beta,
		Clip:          p.Clip,
		Classes:       classes,
		InitialWeight: p.InitialWeight,
		Normalisation: NormaliseNone,
		Precision:     PrecisionFloat64,
	}
	if p.Law != nil {
		h.Law = p.Law.Name()
	}
	return h
}

// Parameters returns the constants of the controller that the header
// describes. A law that is not built in is the error of dynamics.LawByName,
// and the parameters come without a law: set your own.
func (h Header) Parameters() (dynamics.Parameters, error) {
	law, err := dynamics.LawByName(h.Law)
	return dynamics.Parameters{
		Eta: h.Eta, Gamma: h.Gamma, Beta: h.Beta,
		Clip:          h.Clip,
		InitialWeight: h.InitialWeight,
		Law:           law,
		Driver:        h.Driver,
	}, err
}

// Validate returns a *FormatError for the first field that is out of range, or
// nil.
func (h Header) Validate() error {
	if h.Source != SourceSimulation && h.Source != SourceTraining {
		return fault("source", fmt.Sprintf("%q", h.Source), `"simulation" or "training"`, "training is a real network, in any framework")
	}
	if h.Law == "" || !utf8.ValidString(h.Law) {
		return fault("law", fmt.Sprintf("%q", h.Law), "a name in UTF-8", "the paper's is logistic; a law of your own may have any name")
	}
	if !utf8.ValidString(h.Version) {
		return fault("version", fmt.Sprintf("%q", h.Version), "UTF-8", "a version like v1.2.3 or a commit")
	}
	p, _ := h.Parameters()
	p.Law = dynamics.Logistic{} // any law will do: the header's need not be built in
	var parameter *dynamics.ParameterError
	if err := p.Validate(); errors.As(err, &parameter) {
		name := parameter.Name
		if name == "w0" {
			name = "initial_weight"
		}
		return fault(name, parameter.Value, parameter.Want, parameter.Hint)
	}
	if h.Classes < 2 || h.Classes > MaxClasses {
		return fault("classes", fmt.Sprint(h.Classes), fmt.Sprintf("an integer in [2, %d]", MaxClasses), "the number of classes of the whole data set")
	}
	if h.ClassSizes != nil && len(h.ClassSizes) != h.Classes {
		return fault("class_sizes", fmt.Sprintf("%d sizes", len(h.ClassSizes)), fmt.Sprintf("one for each of the %d classes", h.Classes), "leave the key out if the sizes are not known")
	}
	for class, size := range h.ClassSizes {
		if size < 0 || size > maxInteger {
			return fault("class_sizes", fmt.Sprintf("%d for class %d", size, class), "a number of training samples", "0 for a class without samples")
		}
	}
	switch h.Normalisation {
	case NormaliseNone, NormaliseMeanOne, NormaliseSum:
	default:
		return fault("normalisation", fmt.Sprintf("%q", h.Normalisation), `"none", "mean-1" or "sum"`, "the paper's is none; PyTorch's weighted cross-entropy is sum")
	}
	if h.Precision != PrecisionFloat64 && h.Precision != PrecisionFloat32 {
		return fault("precision", fmt.Sprintf("%q", h.Precision), `"float64" or "float32"`, "the type in which the controller computed, not the network")
	}
	return nil
}
