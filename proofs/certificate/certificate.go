package certificate

import (
	"aeed/internal/wholefile"
	"aeed/proofs/certificate/checker"
)

// A Certificate is a claim with its witness. Package checker has its format and
// checks it: checker.Check(c).
type Certificate = checker.Certificate

// WriteFile makes path the certificate's file, as a whole or not at all.
func WriteFile(path string, c Certificate) error {
	return wholefile.WriteBytes(path, c.Encode())
}

// ReadFile reads a certificate without judging its claim.
func ReadFile(path string) (Certificate, error) { return checker.ReadFile(path) }

// A Budget says how much work a search may do. Zero means the default.
type Budget struct {
	Nodes int // of a barrier: 250 for SupWeight, 120 for EtaMax. The length grows with it, the time with its square
	Boxes int // that LoopStable may halve its region into: 20,000
}

func (b Budget) nodes(otherwise int) int {
	if b.Nodes == 0 {
		return otherwise
	}
	return b.Nodes
}

func (b Budget) boxes() int {
	if b.Boxes == 0 {
		return 20000
	}
	return b.Boxes
}
