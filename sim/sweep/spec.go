package sweep

import (
	"slices"
	"strconv"
	"strings"

	"aeed/dynamics"
)

// A Design chooses the points of a sweep.
type Design string

// The designs.
const (
	Grid           Design = "grid"            // every combination of the values
	LatinHypercube Design = "latin-hypercube" // each of n equal parts of each axis once, at random
	Sobol          Design = "sobol"           // the low-discrepancy sequence
)

// A Spec says which points a sweep visits. Its keys, one for each axis and a few
// more, are those of the YAML and the flags of the command line; Set and Get take
// them as text. The zero Spec is the default sweep.
type Spec struct {
	design Design // "" is Grid
	points int64  // of a random design, 0 for its default
	seed   uint64 // of a Latin hypercube
	seeded bool
	shard  Shard
	axes   [maxAxes]values // nil where the axis isn't set
}

// maxAxes bounds the number of axes; the table has fewer.
const maxAxes = 40

// A Key is what a Spec can be told.
type Key struct {
	Name    string
	Default string // "" for a constant, which the source has
	Help    string
}

// Keys returns the keys in the order of the help.
func Keys() []Key {
	complete := new(Spec).complete()
	var keys []Key
	for i := range axes {
		key := Key{Name: axes[i].name, Help: axes[i].help}
		if !axes[i].isConstant() {
			key.Default = axes[i].standard().String()
		}
		keys = append(keys, key)
	}
	for _, o := range options {
		keys = append(keys, Key{o.name, o.get(complete), o.help})
	}
	return keys
}

// Set gives a key a value, in place of any that it had. An unknown key, a text
// that can't be read and a value out of range are *dynamics.ParameterError.
func (s *Spec) Set(key, text string) error {
	for _, o := range options {
		if o.name == key {
			return o.set(s, strings.TrimSpace(text))
		}
	}
	i, ok := axisByName(key)
	if !ok {
		return fault("key", strconv.Quote(key), "one of "+strings.Join(keyNames(), ", "), "aeed sweep --help says what they are")
	}
	v, err := parseValues(&axes[i], text)
	if err != nil {
		return err
	}
	if !axes[i].isConstant() {
		if err := axes[i].checkAll(v, standard().source); err != nil {
			return err
		}
	}
	s.axes[i] = v
	return nil
}

// Get returns what a key of Keys has been set to, or its default; "" for a
// constant that isn't set.
func (s *Spec) Get(key string) string {
	c := s.complete()
	for _, o := range options {
		if o.name == key {
			return o.get(c)
		}
	}
	if i, ok := axisByName(key); ok && c.axes[i] != nil {
		return c.axes[i].String()
	}
	return ""
}

// Design returns the design, Grid if none is set.
func (s *Spec) Design() Design {
	if s.design == "" {
		return Grid
	}
	return s.design
}

// Shard returns the part of the sweep that is to be computed.
func (s *Spec) Shard() Shard { return s.shard }

// Whole returns the spec without its shard.
func (s *Spec) Whole() *Spec {
	whole := *s
	whole.shard = Shard{}
	return &whole
}

// complete returns the spec with nothing left out. Where no axis varies, those
// of the default sweep that aren't set do.
func (s *Spec) complete() *Spec {
	c := *s
	c.design = s.Design()
	if c.points == 0 && c.design != Grid {
		c.points = 1024
	}
	if !c.seeded || c.design != LatinHypercube {
		c.seed, c.seeded = 1, true
	}
	if !slices.ContainsFunc(s.axes[:], varies) {
		for name, v := range defaultSweep(c.design) {
			if i, _ := axisByName(name); c.axes[i] == nil {
				c.axes[i] = v
			}
		}
	}
	for i := range axes {
		if c.axes[i] == nil && !axes[i].isConstant() {
			c.axes[i] = axes[i].standard()
		}
	}
	return &c
}

// defaultSweep is the surroundings of the paper's Table 6.
func defaultSweep(d Design) map[string]values {
	if d == Grid {
		return map[string]values{
			"eta":   ladder{from: 0.1, to: 1, step: 0.1, count: 10},
			"gamma": ladder{from: 0.01, to: 0.1, step: 0.01, count: 10},
			"beta":  list{{Number: 0}, {Number: 0.5}, {Number: 0.9}},
		}
	}
	return map[string]values{
		"eta":   interval{from: 0.1, to: 1},
		"gamma": interval{from: 0.01, to: 0.1, log: true},
		"beta":  interval{from: 0, to: 0.95},
	}
}

func varies(v values) bool { return v != nil && v.len() != 1 }

func keyNames() []string {
	var names []string
	for _, key := range Keys() {
		names = append(names, key.Name)
	}
	return names
}

func fault(name, value, want, hint string) error {
	return &dynamics.ParameterError{Name: name, Value: value, Want: want, Hint: hint}
}
