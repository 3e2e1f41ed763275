package sweep

import (
	"slices"
	"strconv"
)

// option is a key that isn't an axis.
type option struct {
	name, help string
	set        func(*Spec, string) error
	get        func(*Spec) string
}

var options = []option{
	{
		"design", "which points: grid, latin-hypercube or sobol",
		func(s *Spec, text string) error {
			if !slices.Contains([]Design{Grid, LatinHypercube, Sobol}, Design(text)) {
				return fault("design", text, "grid, latin-hypercube or sobol", "a grid visits every combination, the others as many points as --points says")
			}
			s.design = Design(text)
			return nil
		},
		func(s *Spec) string { return string(s.Design()) },
	},
	{
		"points", "number of points of a latin-hypercube or sobol design",
		func(s *Spec, text string) error {
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil || n < 1 || n > mostDrawn {
				return fault("points", text, "a whole number from 1 to 2³²", "1024, say; powers of 2 suit sobol")
			}
			s.points = n
			return nil
		},
		func(s *Spec) string { return strconv.FormatInt(s.points, 10) },
	},
	{
		"design-seed", "seed of a latin-hypercube design",
		func(s *Spec, text string) error {
			seed, err := strconv.ParseUint(text, 10, 64)
			if err != nil {
				return fault("design-seed", text, "a whole number from 0 to 2⁶⁴−1", "1 is the default")
			}
			s.seed, s.seeded = seed, true
			return nil
		},
		func(s *Spec) string { return strconv.FormatUint(s.seed, 10) },
	},
	{
		"shard", "the i-th of n parts of the sweep, as i/n",
		func(s *Spec, text string) (err error) {
			s.shard, err = parseShard(text)
			return err
		},
		func(s *Spec) string { return s.shard.String() },
	},
}
