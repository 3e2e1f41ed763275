package sampling

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"aeed/internal/philox"
)

// The kinds of order.
const (
	Plain         = "plain"
	ROS           = "ros"
	ClassBalanced = "class-balanced"
)

// Kinds returns all of them.
func Kinds() []string { return []string{Plain, ROS, ClassBalanced} }

// Order returns what an epoch, counted from 0, shows of a list of clips with the
// given classes: numbers i + k·len(classes) of clip i, k different each time that a
// clip comes. The list is taken repeat times.
//
// It returns an error if there is no such kind, no clip, or repeat is out of range,
// and panics if the epoch is not in [0, 2³²).
func Order(kind string, seed uint64, epoch int, classes []int, repeat int) ([]int, error) {
	n := len(classes)
	switch {
	case epoch < 0 || uint64(epoch) > math.MaxUint32:
		panic(fmt.Sprintf("sampling: epoch %d is not in [0, 2³²)", epoch))
	case n == 0:
		return nil, errors.New("sampling: the list of training clips is empty; hint: look at the split and what it leaves of the source")
	case repeat < 1 || repeat > math.MaxUint32/n:
		return nil, fmt.Errorf("sampling: repeat = %d of %d clips: want at least 1, and below 2³² clips in all; hint: 1 shows each once", repeat, n)
	}
	random := philox.NewStream(seed, philox.Sampling, uint32(epoch), 0)
	var order []int
	switch kind {
	case Plain:
		order = every(n, repeat)
	case ROS:
		order = oversample(random, classes, repeat)
	case ClassBalanced:
		order = balance(random, classes, repeat)
	default:
		return nil, fmt.Errorf("sampling: no order is called %q; hint: there are %s", kind, strings.Join(Kinds(), ", "))
	}
	random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	times := make([]int, n)
	for at, i := range order {
		order[at] = i + times[i]*n
		times[i]++
	}
	return order, nil
}

// every returns the clips of the list, repeat times.
func every(n, repeat int) []int {
	clips := make([]int, n*repeat)
	for k := range clips {
		clips[k] = k % n
	}
	return clips
}

// oversample returns the clips of the list, repeat times, and more of every class
// but the largest, until it has as many.
func oversample(random *philox.Stream, classes []int, repeat int) []int {
	groups := byClass(classes)
	largest := 0
	for _, group := range groups {
		largest = max(largest, len(group))
	}
	clips := every(len(classes), repeat)
	for _, group := range groups {
		for range (largest - len(group)) * repeat {
			clips = append(clips, group[random.IntN(len(group))])
		}
	}
	return clips
}

// balance returns as many clips as the list taken repeat times has, of all classes in
// turn.
func balance(random *philox.Stream, classes []int, repeat int) []int {
	groups := byClass(classes)
	clips := make([]int, len(classes)*repeat)
	for k := range clips {
		group := groups[k%len(groups)]
		clips[k] = group[random.IntN(len(group))]
	}
	return clips
}

// byClass returns the clips of each class that has any, in ascending order of both.
func byClass(classes []int) [][]int {
	groups := map[int][]int{}
	for i, class := range classes {
		groups[class] = append(groups[class], i)
	}
	var ordered [][]int
	for _, class := range slices.Sorted(maps.Keys(groups)) {
		ordered = append(ordered, groups[class])
	}
	return ordered
}
