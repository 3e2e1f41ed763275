package metrics

import (
	"errors"
	"strings"
	"testing"

	"aeed/train/skeleton/longtail"
)

func evaluation() Evaluation {
	a := NewAccumulator(6)
	a.Add(predicting(6, 0, 0, 1, 2, 1, 1, -1, 5, 2, 2, 5, 5, 0), []int{0, 0, 0, 0, 1, 1, 2, 2, 2, 4, 5, 5, 5})
	return a.Result(longtail.Groups([]int{200, 150, 120, 50, 30, 25}, longtail.Usual))
}

func TestWriteTable(t *testing.T) {
	e := evaluation()
	var text strings.Builder
	if err := e.WriteTable(&text, []string{"walk", "größe", "sit", "fall", "throw", "wave"}); err != nil {
		t.Fatal(err)
	}
	wantText(t, text.String(), `
overall  53.8  13 clips
top 5    84.6  13 clips
macro    50.0  6 classes
Many     61.1  3 classes
Medium   33.3  3 classes
Few      –     0 classes
NaN            1 clips

class  clips  accuracy  most often taken for
walk   4      50.0      größe (1)
größe  2      100.0     –
sit    3      33.3      wave (1)
fall   0      –         –
throw  1      0.0       sit (1)
wave   3      66.7      walk (1)
`)
}

func TestWriteConfusion(t *testing.T) {
	a := NewAccumulator(3)
	for range 12 {
		a.Add(predicting(3, 1), []int{0})
	}
	a.Add(predicting(3, 2, 2), []int{1, 2})
	e := a.Result(nil)
	var text strings.Builder
	if err := e.WriteConfusion(&text, nil); err != nil {
		t.Fatal(err)
	}
	wantText(t, text.String(), `
true \ predicted  0  1   2
0                 0  12  0
1                 0  0   1
2                 0  0   1
`)
}

func TestTableOfOneClass(t *testing.T) {
	a := NewAccumulator(1)
	a.Add([]float64{3}, []int{0})
	e := a.Result(nil)
	var text strings.Builder
	if err := e.WriteTable(&text, nil); err != nil {
		t.Fatal(err)
	}
	wantText(t, text.String(), `
overall  100.0  1 clips
macro    100.0  1 classes

class  clips  accuracy  most often taken for
0      1      100.0     –
`)
}

// failing is a writer that fails once it has taken so many bytes.
type failing int

var errFull = errors.New("full")

func (f *failing) Write(b []byte) (int, error) {
	if *f -= failing(len(b)); *f < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestWritersPassOnErrors(t *testing.T) {
	e := evaluation()
	var table strings.Builder
	_ = e.WriteTable(&table, nil)
	for n := range table.Len() {
		if f := failing(n); !errors.Is(e.WriteTable(&f, nil), errFull) {
			t.Fatalf("no error after %d bytes", n)
		}
	}
	if f := failing(10); !errors.Is(e.WriteConfusion(&f, nil), errFull) {
		t.Error("no error of WriteConfusion")
	}
}
