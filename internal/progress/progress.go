package progress

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// A Bar is the progress through a known number of steps, with an estimate of
// the time left and the name of the step under way. It may be used from several
// goroutines.
type Bar struct {
	container *mpb.Progress // nil where nothing is drawn
	bar       *mpb.Bar
	start     time.Time
	step      atomic.Pointer[string] // mpb draws in a goroutine of its own
}

// New returns a bar of total ≥ 1 steps on w. It draws only if w is a terminal.
func New(w io.Writer, total int) *Bar {
	if !isTerminal(w) {
		return &Bar{}
	}
	return draw(w, total)
}

// draw returns a bar on w, whatever w is; options come after its own.
func draw(w io.Writer, total int, options ...mpb.ContainerOption) *Bar {
	b := &Bar{start: time.Now()}
	b.step.Store(new(string))
	b.container = mpb.New(append([]mpb.ContainerOption{mpb.WithOutput(w), mpb.WithWidth(40)}, options...)...)
	b.bar = b.container.AddBar(int64(total),
		mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.CountersNoUnit("%d/%d")),
		mpb.AppendDecorators(decor.Any(func(s decor.Statistics) string {
			return label(s.Current, s.Total, time.Since(b.start), *b.step.Load())
		})))
	return b
}

// Step says that done steps are over and names the next one. After the last
// step, and after Close, it does nothing.
func (b *Bar) Step(done int, next string) {
	if b.container == nil {
		return
	}
	b.step.Store(&next)
	b.bar.SetCurrent(int64(done))
}

// Close removes the bar from the terminal and returns when that is done. It may
// be called again.
func (b *Bar) Close() {
	if b.container == nil {
		return
	}
	b.bar.Abort(true)
	b.container.Wait()
}

// label returns "12s left, envelope", the estimate supposing that the steps left
// take as long as those that are over did on average.
func label(done, total int64, elapsed time.Duration, step string) string {
	if done == 0 {
		return step
	}
	left := time.Duration(float64(elapsed) / float64(done) * float64(total-done))
	return fmt.Sprintf("%v left, %s", left.Round(time.Second), step)
}
