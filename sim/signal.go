package sim

import (
	"math"
	"slices"
)

// Levels are fractions of ln C, times are epochs. The tags are the constants'
// defaults, ranges and help, from which Parse makes sources. Products are rounded
// (no fused multiply-add), so that every platform adds the same numbers.

// Constant is an entropy that never moves.
type Constant struct {
	Level float64 `default:"1" range:"level" help:"level, 1 being ln C"`
}

// Learning is a class that is learned: its entropy falls exponentially.
type Learning struct {
	Start float64 `default:"1" range:"level" help:"first level"`
	Floor float64 `default:"0.1" range:"level" help:"last level"`
	Tau   float64 `default:"15" range:"positive" help:"time constant, epochs"`
}

// Plateau is a class that is learned late: its entropy stays, then falls as
// Learning does.
type Plateau struct {
	Start float64 `default:"1" range:"level" help:"first level"`
	Floor float64 `default:"0.1" range:"level" help:"last level"`
	Tau   float64 `default:"15" range:"positive" help:"time constant, epochs"`
	Until float64 `default:"30" range:"time" help:"epoch in which the fall begins"`
}

// Step is a sudden change from one level to another.
type Step struct {
	From float64 `default:"1" range:"level" help:"level before"`
	To   float64 `default:"0" range:"level" help:"level after"`
	When float64 `default:"10" range:"time" help:"first epoch after the change"`
}

// Sinusoid oscillates; what leaves [0, 1] is cut off.
type Sinusoid struct {
	Mean      float64 `default:"0.5" range:"level" help:"middle level"`
	Amplitude float64 `default:"0.3" range:"level" help:"largest distance from it"`
	Period    float64 `default:"20" range:"positive" help:"epochs"`
}

// BangBang is the adversary of the controller: 0 in the first epoch, then ln C
// for Hold epochs, 0 for as many, and so on. With Hold = 0 it stays at ln C: no
// entropies are known that drive a weight from 1 higher.
type BangBang struct {
	Hold float64 `default:"0" range:"epochs" help:"epochs at either end, 0 for ever"`
}

// BySize is a long-tailed data set being learned: as Learning, but a class of n
// samples is slower by the factor (n_max/n)^Slower and its floor is higher by
// (n_max/n)^Higher, up to Start.
type BySize struct {
	Start  float64 `default:"1" range:"level" help:"first level"`
	Floor  float64 `default:"0.05" range:"level" help:"last level of the largest class"`
	Tau    float64 `default:"8" range:"positive" help:"time constant of the largest class, epochs"`
	Slower float64 `default:"0.3" range:"exponent" help:"exponent of rarity in the time constant"`
	Higher float64 `default:"0.3" range:"exponent" help:"exponent of rarity in the floor"`
}

// At returns Level.
func (s Constant) At([]int, int, int) float64 { return s.Level }

// At returns Floor + (Start−Floor)·e^{−t/Tau}.
func (s Learning) At(_ []int, _, epoch int) float64 {
	return s.Floor + float64((s.Start-s.Floor)*math.Exp(-float64(epoch)/s.Tau))
}

// At returns Start up to Until, then Floor + (Start−Floor)·e^{−(t−Until)/Tau}.
func (s Plateau) At(_ []int, _, epoch int) float64 {
	return s.Floor + float64((s.Start-s.Floor)*math.Exp(-math.Max(float64(epoch)-s.Until, 0)/s.Tau))
}

// At returns From before epoch When, To from then on.
func (s Step) At(_ []int, _, epoch int) float64 {
	if float64(epoch) < s.When {
		return s.From
	}
	return s.To
}

// At returns Mean + Amplitude·sin(2πt/Period) within [0, 1].
func (s Sinusoid) At(_ []int, _, epoch int) float64 {
	phase := math.Mod(float64(epoch), s.Period) / s.Period // even the shortest Period can't make it infinite
	return math.Min(math.Max(s.Mean+float64(s.Amplitude*math.Sin(2*math.Pi*phase)), 0), 1)
}

// At returns 0 or 1.
func (s BangBang) At(_ []int, _, epoch int) float64 {
	switch {
	case epoch == 0:
		return 0
	case s.Hold == 0 || (epoch-1)/int(s.Hold)%2 == 0:
		return 1
	}
	return 0
}

// At returns the learning curve of the class's size; a class that has no
// samples stays at Start.
func (s BySize) At(sizes []int, class, epoch int) float64 {
	if sizes[class] == 0 {
		return s.Start
	}
	rarity := float64(slices.Max(sizes)) / float64(sizes[class])
	floor := math.Min(s.Floor*math.Pow(rarity, s.Higher), s.Start)
	return Learning{s.Start, floor, s.Tau * math.Pow(rarity, s.Slower)}.At(sizes, class, epoch)
}

// Name returns the word for the signal in configurations.
func (Constant) Name() string { return "constant" }
func (Learning) Name() string { return "learning" }
func (Plateau) Name() string  { return "plateau" }
func (Step) Name() string     { return "step" }
func (Sinusoid) Name() string { return "sinusoid" }
func (BangBang) Name() string { return "bang-bang" }
func (BySize) Name() string   { return "by-size" }

// Validate returns an error for a constant outside its range.
func (s Constant) Validate([]int) error { return checkConstants(s) }
func (s Learning) Validate([]int) error { return checkConstants(s) }
func (s Plateau) Validate([]int) error  { return checkConstants(s) }
func (s Step) Validate([]int) error     { return checkConstants(s) }
func (s Sinusoid) Validate([]int) error { return checkConstants(s) }
func (s BangBang) Validate([]int) error { return checkConstants(s) }
func (s BySize) Validate([]int) error   { return checkConstants(s) }
