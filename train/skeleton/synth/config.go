package synth

import "fmt"

// A Config says what clips to make.
type Config struct {
	// Classes is the number of classes, 2 to MaxClasses.
	Classes int
	// TrainPerClass is the number of training clips of every class; Counts, if
	// not nil, has one number for each class instead. The first clips of a class
	// are the same whatever their number, so a long-tailed set is a subset of the
	// balanced one.
	TrainPerClass int
	Counts        []int
	// TestPerClass is the number of test clips of every class, by subjects that
	// the training clips don't show.
	TestPerClass int
	// Difficulty, from 0 to 1, is how much clips of a class differ and classes
	// resemble each other; see the package's text.
	Difficulty float64
	// Mutual is the share of classes, from 0 to 1, in which a second person
	// stands opposite the first and does the same.
	Mutual float64
	// Seed is where all that is random comes from.
	Seed uint64
}

// DefaultConfig returns ten classes of 60 training and 30 test clips, difficulty
// 0.5, two classes in pairs, and the seed 1.
func DefaultConfig() Config {
	return Config{Classes: 10, TrainPerClass: 60, TestPerClass: 30, Difficulty: 0.5, Mutual: 0.2, Seed: 1}
}

// maxPerClass bounds the clips of a class, so that their places fit the counters of
// the random numbers and all of them together an int.
const maxPerClass = 1 << 24

// Check returns nil if clips can be made as c says, or an error that names the
// field and what it may be.
func (c Config) Check() error {
	problem := func(field string, value any, want, hint string) error {
		return fmt.Errorf("synth: %s is %v, want %s; hint: %s", field, value, want, hint)
	}
	clips := fmt.Sprintf("0 to %d", maxPerClass)
	switch {
	case c.Classes < 2 || c.Classes > MaxClasses:
		return problem("Classes", c.Classes, fmt.Sprintf("2 to %d", MaxClasses), "there are that many different actions")
	case c.TrainPerClass < 0 || c.TrainPerClass > maxPerClass:
		return problem("TrainPerClass", c.TrainPerClass, clips, "60 is enough for a small network")
	case c.TestPerClass < 0 || c.TestPerClass > maxPerClass:
		return problem("TestPerClass", c.TestPerClass, clips, "30 is enough to see a class")
	case c.Counts != nil && len(c.Counts) != c.Classes:
		return problem("Counts", fmt.Sprintf("of %d classes", len(c.Counts)), fmt.Sprintf("one for each of the %d classes", c.Classes),
			"leave it out for as many clips of each class")
	case !(c.Difficulty >= 0 && c.Difficulty <= 1):
		return problem("Difficulty", c.Difficulty, "0 to 1", "0.5 is the default")
	case !(c.Mutual >= 0 && c.Mutual <= 1):
		return problem("Mutual", c.Mutual, "a share from 0 to 1", "0 has nobody in pairs")
	}
	for class, n := range c.Counts {
		if n < 0 || n > maxPerClass {
			return problem(fmt.Sprintf("Counts[%d]", class), n, clips, "the counts are numbers of training clips")
		}
	}
	return nil
}

// trainClips returns the number of training clips of a class.
func (c Config) trainClips(class int) int {
	if c.Counts != nil {
		return c.Counts[class]
	}
	return c.TrainPerClass
}

// NoiseLevel returns the standard deviation of the sensor's noise in each
// coordinate, metres.
func (c Config) NoiseLevel() float64 { return 0.002 + 0.032*c.Difficulty }

// variety is what else tells clips of a class apart.
type variety struct {
	yaw               float64 // rad, the view to either side
	smallest, largest float64 // amplitudes
	slowest, fastest  float64 // speeds
	distraction       float64 // rad, how far the distracted limb goes
	borrowed          float64 // the largest share of the motion that is the rival's
}

func (c Config) variety() variety {
	d := c.Difficulty
	return variety{
		yaw:      radians(15 + 90*d),
		smallest: 0.95 - 0.55*d, largest: 1.05 + 0.15*d,
		slowest: 0.9 - 0.25*d, fastest: 1.1 + 0.15*d,
		distraction: radians(5 + 75*d),
		borrowed:    d / (1 + d),
	}
}
