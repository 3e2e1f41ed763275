package checker

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// Format names the only format that there is so far.
const Format = "aeed-certificate/1"

// The quantities that a certificate can be about; package comment of checker
// says what each claims.
const (
	SupWeight  = "sup_weight"
	EtaMax     = "eta_max"
	LoopStable = "loop_stable"
)

// A Certificate is a claim with what is needed to check it. Its numbers are
// decimals, which denote themselves and not their float64 neighbours.
type Certificate struct {
	Format   string           `json:"format"`
	Quantity string           `json:"quantity"`
	Params   map[string]Value `json:"params"`
	Bound    string           `json:"bound"`
	Witness  Witness          `json:"witness"`
	Digest   string           `json:"digest"` // SHA-256 of all before it, in hexadecimal
}

// A Value is one decimal, or two, the ends of a range. In JSON it is a string or
// an array of two.
type Value []string

// A Witness is what the search found: barriers for the quantities of the
// controller, or cuts for the closed loop.
type Witness struct {
	Barriers []Barrier `json:"barriers,omitempty"`
	// Cuts says how the region is halved into boxes, in the order of a walk that
	// takes the lower half first: g, b or l halves the range of gain, beta or lag,
	// and a point is a box.
	Cuts string `json:"cuts,omitempty"`
}

// A Barrier is a piecewise affine function φ of the smoothed entropy M: Weight[i]
// at Entropy[i] (nats). Eta, for eta_max only, is the range of η that it is for.
type Barrier struct {
	Eta     Value    `json:"eta,omitempty"`
	Entropy []string `json:"entropy"`
	Weight  []string `json:"weight"`
}

// MarshalJSON writes one decimal as a string, several as an array.
func (v Value) MarshalJSON() ([]byte, error) {
	if len(v) == 1 {
		return json.Marshal(v[0])
	}
	return json.Marshal([]string(v))
}

// UnmarshalJSON reads a string or an array of strings.
func (v *Value) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*v = Value{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(v))
}

// Seal returns the certificate with the digest of its content.
func (c Certificate) Seal() Certificate {
	c.Digest = ""
	sum := sha256.Sum256(c.Encode())
	c.Digest = hex.EncodeToString(sum[:])
	return c
}

// Encode returns the certificate's only spelling in JSON: one line.
func (c Certificate) Encode() []byte {
	data, err := json.Marshal(c)
	if err != nil {
		panic("checker: " + err.Error()) // strings always marshal
	}
	return append(data, '\n')
}

// Decode reads what Encode writes and refuses anything else, be it only another
// spelling. It does not judge the claim.
func Decode(data []byte) (Certificate, error) {
	var c Certificate
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&c); err != nil {
		return Certificate{}, fmt.Errorf("no certificate: %w; write it with aeed verify --certificate FILE", err)
	}
	if !bytes.Equal(c.Encode(), data) {
		return Certificate{}, fmt.Errorf("not spelt as %s is (one line, fields in order, nothing else); write the certificate again", Format)
	}
	return c, nil
}

// maxSize bounds the files that ReadFile takes, in bytes: a certificate is a
// few kilobytes, and a file that isn't one shouldn't fill the memory.
const maxSize = 16 << 20

// ReadFile decodes a file.
func ReadFile(path string) (Certificate, error) {
	file, err := os.Open(path)
	if err != nil {
		return Certificate{}, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxSize+1))
	if err != nil {
		return Certificate{}, fmt.Errorf("%s: %w", path, err)
	}
	if len(data) > maxSize {
		return Certificate{}, fmt.Errorf("%s: no certificate: longer than %d bytes; is this the right file?", path, maxSize)
	}
	c, err := Decode(data)
	if err != nil {
		return Certificate{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}
