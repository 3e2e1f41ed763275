package sweep

import (
	"math"
	"slices"
	"strings"

	"aeed/dynamics"
	"aeed/sim"
)

// axes are all axes, in the order of the help and, outer before inner, of a
// grid.
var axes = slices.Concat(controllerAxes, sourceAxes(), scenarioAxes)

var controllerAxes = []axis{
	continuous("eta", "adaptation rate η > 0", func(s *setting) *float64 { return &s.parameters.Eta }),
	continuous("gamma", "self-competition γ > 0", func(s *setting) *float64 { return &s.parameters.Gamma }),
	continuous("beta", "smoothing β of the entropy flow, 0 ≤ β < 1", func(s *setting) *float64 { return &s.parameters.Beta }),
	orNone(continuous("clip-low", "lower end of the clip > 0, or none", func(s *setting) *float64 { return &s.parameters.Clip.Low }), math.Inf(-1)),
	orNone(continuous("clip-high", "upper end of the clip, or none", func(s *setting) *float64 { return &s.parameters.Clip.High }), math.Inf(1)),
	continuous("w0", "initial niche width > 0", func(s *setting) *float64 { return &s.parameters.InitialWeight }),
	{
		name: "law", help: "adaptation law: logistic (the paper's) or anchored", kind: word,
		set: func(s *setting, v Value) (err error) {
			s.parameters.Law, err = dynamics.LawByName(v.Word)
			return err
		},
		get: func(s *setting) Value { return Value{Word: s.parameters.Law.Name()} },
	},
	{
		name: "driver", help: "signal that drives the law: flow (the paper's) or entropy", kind: word,
		set: func(s *setting, v Value) error {
			s.parameters.Driver = dynamics.Driver(v.Word)
			return nil
		},
		get: func(s *setting) Value { return Value{Word: string(s.parameters.Driver)} },
	},
}

var scenarioAxes = []axis{
	integer("classes", "number of classes C ≥ 2", func(s *setting) *int { return &s.classes }),
	integer("largest", "training samples of the largest class", func(s *setting) *int { return &s.largest }),
	outer(continuous("imbalance", "size of the largest class over that of the smallest", func(s *setting) *float64 { return &s.imbalance })),
	outer(continuous("noise", "deviation σ₁ of a sample's entropy, nats", func(s *setting) *float64 { return &s.noise })),
	{
		name: "seed", help: "seed of the noise", kind: whole, outer: true,
		set: func(s *setting, v Value) error {
			if v.Number < 0 {
				return &dynamics.ParameterError{Want: "a seed ≥ 0", Hint: "1 is the default"}
			}
			s.seed = uint64(v.Number)
			return nil
		},
		get: func(s *setting) Value { return Value{Number: float64(s.seed)} },
	},
	integer("epochs", "epochs of a run", func(s *setting) *int { return &s.epochs }),
}

// sourceAxes are the kind of the source and then every constant that any source
// has.
func sourceAxes() []axis {
	list := []axis{{
		name: "source", kind: word, outer: true,
		help: "what the entropies do, as in learning:tau=15: " + kinds(sim.Sources()),
		set: func(s *setting, v Value) (err error) {
			s.source, err = sim.Parse(v.Word)
			return err
		},
		get: func(s *setting) Value { return Value{Word: sim.Format(s.source)} },
	}}
	helps := map[string][]string{}
	var names []string
	for _, source := range sim.Sources() {
		for _, constant := range source.Constants {
			if helps[constant.Name] == nil {
				names = append(names, constant.Name)
			}
			helps[constant.Name] = append(helps[constant.Name], source.Name+": "+constant.Help)
		}
	}
	for _, name := range names {
		list = append(list, axis{
			name: "source." + name, help: strings.Join(helps[name], "; "), outer: true,
			set: func(s *setting, v Value) (err error) {
				s.source, err = sim.With(s.source, name, v.Number)
				return err
			},
			get: func(s *setting) Value {
				if x, ok := s.constants()[name]; ok {
					return Value{Number: x}
				}
				return Value{Number: math.NaN()}
			},
		})
	}
	return list
}

func kinds(sources []sim.SourceInfo) string {
	var names []string
	for _, source := range sources {
		names = append(names, source.Name)
	}
	return strings.Join(names, ", ")
}

func continuous(name, help string, field func(*setting) *float64) axis {
	return axis{
		name: name, help: help,
		set: func(s *setting, v Value) error {
			*field(s) = v.Number
			return nil
		},
		get: func(s *setting) Value { return Value{Number: *field(s)} },
	}
}

func integer(name, help string, field func(*setting) *int) axis {
	return axis{
		name: name, help: help, kind: whole, outer: true,
		set: func(s *setting, v Value) error {
			*field(s) = int(v.Number)
			return nil
		},
		get: func(s *setting) Value { return Value{Number: float64(*field(s))} },
	}
}

func orNone(a axis, none float64) axis {
	a.none = none
	return a
}

func outer(a axis) axis {
	a.outer = true
	return a
}
