package checker

import (
	"fmt"
	"math/big"
	"strings"
)

// maxDigits bounds the length of a decimal, so that no certificate can make the
// arithmetic slow.
const maxDigits = 40

// decimal returns the number that a canonical decimal denotes: digits, perhaps a
// point and more digits; no sign, exponent, or zero that could be left out.
func decimal(text string) (*big.Rat, error) {
	whole, fraction, pointed := strings.Cut(text, ".")
	ok := len(text) <= maxDigits && digits(whole) && (whole == "0" || whole[0] != '0')
	if pointed {
		ok = ok && digits(fraction) && !strings.HasSuffix(fraction, "0")
	}
	if !ok {
		return nil, fmt.Errorf("%.50q is no canonical decimal; write it as 0.05, with neither sign, exponent nor superfluous zero", text)
	}
	number, _ := new(big.Rat).SetString(text)
	return number, nil
}

// digits reports whether text is made of one or more decimal digits.
func digits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// decimals returns the numbers that canonical decimals denote.
func decimals(texts []string) ([]*big.Rat, error) {
	numbers := make([]*big.Rat, len(texts))
	for i, text := range texts {
		number, err := decimal(text)
		if err != nil {
			return nil, fmt.Errorf("number %d: %w", i, err)
		}
		numbers[i] = number
	}
	return numbers, nil
}
