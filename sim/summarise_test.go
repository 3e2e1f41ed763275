package sim

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/dynamics"
)

// choices decide about a random case, one after another; when they have run out
// the rest are 0. gopter shrinks them like any slice of numbers, so 0 is always
// the simplest choice.
type choices []uint64

func (c *choices) pick(n int) int {
	if len(*c) == 0 {
		return 0
	}
	first := (*c)[0]
	*c = (*c)[1:]
	return int(first % uint64(n))
}

func one[T any](c *choices, options ...T) T { return options[c.pick(len(options))] }

// unit returns a number in [0, 1].
func (c *choices) unit() float64 { return float64(c.pick(1001)) / 1000 }

// scale returns a positive number of any order of magnitude, 1 at first.
func (c *choices) scale() float64 {
	return one(c, 1, 0.5, 0.05, 3, 40, 1e-9, 1e3, 1e160, 1e-300) * (1 + c.unit())
}

// source returns any source, its constants anywhere in their ranges.
func (c *choices) source() Source {
	kinds := Sources()
	source, err := Parse(kinds[(c.pick(len(kinds))+1)%len(kinds)].Name) // the plant, which lanes can't run, comes last
	if err != nil {
		panic(err)
	}
	fields := reflect.TypeOf(bare(source))
	for i := range fields.NumField() {
		if c.pick(2) == 0 {
			continue
		}
		value := map[string]float64{"level": c.unit(), "fraction": (1 + c.unit()) / 2, "positive": 0.1 + 30*c.unit(),
			"time": float64(c.pick(30)), "epochs": float64(c.pick(4))}[fields.Field(i).Tag.Get("range")]
		if source, err = With(source, constantName(fields.Field(i)), value); err != nil {
			panic(err)
		}
	}
	return source
}

func (c *choices) scenario() *Scenario {
	s := &Scenario{Epochs: 1 + c.pick(40), Noise: one(c, 0, 0.3, 20), Seed: uint64(c.pick(10))}
	for range 2 + c.pick(4) {
		s.Sizes = append(s.Sizes, one(c, 10, 0, 1, 600))
	}
	s.Source = c.source()
	return s
}

// ownLaw is one that lanes can't run.
type ownLaw struct{ dynamics.Logistic }

func (c *choices) parameters() dynamics.Parameters {
	p := dynamics.DefaultParameters()
	p.Eta, p.Gamma, p.InitialWeight = c.scale()/2, c.scale()/20, c.scale()
	p.Beta = one(c, 0.9, 0, 0.5, 0.999)
	p.Clip = one(c, p.Clip, dynamics.Unclipped(), dynamics.Clip{Low: 0.5, High: math.Inf(1)}, dynamics.Clip{Low: 0.9, High: 1.1},
		dynamics.Clip{Low: 1e-300, High: 1e300})
	p.Law = one[dynamics.Law](c, dynamics.Logistic{}, dynamics.Anchored{}, dynamics.Logistic{}, dynamics.Anchored{}, ownLaw{})
	p.Driver = one(c, dynamics.DriveFlow, dynamics.DriveFlow, dynamics.DriveFlow, dynamics.DriveEntropy)
	return p
}

// sameSummary reports whether two summaries are the same to the bit; any two
// undefined numbers are.
func sameSummary(a, b Summary) bool {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range x.NumField() {
		if x.Field(i).Kind() != reflect.Float64 {
			if !x.Field(i).Equal(y.Field(i)) {
				return false
			}
		} else if !sameNumber(x.Field(i).Float(), y.Field(i).Float()) {
			return false
		}
	}
	return true
}

func sameNumber(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || math.IsNaN(a) && math.IsNaN(b)
}

// summariesEqualTheOracle is the property of an engine with kernels k.
func summariesEqualTheOracle(k kernels) gopter.Prop {
	return prop.ForAll(func(numbers []uint64) (string, error) {
		c := choices(numbers)
		workers, block := 1+c.pick(3), 1+c.pick(13)
		s := c.scenario()
		points := make([]dynamics.Parameters, 1+c.pick(30))
		for i := range points {
			points[i] = c.parameters()
		}
		if err := s.Validate(); err != nil {
			return "", err
		}
		got := make([]Summary, len(points))
		summarise(s, points, got, workers, block, &k)
		for i := range points {
			if err := points[i].Validate(); err != nil {
				return "", err
			}
			if want := summariseOne(s, &points[i]); !sameSummary(got[i], want) {
				return fmt.Sprintf("%+v, point %d of %d: %+v\nin blocks of %d on %d workers\n got %+v\nwant %+v",
					s, i, len(points), points[i], block, workers, got[i], want), nil
			}
		}
		return "", nil
	}, gen.SliceOf(gen.UInt64()))
}

func testParameters(tests int) *gopter.TestParameters {
	p := gopter.DefaultTestParametersWithSeed(1)
	p.MinSuccessfulTests, p.MaxSize = tests, 400
	return p
}

// refuted reports whether a property has a counterexample, which it doesn't
// shrink.
func refuted(property gopter.Prop) bool {
	p := testParameters(3000)
	p.MaxShrinkCount = 0
	return property.Check(p).Status == gopter.TestFailed
}

func TestSummariesEqualTheOracleToTheBit(t *testing.T) {
	for _, k := range kernelsHere() {
		t.Run(k.name, func(t *testing.T) {
			properties := gopter.NewProperties(testParameters(3000))
			properties.Property("fast = oracle", summariesEqualTheOracle(k))
			properties.TestingRun(t)
		})
	}
}

// Each of these engines is wrong in one small way that the property must see.
func TestSummariesOfWrongKernelsDiffer(t *testing.T) {
	wrong := map[string]func(q *quad, i int, change, epoch float64){
		"fused multiply-add": func(q *quad, i int, change, epoch float64) {
			flow := math.FMA(q.beta[i], q.flow[i], q.fresh[i]*change)
			q.advance(i, change, epoch)
			q.flow[i] = flow
		},
		"not-a-number clipped": func(q *quad, i int, change, epoch float64) {
			q.advance(i, change, epoch)
			if math.IsNaN(q.weight[i]) {
				q.weight[i] = q.high[i]
			}
		},
		"hits an epoch late": func(q *quad, i int, change, epoch float64) { q.advance(i, change, epoch+1) },
		"hits forgotten": func(q *quad, i int, change, epoch float64) {
			q.advance(i, change, epoch)
			q.toHigh[i] = math.Inf(1)
		},
		"slack of negative weights": func(q *quad, i int, change, epoch float64) {
			w := q.weight[i]
			q.advance(i, change, epoch)
			if rate := q.flow[i] - q.gamma[i]*w; w < 0 && rate >= 0 {
				q.gainful[i] = min(q.gainful[i], rate)
			}
		},
	}
	for name, advance := range wrong {
		t.Run(name, func(t *testing.T) {
			k := kernels{name: name,
				early: func(quads []quad, change, epoch float64) {
					for n := range quads {
						for i := range abreast {
							advance(&quads[n], i, change, epoch)
							quads[n].reach(i)
						}
					}
				},
				late: func(quads []quad, change, epoch float64) {
					for n := range quads {
						for i := range abreast {
							before := quads[n].weight[i]
							advance(&quads[n], i, change, epoch)
							quads[n].turn(i, before, epoch)
						}
					}
				}}
			if !refuted(summariesEqualTheOracle(k)) {
				t.Error("the property holds for it")
			}
		})
	}
	k := goKernels
	k.late = k.early
	if !refuted(summariesEqualTheOracle(k)) {
		t.Error("the property holds without turns")
	}
}

func TestSummariseDoesNotDependOnWorkersOrBlocks(t *testing.T) {
	s := DefaultScenario()
	s.Source, s.Noise, s.Epochs = Open{BySize{Start: 1, Floor: 0.05, Tau: 8, Slower: 0.3, Higher: 0.3}}, 0.5, 30
	points := grid(1001)
	want := make([]Summary, len(points))
	if err := Summarise(&s, points, want, 1); err != nil {
		t.Fatal(err)
	}
	for workers := range 5 {
		for _, block := range []int{1, 3, 4, 5, 127, maxBlock, 2000} {
			got := make([]Summary, len(points))
			summarise(&s, points, got, workers, block, &kernelsHere()[0])
			for i := range got {
				if !sameSummary(got[i], want[i]) {
					t.Fatalf("%d workers, blocks of %d, point %d: %+v, want %+v", workers, block, i, got[i], want[i])
				}
			}
		}
	}
}

func TestSummariseRefuses(t *testing.T) {
	s := DefaultScenario()
	points := grid(3)
	var fault *dynamics.ParameterError
	points[2].Eta = -1
	if err := Summarise(&s, points, make([]Summary, 3), 0); !errors.As(err, &fault) || fault.Name != "eta" {
		t.Errorf("invalid point: %v", err)
	}
	s.Epochs = 0
	if err := Summarise(&s, points[:2], make([]Summary, 2), 0); !errors.As(err, &fault) || fault.Name != "epochs" {
		t.Errorf("invalid scenario: %v", err)
	}
	if err := Summarise(&s, nil, nil, 0); err == nil {
		t.Error("invalid scenario without points accepted")
	}
	s = DefaultScenario()
	if err := Summarise(&s, nil, nil, 0); err != nil {
		t.Errorf("no points: %v", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("one summary too few: no panic")
		}
	}()
	_ = Summarise(&s, points, make([]Summary, 2), 0)
}

// Once a worker has its block, points cost no memory: ten times as many allocate
// as often.
func TestSummariseAllocatesNothingPerPoint(t *testing.T) {
	s := DefaultScenario()
	s.Source, s.Epochs = Open{Learning{1, 0.1, 15}}, 5
	allocations := func(points []dynamics.Parameters) float64 {
		dst := make([]Summary, len(points))
		return testing.AllocsPerRun(5, func() {
			if err := Summarise(&s, points, dst, 1); err != nil {
				t.Fatal(err)
			}
		})
	}
	if few, many := allocations(grid(200)), allocations(grid(2000)); few != many {
		t.Errorf("%v allocations for 200 points, %v for 2000", few, many)
	}
}

// grid returns n points over η, γ, β and the clip, of both laws.
func grid(n int) []dynamics.Parameters {
	points := make([]dynamics.Parameters, n)
	for i := range points {
		p := dynamics.DefaultParameters()
		p.Eta, p.Gamma, p.Beta = 0.05+0.05*float64(i%20), 0.01+0.01*float64(i/20%10), 0.5+0.05*float64(i/200%10)
		p.Clip.Low = one(&choices{uint64(i)}, 0.1, 0.2, 0.01)
		if i%7 == 0 {
			p.Law = dynamics.Anchored{}
		}
		points[i] = p
	}
	return points
}
