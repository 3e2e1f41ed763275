package driver

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// A GPU is a card in use, with the goroutine that owns its context. CUDA ties a context
// to a thread of the operating system and Go moves goroutines between threads; this
// goroutine stays on one, and all that uses the context runs there. It is safe for
// concurrent use.
type GPU struct {
	card   Card
	owner  atomic.Int64 // thread of the owner, 0 where there is none or none is told
	mutex  sync.Mutex   // held by whoever asks the owner
	work   chan func(Context)
	closed bool
}

// Open takes the card of a number into use. The error is an ErrUnavailable if there is
// none. Close the GPU when it isn't needed any more.
func Open(d Driver, card int) (*GPU, error) {
	cards, err := d.Cards()
	if err != nil {
		return nil, err
	}
	if card < 0 || card >= len(cards) {
		return nil, fmt.Errorf("%w: there is no card %d, of %d from 0; hint: nvidia-smi -L lists the cards, of which CUDA_VISIBLE_DEVICES may hide some", ErrUnavailable, card, len(cards))
	}
	g := &GPU{card: cards[card], work: make(chan func(Context))}
	opened := make(chan error)
	go g.own(d, opened)
	if err := <-opened; err != nil {
		return nil, fmt.Errorf("%w: card %d, %s, can't be taken: %w; hint: nvidia-smi shows what else uses it", ErrUnavailable, card, g.card.Name, err)
	}
	return g, nil
}

// own runs all work on the thread of the context.
func (g *GPU) own(d Driver, opened chan<- error) {
	runtime.LockOSThread() // for good: the thread ends with the goroutine, and no other finds the context on it
	g.owner.Store(currentThread())
	defer g.owner.Store(0)
	context, err := d.Retain(g.card.Number)
	opened <- err
	if err != nil {
		return
	}
	for work := range g.work {
		work(context)
	}
}

// Card returns what the GPU is.
func (g *GPU) Card() Card { return g.card }

// Do runs a function on the thread that owns the context and returns its error. Functions
// run one at a time; one must not keep the context. If the function panics, so does Do,
// which panics after Close too. A function that calls Do or Close of the same GPU panics,
// on Linux: elsewhere it waits for itself for ever, and so does everywhere one that waits
// for another goroutine's call.
func (g *GPU) Do(use func(Context) error) error {
	g.lock("Do")
	defer g.mutex.Unlock()
	if g.closed {
		panic("driver: use of a closed GPU")
	}
	return g.do(use)
}

// Close waits for all that runs and gives the context up. A second Close does nothing.
func (g *GPU) Close() error {
	g.lock("Close")
	defer g.mutex.Unlock()
	if g.closed {
		return nil
	}
	g.closed = true
	defer close(g.work)
	return g.do(func(c Context) error {
		err := c.Synchronise()
		if released := c.Release(); err == nil {
			err = released
		}
		return err
	})
}

// lock takes the mutex for a call, which must not come from what the owner runs: that
// holds it until it returns.
func (g *GPU) lock(call string) {
	if owner := g.owner.Load(); owner != 0 && owner == currentThread() {
		panic(fmt.Sprintf("driver: %s is called by a function that Do of the same GPU runs, and would wait for itself; it has the context already", call))
	}
	g.mutex.Lock()
}

// do hands a function to the owner and waits. A panic crosses to the caller; the owner
// goes on, for the context is unharmed.
func (g *GPU) do(use func(Context) error) error {
	var err error
	var failure string
	done := make(chan struct{})
	g.work <- func(c Context) {
		defer close(done)
		returned := false
		defer func() {
			if value := recover(); value != nil {
				failure = fmt.Sprintf("%v\n\non the thread of the GPU:\n%s", value, debug.Stack())
			} else if !returned { // the owner is gone, and the context with it
				g.closed = true
				failure = "driver: a function ended the goroutine of the GPU (runtime.Goexit, or FailNow of a test)"
			}
		}()
		err = use(c)
		returned = true
	}
	<-done
	if failure != "" {
		panic(failure)
	}
	return err
}
