package loop_test

import (
	"fmt"

	"aeed/dynamics/loop"
)

// How large may η be before niche widths and entropies start to oscillate? It
// depends on how late the network answers.
func ExampleCriticalEta() {
	for _, delay := range []int{0, 1, 2, 5} {
		plant := loop.Plant{Alpha: 2, Lag: 0.3, Delay: delay}
		crossing := loop.CriticalGain(plant.Lag, 0.9, delay)
		fmt.Printf("delay %d: η < %5.2f, then a period of %4.1f epochs\n",
			delay, loop.CriticalEta(plant, 60, 0.9), crossing.Period())
	}
	// Output:
	// delay 0: η < 52.59, then a period of  2.0 epochs
	// delay 1: η <  6.02, then a period of  9.8 epochs
	// delay 2: η <  3.34, then a period of 14.1 epochs
	// delay 5: η <  1.61, then a period of 24.0 epochs
}

// The smoothing supplies the stability: without it, and with a network that
// follows at once, the paper's η = 0.5 is too large.
func ExampleCriticalEta_smoothing() {
	plant := loop.Plant{Alpha: 2, Lag: 1}
	for _, beta := range []float64{0, 0.5, 0.9} {
		fmt.Printf("β = %v: η < %.2f\n", beta, loop.CriticalEta(plant, 60, beta))
	}
	// Output:
	// β = 0: η < 0.49
	// β = 0.5: η < 1.47
	// β = 0.9: η < 9.28
}

// Jury decides one mode exactly.
func ExampleJury() {
	for _, gain := range []float64{12, 13} { // critical: 12.33
		_, stable := loop.Jury(loop.Polynomial(gain, 0.3, 0.9, 1))
		fmt.Println(gain, stable)
	}
	// Output:
	// 12 true
	// 13 false
}

// Three classes have two modes that can oscillate; the third, of gain 0, is
// their common scale.
func ExampleModeGains() {
	gains := loop.ModeGains([]float64{1, 2, 2}, []float64{0.5, 0.3, 0.2})
	fmt.Printf("%.2f\n", gains[1:])
	// Output: [1.50 2.00]
}
