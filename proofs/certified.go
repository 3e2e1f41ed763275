package proofs

import (
	"fmt"
	"math"
	"strconv"

	"aeed/proofs/certificate"
	"aeed/proofs/interval"
)

// The certificates of a setting are about Eqs. 3–4 (the logistic law driven by
// the flow, unclipped), and about the decimals as which its float64 parameters
// print. A search that fails is an error.

// SupWeightCertificate bounds every weight from w₀.
func (s Setting) SupWeightCertificate() (certificate.Certificate, error) {
	return certificate.SupWeight(certificate.From(s.Classes, s.Parameters), certificate.Budget{})
}

// EtaMaxCertificate says up to which η every weight from w₀ stays positive.
func (s Setting) EtaMaxCertificate() (certificate.Certificate, error) {
	return certificate.EtaMax(certificate.From(s.Classes, s.Parameters), certificate.Budget{})
}

// LoopStableCertificate proves the loop stable for all gains up to the plant's, in six digits rounded
// up, at the setting's smoothing and lag.
func (s Setting) LoopStableCertificate() (certificate.Certificate, error) {
	gain := s.Parameters.Eta * s.Plant.MaxSlope(s.Classes)
	digits := math.Max(0, 5-math.Floor(math.Log10(gain)))
	scale := math.Pow(10, digits)
	point := func(x float64) [2]string {
		text := strconv.FormatFloat(x, 'f', -1, 64)
		return [2]string{text, text}
	}
	return certificate.LoopStable(certificate.Region{
		Delay: s.Plant.Delay,
		Gain:  [2]string{"0", strconv.FormatFloat(math.Ceil(gain*scale)/scale, 'f', int(digits), 64)},
		Beta:  point(s.Parameters.Beta),
		Lag:   point(s.Plant.Lag),
	}, certificate.Budget{})
}

// certified returns the bound of a certificate, NaN without one.
func certified(c certificate.Certificate, err error) Real {
	if err != nil {
		return Real(math.NaN())
	}
	return Real(interval.MustParse(c.Bound).Mid())
}

// certificate adds a certificate as evidence if the search finds one.
func (q *inquiry) certificate(c certificate.Certificate, err error, format string) (found bool) {
	if err != nil {
		return false
	}
	q.add(Evidence{Kind: FromCertificate, Theorem: c.Quantity, Detail: fmt.Sprintf(format, c.Bound)})
	return true
}
