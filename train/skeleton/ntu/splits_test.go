package ntu

import (
	"fmt"
	"slices"
	"testing"
)

// grid names recordings of every listed setup, camera and performer.
func grid(t *testing.T, action int, setups, cameras, subjects []int) *Folder {
	t.Helper()
	var paths []string
	for _, s := range setups {
		for _, c := range cameras {
			for _, p := range subjects {
				paths = append(paths, fmt.Sprintf("S%03dC%03dP%03dR001A%03d.skeleton", s, c, p, action))
			}
		}
	}
	return open(t, folderOf(t, paths...), Options{})
}

// values returns the numbers of the names that get takes, each once in order.
func values(t *testing.T, names []string, get func(Name) int) []int {
	t.Helper()
	var all []int
	for _, text := range names {
		n, err := ParseName(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, get(n))
	}
	return slices.Compact(all)
}

func through(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i + 1
	}
	return all
}

// Of the 40 performers of NTU RGB+D 20 train, of the 106 of NTU RGB+D 120 53.
func TestCrossSubject(t *testing.T) {
	for _, c := range []struct{ action, subjects, train, total int }{{1, 40, 20, 359}, {61, 106, 53, 2795}} {
		split := grid(t, c.action, []int{1, 2}, []int{1}, through(c.subjects)).Splits()[0]
		subject := func(n Name) int { return n.Subject }
		train, test := values(t, split.Train, subject), values(t, split.Test, subject)
		if split.Name != "xsub" || len(train) != c.train || len(train)+len(test) != c.subjects || !slices.IsSorted(train) || !slices.IsSorted(test) {
			t.Errorf("A%03d: %s trains with %v and tests on %v", c.action, split.Name, train, test)
		}
		total := 0
		for _, p := range train {
			total += p
		}
		if total != c.total {
			t.Errorf("A%03d: the performers that train add up to %d, want %d", c.action, total, c.total)
		}
		if split.Train[0][:12] != "S001C001P001" || split.Train[1][:12] != "S002C001P001" {
			t.Errorf("A%03d: the names of a performer begin %v", c.action, split.Train[:2])
		}
	}
}

func TestCrossViewAndSetup(t *testing.T) {
	view := grid(t, 1, []int{1, 2}, through(4), []int{1}).Splits()[1]
	wantTrain := []string{"S001C002P001R001A001", "S002C002P001R001A001", "S001C003P001R001A001", "S002C003P001R001A001"}
	wantTest := []string{"S001C001P001R001A001", "S002C001P001R001A001", "S001C004P001R001A001", "S002C004P001R001A001"}
	if view.Name != "xview" || !slices.Equal(view.Train, wantTrain) || !slices.Equal(view.Test, wantTest) {
		t.Errorf("split %+v", view)
	}
	setup := grid(t, 120, through(5), []int{1, 2}, []int{1}).Splits()[1]
	get := func(n Name) int { return n.Setup }
	if setup.Name != "xset" || !slices.Equal(values(t, setup.Train, get), []int{2, 4}) || !slices.Equal(values(t, setup.Test, get), []int{1, 3, 5}) {
		t.Errorf("split %+v", setup)
	}
	if !slices.IsSorted(setup.Train) || len(setup.Train) != 4 {
		t.Errorf("train %v", setup.Train)
	}
}
