package nullable_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"aeed/internal/nullable"
)

func Example() {
	text, err := json.Marshal([]nullable.Float{0.5, nullable.Float(math.NaN())})
	fmt.Println(string(text), err)
	// Output: [0.5,null] <nil>
}

func TestMarshalJSON(t *testing.T) {
	for value, want := range map[float64]string{
		0.1:                      "0.1",
		-2e-300:                  "-2e-300",
		math.MaxFloat64:          "1.7976931348623157e+308",
		math.Inf(1):              "null",
		math.Inf(-1):             "null",
		math.Copysign(0, -1):     "-0",
		math.Nextafter(1, 2) - 0: "1.0000000000000002",
	} {
		if got, err := json.Marshal(nullable.Float(value)); err != nil || string(got) != want {
			t.Errorf("%g: %s, %v, want %s", value, got, err, want)
		}
	}
}

func TestUnmarshalJSON(t *testing.T) {
	var got []nullable.Float
	if err := json.Unmarshal([]byte("[0.5,null,-1e300]"), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0] != 0.5 || !math.IsNaN(float64(got[1])) || got[2] != -1e300 {
		t.Errorf("read %v", got)
	}
	if err := json.Unmarshal([]byte(`["x"]`), &got); err == nil {
		t.Error("a text was read as a number")
	}
}
