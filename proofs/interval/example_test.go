package interval_test

import (
	"fmt"
	"math"
	"math/big"

	"aeed/proofs/interval"
)

// The sharp bound of the entropy flow with 60 classes, (1−β)·ln C, for the real
// number β = 0.9.
func Example() {
	beta := interval.MustParse("0.9")
	bound := interval.Point(1).Sub(beta).Mul(interval.Point(60).Log())
	fmt.Println(bound)
	fmt.Println(bound.CertainlyLess(interval.MustParse("0.41")))
	// Output:
	// [0.4094344562222099, 0.40943445622221053]
	// true
}

// A root of x² = 2 lies where x² − 2 changes its sign; bisection proves it.
func Example_bisection() {
	two := interval.Point(2)
	lo, hi := 1.0, 2.0
	for range 30 {
		middle := interval.New(lo, hi).Mid()
		if interval.Point(middle).Square().CertainlyLess(two) {
			lo = middle
		} else if two.CertainlyLess(interval.Point(middle).Square()) {
			hi = middle
		}
	}
	root := interval.New(lo, hi)
	fmt.Println(root.ContainsInterval(two.Sqrt()), root.Width() < 1e-8)
	// Output: true true
}

// Decimals are seldom float64.
func ExampleParse() {
	half, _ := interval.Parse("0.5")
	tenth, _ := interval.Parse("0.1")
	_, err := interval.Parse("1/3")
	fmt.Println(half)
	fmt.Println(tenth)
	fmt.Println(err)
	// Output:
	// [0.5, 0.5]
	// [0.09999999999999999, 0.1]
	// interval: found "1/3", want a decimal number such as 0.9 or -1.5e-3; hint: for a fraction use FromRat, for an unbounded interval New
}

func ExampleFromRat() {
	fmt.Println(interval.FromRat(big.NewRat(1, 3)))
	// Output: [0.3333333333333333, 0.33333333333333337]
}

// A variable that occurs twice is taken for two.
func ExampleInterval_Square() {
	x := interval.New(-1, 2)
	fmt.Println(x.Mul(x), x.Square())
	// Output: [-2, 4] [0, 4]
}

// A quotient is bounded only where no divisor is 0.
func ExampleInterval_Div() {
	one := interval.Point(1)
	fmt.Println(one.Div(interval.New(1, 2)))
	fmt.Println(one.Div(interval.New(0, 2)))
	fmt.Println(one.Div(interval.New(-1, 2)))
	fmt.Println(one.Div(interval.Point(0)))
	// Output:
	// [0.5, 1]
	// [0.5, +Inf]
	// [-Inf, +Inf]
	// undefined
}

// To leave out the members at which an operation is undefined takes a word.
func ExampleInterval_Intersect() {
	x := interval.New(-1, 4)
	fmt.Println(x.Sqrt())
	fmt.Println(x.Intersect(interval.New(0, math.Inf(1))).Sqrt())
	// Output:
	// undefined
	// [0, 2]
}

// Upper bounds of a niche width w that obeys w' = w·(1 + 0.5·(0.1 − 0.05·w)), one
// end at a time: the factor is largest, and the loss smallest, at the bounds on
// the other side.
func ExampleMulUp() {
	rate, push, brake := interval.MustParse("0.5"), interval.MustParse("0.1"), interval.MustParse("0.05")
	lower, upper := 1.0, 1.0
	for range 5 {
		grow := interval.AddUp(1, interval.MulUp(rate.Hi, interval.SubUp(push.Hi, interval.MulDown(brake.Lo, upper))))
		least := interval.AddDown(1, interval.MulDown(rate.Lo, interval.SubDown(push.Lo, interval.MulUp(brake.Hi, lower))))
		// w·(1 + 0.5·(0.1 − 0.05·w)) increases in w below 21, so each bound
		// needs its own past alone.
		lower, upper = interval.MulDown(lower, least), interval.MulUp(upper, grow)
	}
	fmt.Printf("%.12f to %.12f\n", lower, upper)
	// Output: 1.124532672625 to 1.124532672625
}
