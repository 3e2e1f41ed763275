package objective_test

import (
	"fmt"
	"math"
	"strings"

	"gorgonia.org/gorgonia"

	"aeed/train/objective"
)

// A baseline by name: a rare class that is as likely as a common one costs more.
func ExampleNew() {
	s := objective.DefaultSettings(3)
	s.Counts = []int{600, 60, 6}
	loss, err := objective.New("balanced-softmax", s)
	if err != nil {
		panic(err)
	}
	l := loss.Evaluate(0, make([]float64, 6), objective.OneHot([]int{0, 2}, 3), []float64{1, 1})
	fmt.Printf("%.3f nats, entropy %.3f\n", l.PerClip, l.Entropy)

	_, err = objective.New("balanced", s)
	fmt.Println(strings.ReplaceAll(err.Error(), "; ", ";\n  "))
	// Output:
	// [0.104 4.710] nats, entropy [1.099 1.099]
	// objective: there is no loss "balanced";
	//   hint: the losses are ce, focal, class-balanced, ldam, ldam-drw, balanced-softmax, logit-adjustment
}

// A loss of one's own, without a hand-written gradient: the first polynomial
// loss (Leng et al. 2022), −ln p + ε·(1 − p), with an ε for each class.
func ExampleNewExpression() {
	epsilon := []float64{1, 1, 2}
	loss, err := objective.NewExpression(3, func(_ *gorgonia.ExprGraph, logits, targets *gorgonia.Node) (*gorgonia.Node, error) {
		logP := gorgonia.Must(gorgonia.LogSoftMax(logits, 1))
		rest := gorgonia.Must(gorgonia.Neg(gorgonia.Must(gorgonia.Expm1(logP)))) // 1 − p
		polynomial := gorgonia.Must(gorgonia.HadamardProd(objective.EachRow(logits, epsilon), rest))
		each := gorgonia.Must(gorgonia.Sub(polynomial, logP))
		return gorgonia.Sum(gorgonia.Must(gorgonia.HadamardProd(targets, each)), 1)
	})
	if err != nil {
		panic(err)
	}
	logits := []float64{0, math.Log(2), math.Log(5)} // p = 1/8, 2/8, 5/8
	l := loss.Evaluate(0, logits, objective.OneHot([]int{2}, 3), []float64{1})
	fmt.Printf("%.3f = ln 8/5 + 2·3/8, gradient %.3f\n", l.Mean, l.Gradient)
	// Output:
	// 1.220 = ln 8/5 + 2·3/8, gradient [0.281 0.562 -0.844]
}
