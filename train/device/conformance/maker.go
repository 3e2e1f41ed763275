package conformance

import (
	"fmt"

	"aeed/train/program"
)

// A maker builds the program of a case.
type maker struct {
	*program.Builder
	shape       Shape
	gaps        []program.Slot // between the slots of parameters
	runningGaps []program.Slot
}

// activation returns a slice of a kept buffer that is wider.
func (m *maker) activation(name string, frames, joints, columns int) program.View {
	return m.KeptActivation(name, frames, joints, m.beside(columns)).Slice(m.shape.Left, columns)
}

// clips returns a slice of a wider buffer with a row for each clip.
func (m *maker) clips(name string, columns int) program.View {
	return m.Clips(name, m.beside(columns)).Slice(m.shape.Left, columns)
}

// beside returns the columns of a buffer of which so many are a slice.
func (m *maker) beside(columns int) int { return m.shape.Left + columns + m.shape.Right }

// parameter reserves a slot after a gap.
func (m *maker) parameter(size int) program.Slot {
	m.gaps = append(m.gaps, m.Parameter(m.shape.Left))
	return m.Parameter(size)
}

// running reserves a slot of running statistics after a gap.
func (m *maker) running(size int) program.Slot {
	m.runningGaps = append(m.runningGaps, m.Running(m.shape.Left))
	return m.Running(size)
}

// share lets another operation read x too. Called after the operation in question
// is added, it makes that one add to a gradient that is there already.
func (m *maker) share(x program.View) {
	if m.shape.Shared {
		m.TimeMean(program.TimeMean{X: x, Y: m.activation(fmt.Sprintf("mean of %d", x.Buffer), 1, x.Joints, x.Columns)})
	}
}
