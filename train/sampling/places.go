package sampling

import "fmt"

// Places returns an order of a list as an order of the source that the list selects
// from: clip i of the list is at place list[i] of the source, which has length clips.
// Number i + k·len(list) becomes list[i] + k·length, the same view of the same clip to
// package feed. It panics if a place is not in [0, length), or a number is negative.
func Places(order, list []int, length int) []int {
	for _, place := range list {
		if place < 0 || place >= length {
			panic(fmt.Sprintf("sampling: place %d of %d clips", place, length))
		}
	}
	places := make([]int, len(order))
	for at, number := range order {
		if number < 0 || len(list) == 0 {
			panic(fmt.Sprintf("sampling: number %d of a list of %d clips", number, len(list)))
		}
		places[at] = list[number%len(list)] + number/len(list)*length
	}
	return places
}
