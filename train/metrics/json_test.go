package metrics

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// An Accumulator that went through JSON goes on as if it had not.
func TestAccumulatorJSON(t *testing.T) {
	a := NewAccumulator(2)
	a.Add([]float64{1, 2, 3, 1}, []int{0, 0})
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var b Accumulator
	if err := json.Unmarshal(text, &b); err != nil {
		t.Fatal(err)
	}
	for _, x := range []*Accumulator{a, &b} {
		x.Add([]float64{1, 2}, []int{1})
	}
	if !reflect.DeepEqual(*a, b) {
		t.Errorf("%+v, want %+v", b, *a)
	}
}

func FuzzAccumulatorJSON(f *testing.F) {
	for _, text := range []string{`{"confusion":[[1,0],[2,3]],"not_number":[0,1],"in_top":6}`, `{}`, `null`, `[`,
		`{"confusion":[[1]],"not_number":[]}`, `{"confusion":[[-1]],"not_number":[0]}`,
		`{"confusion":[[1,2]],"not_number":[0]}`, `{"confusion":[[1]],"not_number":[0],"in_top":2}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		a := NewAccumulator(2)
		if err := a.UnmarshalJSON(text); err != nil {
			if !reflect.DeepEqual(a, NewAccumulator(2)) {
				t.Errorf("an error leaves %+v", a)
			}
			return
		}
		again, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var b Accumulator
		if err := json.Unmarshal(again, &b); err != nil || !reflect.DeepEqual(*a, b) {
			t.Errorf("%+v came back as %+v, %v", *a, b, err)
		}
	})
}

func TestImpossibleCounts(t *testing.T) {
	for _, text := range []string{`{}`, `{"confusion":[[1]],"not_number":[]}`, `{"confusion":[[-1]],"not_number":[0]}`,
		`{"confusion":[[1,2]],"not_number":[0]}`, `{"confusion":[[1]],"not_number":[0],"in_top":2}`, `{"confusion":[[1]],"not_number":[0],"in_top":-1}`} {
		var a Accumulator
		if err := json.Unmarshal([]byte(text), &a); err == nil || !strings.Contains(err.Error(), "impossible counts; hint: ") {
			t.Errorf("%s: %v", text, err)
		}
	}
}
