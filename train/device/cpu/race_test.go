//go:build race

package cpu_test

// raced tells that the race detector is on, under which pools forget at random.
const raced = true
