package longtail

import (
	"fmt"
	"slices"
)

// Select returns counts[c] of the names of every class c, class after class, in the
// order in which they were drawn: each class in turn is shuffled by one generator,
// MT19937 with the seed, and the first are taken. It leaves names as they are.
//
// The result depends on the order of names; that of the published lists is the one
// of the training names of ntu.Folder.Splits. A class that has too few names is an
// error. Select panics if names and counts differ in length or a count is negative.
func Select(names [][]string, counts []int, seed uint32) ([]string, error) {
	if len(names) != len(counts) {
		panic(fmt.Sprintf("longtail: names of %d classes and counts of %d", len(names), len(counts)))
	}
	generator := newMersenne(seed)
	var selected []string
	for c, count := range counts {
		if count < 0 {
			panic(fmt.Sprintf("longtail: %d clips of class %d", count, c))
		}
		if count > len(names[c]) {
			return nil, fmt.Errorf("longtail: class %d has %d clips, and the profile asks for %d; hint: use a smaller head, or the whole training split", c, len(names[c]), count)
		}
		pool := slices.Clone(names[c])
		generator.shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
		selected = append(selected, pool[:count]...)
	}
	return selected, nil
}
