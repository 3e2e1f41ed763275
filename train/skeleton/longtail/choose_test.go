package longtail

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// numbered returns n names of a class.
func numbered(class, n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("%d-%d", class, i)
	}
	return names
}

// One generator goes from class to class, so the second class is not shuffled as it
// would be alone; numpy.random.RandomState(0) gives the order of both.
func TestSelect(t *testing.T) {
	names := [][]string{numbered(0, 10), numbered(1, 4), numbered(2, 3)}
	got, err := Select(names, []int{4, 4, 0}, 0)
	want := []string{"0-2", "0-8", "0-4", "0-9", "1-1", "1-3", "1-2", "1-0"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
	if names[0][0] != "0-0" || names[0][9] != "0-9" {
		t.Error("Select changes the order of its names")
	}
}

func TestSelectErrors(t *testing.T) {
	_, err := Select([][]string{numbered(0, 5), numbered(1, 3)}, []int{5, 4}, 0)
	if err == nil || !strings.Contains(err.Error(), "class 1 has 3 clips, and the profile asks for 4; hint: ") {
		t.Errorf("error %v", err)
	}
	panics(t, "another number of classes", func() { Select([][]string{nil}, []int{0, 0}, 0) })
	panics(t, "a negative count", func() { Select([][]string{nil}, []int{-1}, 0) })
}
