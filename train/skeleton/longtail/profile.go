package longtail

import (
	"fmt"
	"math"
)

// Profile returns the number of clips of each class, the whole part of
// head·factor^(−c/(classes−1)): head in the first class, head/factor in the last.
// It panics unless there is a class, head is at least 1 and factor a finite number
// of at least 1.
func Profile(classes, head int, factor float64) []int {
	if classes < 1 || head < 1 || !(factor >= 1) || math.IsInf(factor, 1) {
		panic(fmt.Sprintf("longtail: no profile has %d classes, head %d and factor %g", classes, head, factor))
	}
	counts := make([]int, classes)
	for c := range counts {
		share := 0.0 // the one class of a profile of one is its head
		if c > 0 {
			share = float64(c) / float64(classes-1)
		}
		counts[c] = int(float64(head) * math.Pow(factor, -share))
	}
	return counts
}
