package metrics_test

import (
	"fmt"
	"os"

	"aeed/train/metrics"
	"aeed/train/skeleton/longtail"
)

// Three classes with 120, 60 and 6 training clips, tested on two clips each.
func Example() {
	test := metrics.NewAccumulator(3)
	test.Add([]float64{
		4, 1, 0,
		2, 1, 1,
		0, 3, 1,
	}, []int{0, 0, 1})
	test.Add([]float64{
		1, 0, 0,
		2, 1, 0,
		0, 1, 2,
	}, []int{1, 2, 2})

	evaluation := test.Result(longtail.Groups([]int{120, 60, 6}, longtail.Usual))
	if err := evaluation.WriteTable(os.Stdout, []string{"walk", "sit", "throw"}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// overall  66.7   6 clips
	// macro    66.7   3 classes
	// Many     100.0  1 classes
	// Medium   50.0   1 classes
	// Few      50.0   1 classes
	//
	// class  clips  accuracy  most often taken for
	// walk   2      100.0     –
	// sit    2      50.0      walk (1)
	// throw  2      50.0      walk (1)
}

func ExampleEvaluation_WriteConfusion() {
	test := metrics.NewAccumulator(2)
	test.Add([]float64{1, 0, 0, 1, 0, 2}, []int{0, 0, 1})
	evaluation := test.Result(nil)
	if err := evaluation.WriteConfusion(os.Stdout, []string{"walk", "sit"}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// true \ predicted  walk  sit
	// walk              1     1
	// sit               0     1
}

// The joints are for class 0, the bones, which weigh as much, more clearly for class 1.
func ExampleEnsemble() {
	joints := []float64{2, 1}
	bones := []float64{0, 4}
	fmt.Printf("%.1f\n", metrics.Ensemble([]float64{0.6, 0.6}, [][]float64{joints, bones}))
	// Output: [1.2 3.0]
}
