package proofs

import (
	"fmt"
	"strings"

	"aeed/dynamics"
)

// Claims returns all claims, those of the paper first.
func Claims() []Claim { return append(paperClaims(), correctedClaims()...) }

// ClaimByID returns the claim of that ID, or an error that lists the others.
func ClaimByID(id string) (Claim, error) {
	var ids []string
	for _, c := range Claims() {
		if c.ID == id {
			return c, nil
		}
		ids = append(ids, c.ID)
	}
	return Claim{}, &dynamics.ParameterError{Name: "claim", Value: fmt.Sprintf("%q", id), Want: "one of the registry",
		Hint: "they are " + strings.Join(ids, ", ")}
}
