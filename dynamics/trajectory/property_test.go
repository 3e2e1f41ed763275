package trajectory

import (
	"bytes"
	"math"
	"testing"

	"aeed/dynamics"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// anyBits generates the bits of a float64: any at all, or one of those at
// which formats break.
func anyBits() gopter.Gen {
	special := []any{}
	for _, value := range []float64{0, math.Copysign(0, -1), 1, 0.1, 1.0 / 3, math.SmallestNonzeroFloat64, -math.SmallestNonzeroFloat64,
		0x1p-1022, math.MaxFloat64, -math.MaxFloat64, 1 << 53, 1e21, 1e-7, 5e-324, 2.2250738585072011e-308} {
		special = append(special, math.Float64bits(value))
	}
	return gen.Weighted([]gen.WeightedGen{
		{Weight: 2, Gen: gen.UInt64()},
		{Weight: 1, Gen: gen.OneConstOf(special...)},
		{Weight: 1, Gen: gen.UInt64Range(0, 1<<52)}, // subnormal
	})
}

// numbers hands out the bits again and again; none is 0.
type numbers struct {
	bits []uint64
	next int
}

func (n *numbers) any() uint64 {
	n.next++
	if len(n.bits) == 0 {
		return 0
	}
	return n.bits[n.next%len(n.bits)]
}

func (n *numbers) finite() float64 {
	value := math.Float64frombits(n.any())
	if math.IsNaN(value - value) {
		return float64(n.next)
	}
	return value
}

// positive is finite and above 0.
func (n *numbers) positive() float64 {
	if value := math.Abs(n.finite()); value > 0 {
		return value
	}
	return 1
}

// fraction is in [0, 1].
func (n *numbers) fraction() float64 {
	if value := math.Abs(n.finite()); value <= 1 {
		return value
	}
	return 0.5
}

func (n *numbers) header(classes int, law, version string) Header {
	h := Header{
		Source: SourceTraining, Law: law + "!", Driver: dynamics.DriveEntropy,
		Eta: n.positive(), Gamma: n.positive(), Beta: n.fraction() / 2,
		Clip:          dynamics.Unclipped(),
		Classes:       classes,
		InitialWeight: n.positive(),
		Normalisation: []Normalisation{NormaliseNone, NormaliseMeanOne, NormaliseSum}[n.any()%3],
		Precision:     []Precision{PrecisionFloat32, PrecisionFloat64}[n.any()%2],
		Version:       version,
	}
	if low := n.positive(); n.any()%2 == 0 {
		h.Clip = dynamics.Clip{Low: low, High: low * 2}
	}
	if n.any()%3 == 0 {
		h.Seed = new(n.any())
	}
	if n.any()%3 == 0 {
		h.ClassSizes = make([]int, classes)
		for class := range h.ClassSizes {
			h.ClassSizes[class] = int(n.any() % (maxInteger + 1))
		}
	}
	return h
}

func (n *numbers) epoch(number, classes int) Epoch {
	e := Epoch{Number: number, Classes: make([]Record, classes)}
	for class := range e.Classes {
		r := Record{
			ClassEpoch: dynamics.ClassEpoch{Entropy: math.NaN(), Flow: n.finite(), Weight: n.finite(), NextWeightRaw: n.finite(), NextWeight: n.finite()},
			LossWeight: n.finite(), Accuracy: math.NaN(),
		}
		if n.any()%4 > 0 {
			r.Count, r.Entropy = 1+int(n.any()%maxInteger), n.fraction()*dynamics.MaxEntropy(classes)
		}
		if n.any()%2 > 0 {
			r.Accuracy = n.fraction()
		}
		e.Classes[class] = r
	}
	return e
}

func TestRoundTrips(t *testing.T) {
	parameters := gopter.DefaultTestParameters()
	parameters.MinSuccessfulTests = 300
	properties := gopter.NewProperties(parameters)
	properties.Property("JSONL → Parquet → JSONL returns the same bytes, and reading the same bits", prop.ForAll(
		func(classes, count int, bits []uint64, law, version string) string {
			n := numbers{bits: bits}
			header := n.header(classes, law, version)
			if err := header.Validate(); err != nil {
				return err.Error()
			}
			var epochs []Epoch
			for number := range count {
				epochs = append(epochs, n.epoch(number, classes))
			}
			file := encode(t, header, epochs)
			gotHeader, got, err := decode(file)
			if err != nil {
				return err.Error()
			}
			if !sameHeader(gotHeader, header) || !sameBits(got, epochs) {
				return "JSONL reads back otherwise"
			}
			tableHeader, table, err := decodedParquet(encodedParquet(t, gotHeader, got))
			if err != nil {
				return err.Error()
			}
			if !bytes.Equal(encode(t, tableHeader, table), file) {
				return "Parquet gives other bytes"
			}
			return ""
		},
		gen.IntRange(2, 9), gen.IntRange(0, 5), gen.SliceOf(anyBits()), gen.AnyString(), gen.AnyString(),
	))
	properties.TestingRun(t)
}
