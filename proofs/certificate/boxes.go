package certificate

import (
	"errors"
	"strconv"

	"aeed/proofs/certificate/checker"
)

// A Box is one of the boxes of loops that a certificate proves stable, in
// float64, for pictures.
type Box struct{ Gain, Beta, Lag [2]float64 }

// Boxes returns the boxes that a certificate of LoopStable covers its region
// with. It trusts the certificate; checker.Check tells whether it may.
func Boxes(c Certificate) ([]Box, error) {
	if c.Quantity != checker.LoopStable {
		return nil, errors.New("certificate: " + c.Quantity + " has no boxes; give one of " + checker.LoopStable)
	}
	var region Box
	for name, into := range map[string]*[2]float64{"gain": &region.Gain, "beta": &region.Beta, "lag": &region.Lag} {
		ends := c.Params[name]
		if len(ends) != 2 {
			return nil, errors.New("certificate: " + name + " is no range; check the certificate")
		}
		for k, text := range ends {
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				return nil, err
			}
			into[k] = v
		}
	}
	var boxes []Box
	pending := []Box{region}
	for _, cut := range c.Witness.Cuts {
		if len(pending) == 0 {
			break
		}
		b := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if cut == '.' {
			boxes = append(boxes, b)
			continue
		}
		low, high := b, b
		switch cut {
		case 'g':
			low.Gain, high.Gain = halves(b.Gain)
		case 'b':
			low.Beta, high.Beta = halves(b.Beta)
		case 'l':
			low.Lag, high.Lag = halves(b.Lag)
		}
		pending = append(pending, high, low)
	}
	return boxes, nil
}

func halves(r [2]float64) (low, high [2]float64) {
	middle := (r[0] + r[1]) / 2
	return [2]float64{r[0], middle}, [2]float64{middle, r[1]}
}
