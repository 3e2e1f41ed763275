package longtail_test

import (
	"fmt"

	"aeed/train/skeleton/longtail"
)

func ExampleProfile() {
	fmt.Println(longtail.Profile(10, 100, 10))
	// Output: [100 77 59 46 35 27 21 16 12 10]
}

func ExampleSelect() {
	names := [][]string{{"wave-1", "wave-2", "wave-3", "wave-4"}, {"jump-1", "jump-2", "jump-3"}}
	selected, err := longtail.Select(names, longtail.Profile(2, 4, 4), 0)
	fmt.Println(selected, err)
	// Output: [wave-3 wave-4 wave-2 wave-1 jump-1] <nil>
}

func ExampleGroups() {
	counts := longtail.Profile(10, 100, 10)
	accuracies := []float64{0.9, 0.8, 0.9, 0.8, 0.7, 0.6, 0.5, 0.2, 0.3, 0.4}
	for _, group := range longtail.Groups(counts, longtail.SmallSet) {
		fmt.Println(group.Name, group.Classes, longtail.FormatMean(group.Mean(accuracies)))
	}
	// Output:
	// Many [0 1 2 3] 85.0
	// Medium [4 5 6] 60.0
	// Few [7 8 9] 30.0
}
