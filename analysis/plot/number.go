package plot

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Number writes v as text in a figure does: rounded to four digits, with a true
// minus sign, and with a power of ten (as 1.2·10^{−6}, which figures raise)
// outside [0.0001, 100 000).
func Number(v float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 4, 64), 64)
	if err != nil { // rounded beyond the largest number
		rounded = v
	}
	return Exact(rounded)
}

// Exact is like Number, with as many digits as v has.
func Exact(v float64) string {
	switch {
	case v == 0:
		return "0"
	case math.IsNaN(v):
		return "none"
	case math.IsInf(v, 0):
		return minus(strings.TrimPrefix(fmt.Sprintf("%v", v), "+"), "Inf", "∞")
	}
	if size := math.Abs(v); size >= 1e-4 && size < 1e5 {
		return minus(strconv.FormatFloat(v, 'f', -1, 64))
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', -1, 64), "e")
	power, _ := strconv.Atoi(exponent)
	switch mantissa {
	case "1":
		return powerOfTen(power)
	case "-1":
		return "−" + powerOfTen(power)
	}
	return minus(mantissa) + "·" + powerOfTen(power)
}

func powerOfTen(exponent int) string { return "10^{" + minus(strconv.Itoa(exponent)) + "}" }

// minus replaces hyphens by minus signs, and further pairs.
func minus(s string, pairs ...string) string {
	return strings.NewReplacer(append([]string{"-", "−"}, pairs...)...).Replace(s)
}
