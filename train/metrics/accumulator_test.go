package metrics

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"

	"aeed/internal/nullable"
	"aeed/train/skeleton/longtail"
)

// Worked out by hand: class 0 has 3 of 4 right, class 1 one of 2, class 2 no clip,
// class 3 a clip with a NaN alone.
func TestEvaluation(t *testing.T) {
	a := NewAccumulator(4)
	a.Add(predicting(4, 0, 0, 1, 0), []int{0, 0, 0, 0})
	a.Add(nil, nil)
	a.Add(predicting(4, 1, 3, -1), []int{1, 1, 3})
	got := a.Result(longtail.Groups([]int{200, 50, 10, 5}, longtail.Usual))
	want := Evaluation{
		Clips: 7, NaNClips: 1, Overall: 4.0 / 7, Macro: (0.75 + 0.5 + 0) / 3,
		Groups:    []GroupAccuracy{{"Many", 1, 0.75}, {"Medium", 1, 0.5}, {"Few", 2, 0}},
		Counts:    []int{4, 2, 0, 1},
		Confusion: [][]int{{3, 1, 0, 0}, {0, 1, 0, 1}, {0, 0, 0, 0}, {0, 0, 0, 0}},
	}
	if !same(got.PerClass[2], nullable.Float(nan)) || !same(got.TopFive, nullable.Float(nan)) {
		t.Errorf("class 2 has %g, top 5 is %g", got.PerClass[2], got.TopFive)
	}
	got.PerClass[2] = 0.25
	want.PerClass = []nullable.Float{0.75, 0.5, 0.25, 0}
	got.TopFive = 0
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestJSON(t *testing.T) {
	a := NewAccumulator(2)
	a.Add(predicting(2, 0), []int{0})
	for _, c := range []struct {
		groups []longtail.Group
		want   string
	}{
		{[]longtail.Group{{Name: "Many", Classes: []int{0, 1}}, {Name: "Few", Classes: []int{1}}, {Name: "Medium"}},
			`{"clips":1,"nan_clips":0,"overall":1,"top5":null,"macro":1,"groups":[{"name":"Many","classes":2,"accuracy":1},{"name":"Few","classes":1,"accuracy":null},{"name":"Medium","classes":0,"accuracy":null}],"per_class":[1,null],"counts":[1,0],"confusion":[[1,0],[0,0]]}`},
		{nil, `{"clips":1,"nan_clips":0,"overall":1,"top5":null,"macro":1,"groups":[],"per_class":[1,null],"counts":[1,0],"confusion":[[1,0],[0,0]]}`},
	} {
		got, err := json.Marshal(a.Result(c.groups))
		if err != nil || string(got) != c.want {
			t.Errorf("%s, %v", got, err)
		}
	}
}

func TestNoClips(t *testing.T) {
	e := NewAccumulator(6).Result(nil)
	for name, accuracy := range map[string]nullable.Float{"overall": e.Overall, "top 5": e.TopFive, "macro": e.Macro, "class": e.PerClass[5]} {
		if !same(accuracy, nullable.Float(nan)) {
			t.Errorf("%s is %g of no clips", name, accuracy)
		}
	}
}

func TestTies(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		logits    []float64
		predicted int
	}{
		{[]float64{0, 0, 0}, 0}, {[]float64{0, 1, 1}, 1}, {[]float64{-2, -3, -1}, 2},
		{[]float64{-inf, -inf, -inf}, 0}, {[]float64{0, inf, inf}, 1}, {[]float64{math.Copysign(0, -1), 0, 0}, 0},
	} {
		for class := range 3 {
			a := NewAccumulator(3)
			a.Add(c.logits, []int{class})
			if e := a.Result(nil); e.Confusion[class][c.predicted] != 1 || (e.Overall == 1) != (class == c.predicted) {
				t.Errorf("%v of class %d: %v", c.logits, class, e.Confusion)
			}
		}
	}
}

// Of seven equal logits those of classes 0 to 4 are the top five; of logits that fall
// from class 6 to class 0, those of 2 to 6.
func TestTopFive(t *testing.T) {
	for _, c := range []struct {
		logits []float64
		in     []bool
	}{
		{[]float64{0, 0, 0, 0, 0, 0, 0}, []bool{true, true, true, true, true, false, false}},
		{[]float64{0, 1, 2, 3, 4, 5, 6}, []bool{false, false, true, true, true, true, true}},
		{[]float64{0, 1, 2, 3, nan, 5, 6}, make([]bool, 7)},
		{[]float64{1, 0, 1, 0, 1, 0}, []bool{true, true, true, true, true, false}},
	} {
		for class, in := range c.in {
			a := NewAccumulator(len(c.logits))
			a.Add(c.logits, []int{class})
			if e := a.Result(nil); (e.TopFive == 1) != in || !in && e.TopFive != 0 {
				t.Errorf("%v of class %d: top 5 is %g", c.logits, class, e.TopFive)
			}
		}
	}
	five := NewAccumulator(5)
	five.Add(predicting(5, 1), []int{1})
	if e := five.Result(nil); !same(e.TopFive, nullable.Float(nan)) {
		t.Errorf("top 5 of five classes is %g", e.TopFive)
	}
}

// A result must stay what it is while more clips come.
func TestResultIsACopy(t *testing.T) {
	a := NewAccumulator(2)
	a.Add(predicting(2, 1), []int{0})
	e := a.Result(nil)
	a.Add(predicting(2, 1), []int{0})
	if e.Confusion[0][1] != 1 || a.Result(nil).Confusion[0][1] != 2 {
		t.Error("the confusion matrix is shared")
	}
}

func TestPanics(t *testing.T) {
	a := NewAccumulator(2)
	wantPanic(t, "0 classes", func() { NewAccumulator(0) })
	wantPanic(t, "3 logits for 1 clips of 2 classes", func() { a.Add(make([]float64, 3), []int{0}) })
	wantPanic(t, "clip 1 is of class 2 of 2", func() { a.Add(make([]float64, 4), []int{0, 2}) })
	wantPanic(t, "clip 0 is of class -1 of 2", func() { a.Add(make([]float64, 2), []int{-1}) })
	wantPanic(t, "group Few has class 2 of 2", func() { a.Result([]longtail.Group{{Name: "Few", Classes: []int{0, 2}}}) })
	wantPanic(t, "group Few has class -1 of 2", func() { a.Result([]longtail.Group{{Name: "Few", Classes: []int{-1}}}) })
	wantPanic(t, "1 names of 2 classes", func() { e := a.Result(nil); _ = e.WriteTable(nil, []string{"walk"}) })
	wantPanic(t, "0 weights for 0 streams", func() { Ensemble(nil, nil) })
	wantPanic(t, "1 weights for 2 streams", func() { Ensemble([]float64{1}, [][]float64{{1}, {1}}) })
	wantPanic(t, "stream 1 has 2 logits, the first 1", func() { Ensemble([]float64{1, 1}, [][]float64{{1}, {1, 2}}) })
}

func TestEnsemble(t *testing.T) {
	streams := [][]float64{{1, 2, 3, 4}, {10, 0, -10, nan}, {0.5, 0.5, 0.5, 0.5}}
	got := Ensemble([]float64{0.5, 2, -1}, streams)
	for i, want := range []float64{20, 0.5, -19} {
		if got[i] != want {
			t.Errorf("logit %d is %g, want %g", i, got[i], want)
		}
	}
	if !math.IsNaN(got[3]) || streams[0][0] != 1 {
		t.Errorf("a NaN becomes %g, or the logits change", got[3])
	}
}
