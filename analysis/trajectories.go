package analysis

import (
	"fmt"
	"math"
	"slices"

	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/dynamics/trajectory"
)

// mostClasses and chosenClasses are the numbers of classes whose niche widths, and whose
// entropies and flows, a figure of trajectories shows.
const mostClasses, chosenClasses = 200, 5

// Trajectories returns the series of the trajectories figure: the niche widths of
// all classes over the epochs of a simulation or a training run, coloured by the
// number of training samples where the header knows it, and entropy and flow of
// five classes from head to tail.
func Trajectories(header trajectory.Header, epochs []trajectory.Epoch) plot.Trajectories {
	title := "Niche widths of a simulation"
	if header.Source == trajectory.SourceTraining {
		title = "Niche widths of a training run"
	}
	d := plot.Trajectories{Heading: plot.Heading{Title: title, Setting: describeHeader(header)}, ColourName: "class c"}
	if header.ClassSizes != nil {
		d.ColourName, d.LogColour = "training samples n_c", true
	}
	order := headToTail(header)
	shown := spread(order, mostClasses)
	if len(shown) < len(order) {
		d.Notes = append(d.Notes, fmt.Sprintf("Niche widths of %d of the %d classes, from head to tail.", len(shown), len(order)))
	}
	chosen := spread(seen(header, order), chosenClasses)
	for _, class := range shown {
		d.Classes = append(d.Classes, classTrajectory(header, epochs, class, slices.Contains(chosen, class)))
	}
	d.Ends, d.Notes = clipEnds(header.Clip, d.Classes, d.Notes)
	if len(epochs) == 0 {
		d.Notes = append(d.Notes, "The trajectory has no whole epoch.")
	}
	return d
}

// headToTail returns the classes in descending order of their sizes.
func headToTail(header trajectory.Header) []int {
	order := make([]int, header.Classes)
	for class := range order {
		order[class] = class
	}
	if sizes := header.ClassSizes; sizes != nil {
		slices.SortStableFunc(order, func(a, b int) int { return sizes[b] - sizes[a] })
	}
	return order
}

// seen returns those of the classes that have training samples, as far as is known.
func seen(header trajectory.Header, classes []int) []int {
	return slices.DeleteFunc(slices.Clone(classes), func(class int) bool {
		return header.ClassSizes != nil && header.ClassSizes[class] == 0
	})
}

// spread returns at most n ≥ 2 members of all, evenly, with the first and the
// last.
func spread(all []int, n int) []int {
	if len(all) <= n {
		return all
	}
	members := make([]int, n)
	for i := range members {
		members[i] = all[i*(len(all)-1)/(n-1)]
	}
	return members
}

func classTrajectory(header trajectory.Header, epochs []trajectory.Epoch, class int, chosen bool) plot.ClassTrajectory {
	c := plot.ClassTrajectory{Name: fmt.Sprintf("class %d", class), Colour: float64(class), Chosen: chosen}
	if header.ClassSizes != nil {
		size := header.ClassSizes[class]
		c.Name = fmt.Sprintf("class %d, n = %d", class, size)
		c.Colour = float64(size)
	}
	for i, epoch := range epochs {
		record := epoch.Classes[class]
		c.Weight = append(c.Weight, record.Weight)
		c.Entropy = append(c.Entropy, record.Entropy)
		c.Flow = append(c.Flow, record.Flow)
		if i == len(epochs)-1 {
			c.Weight = append(c.Weight, record.NextWeight)
		}
	}
	return c
}

// clipEnds returns the ends of a clip that lie near the weights, and notes those
// that don't.
func clipEnds(clip dynamics.Clip, classes []plot.ClassTrajectory, notes []string) ([]plot.Level, []string) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, class := range classes {
		for _, w := range class.Weight {
			low, high = math.Min(low, w), math.Max(high, w)
		}
	}
	if clip.IsUnclipped() || low > high {
		return nil, notes
	}
	var ends []plot.Level
	if clip.Low > low/4 {
		ends = append(ends, plot.Level{Name: fmt.Sprintf("clip, lower end %s", plot.Exact(clip.Low)), Weight: clip.Low})
	} else {
		notes = append(notes, fmt.Sprintf("The clip’s lower end, %s, lies far below.", plot.Exact(clip.Low)))
	}
	switch {
	case math.IsInf(clip.High, 1):
	case clip.High < 2*high:
		ends = append(ends, plot.Level{Name: fmt.Sprintf("clip, upper end %s", plot.Exact(clip.High)), Weight: clip.High})
	default:
		notes = append(notes, fmt.Sprintf("The clip’s upper end, %s, lies above the figure.", plot.Exact(clip.High)))
	}
	return ends, notes
}

// describeHeader returns the line of a figure that states what made a trajectory.
func describeHeader(h trajectory.Header) string {
	return fmt.Sprintf("C = %d,  η = %s,  γ = %s,  β = %s,  %s,  w_0 = %s,  %s law driven by %s", h.Classes,
		plot.Exact(h.Eta), plot.Exact(h.Gamma), plot.Exact(h.Beta), clipName(h.Clip), plot.Exact(h.InitialWeight), h.Law, h.Driver)
}
