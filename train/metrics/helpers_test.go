package metrics

import (
	"math"
	"strings"
	"testing"

	"aeed/internal/nullable"
)

var nan = math.NaN()

// predicting returns logits, (N, C), whose greatest are those of the predicted
// classes; −1 is a clip with a NaN.
func predicting(classes int, predicted ...int) []float64 {
	logits := make([]float64, len(predicted)*classes)
	for i, p := range predicted {
		if p < 0 {
			logits[i*classes+classes/2] = nan
			continue
		}
		logits[i*classes+p] = 1
	}
	return logits
}

// same says whether two accuracies are equal or both NaN.
func same(a, b nullable.Float) bool {
	return a == b || math.IsNaN(float64(a)) && math.IsNaN(float64(b))
}

func wantPanic(t *testing.T, text string, call func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if got, _ := recover().(string); got != "metrics: "+text {
			t.Errorf("panic %q, want %q", got, text)
		}
	}()
	call()
}

func wantText(t *testing.T, got, want string) {
	t.Helper()
	if want = strings.TrimPrefix(want, "\n"); got != want {
		t.Errorf("\n%s, want\n%s", got, want)
	}
}
