package kernels

import (
	"slices"

	"aeed/train/program"
)

// cancelled returns the convolutions whose result batch norms alone read, in training:
// they subtract the mean, and with it the bias, whose gradient so is 0.
func cancelled(p *program.Program) map[*program.Convolution]bool {
	all := map[*program.Convolution]bool{}
	for _, op := range p.Operations[program.Forward] {
		if c, is := op.(*program.Convolution); is && c.Y.Buffer != p.Output.Buffer && onlyNormalised(p, c.Y) {
			all[c] = true
		}
	}
	return all
}

// onlyNormalised tells whether something reads a view, and nothing but batch norms of
// what lies there.
func onlyNormalised(p *program.Program, v program.View) bool {
	read := false
	for _, op := range p.Operations[program.Forward] {
		reads, _, adds := op.Views()
		reads = slices.DeleteFunc(append(reads, adds...), func(r program.View) bool { return r.Buffer != v.Buffer || !overlap(p, r, v) })
		if len(reads) == 0 {
			continue
		}
		n, is := op.(*program.BatchNorm)
		if !is || !n.Training || n.Residual.Buffer == v.Buffer {
			return false
		}
		read = true
	}
	return read
}
