package metrics

import (
	"math"
	"math/rand"
	"reflect"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/internal/nullable"
	"aeed/train/skeleton/longtail"
)

// A testSet is one of logits with ties and NaN.
type testSet struct {
	numClasses int
	logits     []float64
	classes    []int
}

func randomSet(seed int64) testSet {
	r := rand.New(rand.NewSource(seed))
	s := testSet{numClasses: 1 + r.Intn(9)}
	for range 1 + r.Intn(60) {
		s.classes = append(s.classes, r.Intn(s.numClasses))
		for range s.numClasses {
			x := float64(r.Intn(5))
			if r.Intn(50) == 0 {
				x = math.NaN()
			}
			s.logits = append(s.logits, x)
		}
	}
	return s
}

// evaluate adds the clips in the given order, in batches of three.
func (s testSet) evaluate(order []int) Evaluation {
	a := NewAccumulator(s.numClasses)
	var logits []float64
	var classes []int
	for i, clip := range order {
		logits = append(logits, s.logits[clip*s.numClasses:(clip+1)*s.numClasses]...)
		classes = append(classes, s.classes[clip])
		if i%3 == 2 || i == len(order)-1 {
			a.Add(logits, classes)
			logits, classes = nil, nil
		}
	}
	counts := make([]int, s.numClasses)
	for c := range counts {
		counts[c] = 30 * c
	}
	return a.Result(longtail.Groups(counts, longtail.Usual))
}

func (s testSet) inOrder() Evaluation {
	order := make([]int, len(s.classes))
	for i := range order {
		order[i] = i
	}
	return s.evaluate(order)
}

func TestProperties(t *testing.T) {
	parameters := gopter.DefaultTestParametersWithSeed(1)
	properties := gopter.NewProperties(parameters)
	seeds := gen.Int64Range(0, math.MaxInt32)

	properties.Property("overall = Σ n_c·acc_c / Σ n_c", prop.ForAll(func(seed int64) bool {
		s := randomSet(seed)
		e := s.inOrder()
		sum, clips := 0.0, 0
		for c, n := range e.Counts {
			if n > 0 {
				sum += float64(n) * float64(e.PerClass[c])
			}
			clips += n
		}
		return clips == len(s.classes) && e.Clips == clips && math.Abs(sum/float64(clips)-float64(e.Overall)) < 1e-12
	}, seeds))

	properties.Property("macro and groups lie between the least and the greatest accuracy of a class", prop.ForAll(func(seed int64) bool {
		e := randomSet(seed).inOrder()
		least, greatest := 1.0, 0.0
		for _, accuracy := range e.PerClass {
			if a := float64(accuracy); !math.IsNaN(a) {
				least, greatest = min(least, a), max(greatest, a)
			}
		}
		within := func(x float64) bool { return least-1e-12 <= x && x <= greatest+1e-12 }
		for _, g := range e.Groups {
			if x := float64(g.Accuracy); !math.IsNaN(x) && !within(x) {
				return false
			}
		}
		return within(float64(e.Macro))
	}, seeds))

	properties.Property("the confusion matrix holds every clip without a NaN, its diagonal the right ones", prop.ForAll(func(seed int64) bool {
		s := randomSet(seed)
		e := s.inOrder()
		notNumber := make([]int, s.numClasses)
		total := 0
		for i, class := range s.classes {
			for _, x := range s.logits[i*s.numClasses : (i+1)*s.numClasses] {
				if math.IsNaN(x) {
					notNumber[class]++
					total++
					break
				}
			}
		}
		right := 0
		for c, row := range e.Confusion {
			sum := notNumber[c]
			for _, n := range row {
				sum += n
			}
			if sum != e.Counts[c] {
				return false
			}
			right += row[c]
		}
		return e.NaNClips == total && float64(right)/float64(e.Clips) == float64(e.Overall)
	}, seeds))

	properties.Property("top 5 is no less than overall", prop.ForAll(func(seed int64) bool {
		e := randomSet(seed).inOrder()
		return math.IsNaN(float64(e.TopFive)) == (len(e.Counts) < 6) && !(e.TopFive < e.Overall)
	}, seeds))

	properties.Property("the order of the clips changes nothing", prop.ForAll(func(seed int64) bool {
		s := randomSet(seed)
		order := rand.New(rand.NewSource(seed + 1)).Perm(len(s.classes))
		return reflect.DeepEqual(withoutNaN(s.inOrder()), withoutNaN(s.evaluate(order)))
	}, seeds))

	properties.Property("an ensemble of one stream, or of equal ones, predicts as the stream", prop.ForAll(func(seed int64) bool {
		s := randomSet(seed)
		want := withoutNaN(s.inOrder())
		for _, weights := range [][]float64{{1}, {0.5}, {0.5, 0.25}} {
			streams := make([][]float64, len(weights))
			for i := range streams {
				streams[i] = s.logits
			}
			together := testSet{s.numClasses, Ensemble(weights, streams), s.classes}
			if !reflect.DeepEqual(withoutNaN(together.inOrder()), want) {
				return false
			}
		}
		return true
	}, seeds))

	properties.TestingRun(t)
}

// withoutNaN replaces NaN, which equals nothing, by −1.
func withoutNaN(e Evaluation) Evaluation {
	replace := func(x float64) float64 {
		if math.IsNaN(x) {
			return -1
		}
		return x
	}
	for i := range e.PerClass {
		e.PerClass[i] = nullable.Float(replace(float64(e.PerClass[i])))
	}
	for i := range e.Groups {
		e.Groups[i].Accuracy = nullable.Float(replace(float64(e.Groups[i].Accuracy)))
	}
	e.TopFive = nullable.Float(replace(float64(e.TopFive)))
	return e
}
