package plot

import (
	"math"
	"strconv"

	gonum "gonum.org/v1/plot"
)

// linearTicks marks multiples of 1, 2 or 5 times a power of ten, at most the
// given number ≥ 2 with a label, and a minor tick between.
type linearTicks struct{ labels int }

// Ticks returns the ticks of an axis from low to high.
func (t linearTicks) Ticks(low, high float64) []gonum.Tick {
	step, decimals := t.step(high - low)
	var ticks []gonum.Tick
	for i := math.Ceil(low/step*2 - 1e-9); i*step/2 <= high+1e-9*step; i++ {
		tick := gonum.Tick{Value: i * step / 2}
		if math.Mod(i, 2) == 0 {
			tick.Label = minus(strconv.FormatFloat(i/2*step+0, 'f', decimals, 64))
			if math.Abs(high) >= 1e5 || math.Abs(low) >= 1e5 || decimals > 4 {
				tick.Label = Number(i / 2 * step)
			}
		}
		ticks = append(ticks, tick)
	}
	return ticks
}

// step returns the distance of labelled ticks in a range of the given
// width, and the decimals that show it.
func (t linearTicks) step(width float64) (step float64, decimals int) {
	exponent := int(math.Floor(math.Log10(width / float64(t.labels))))
	for ; ; exponent++ {
		for _, digit := range []float64{1, 2, 5} {
			step = digit * math.Pow10(exponent)
			if width/step <= float64(t.labels-1)*(1+1e-9) {
				return step, max(0, -exponent)
			}
		}
	}
}

// logTicks marks powers of ten, at most nine with a label, and between them
// the other digits where there is room; ranges of less than two decades have
// labels at 2 and 5 too.
type logTicks struct{}

// Ticks returns the ticks of an axis from low > 0 to high.
func (logTicks) Ticks(low, high float64) []gonum.Tick {
	first, last := int(math.Floor(math.Log10(low))), int(math.Ceil(math.Log10(high)))
	decades := math.Log10(high / low)
	every := int(math.Ceil(decades / 9))
	powers := low < 0.9e-3 || high > 1.1e4
	label := func(digit, exponent int) string {
		switch {
		case digit != 1 && (decades >= 2 || digit != 2 && digit != 5):
			return ""
		case exponent%every != 0:
			return ""
		case powers && digit == 1:
			return powerOfTen(exponent)
		}
		return Number(float64(digit) * math.Pow10(exponent))
	}
	var ticks []gonum.Tick
	for exponent := first; exponent <= last; exponent++ {
		for digit := 1; digit <= 9; digit++ {
			value := float64(digit) * math.Pow10(exponent)
			if value < low*(1-1e-9) || value > high*(1+1e-9) || digit > 1 && decades > 9 {
				continue
			}
			ticks = append(ticks, gonum.Tick{Value: value, Label: label(digit, exponent)})
		}
	}
	return ticks
}
