package progress

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/vbauerster/mpb/v8"
)

// A screen is what a terminal shows of what is written to it, as far as bars
// go: lines, and n lines up and erase what follows. It keeps all that it ever
// showed.
type screen struct {
	mutex sync.Mutex
	lines []string
	shown []string
}

var upAndErase = regexp.MustCompile("\x1b\\[([0-9]+)A\x1b\\[J")

func (s *screen) Write(p []byte) (int, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, part := range strings.SplitAfter(string(p), "\n") {
		for {
			at := upAndErase.FindStringSubmatchIndex(part)
			if at == nil {
				break
			}
			up, _ := strconv.Atoi(part[at[2]:at[3]])
			s.lines = s.lines[:max(0, len(s.lines)-up)]
			part = part[at[1]:]
		}
		if part != "" {
			s.lines = append(s.lines, part)
			s.shown = append(s.shown, strings.TrimSuffix(part, "\n"))
		}
	}
	return len(p), nil
}

// await returns the first line shown that contains text.
func (s *screen) await(t *testing.T, text string) string {
	t.Helper()
	for range 1000 {
		s.mutex.Lock()
		for _, line := range s.shown {
			if strings.Contains(line, text) {
				s.mutex.Unlock()
				return line
			}
		}
		s.mutex.Unlock()
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("%q was never shown, but %q", text, s.shown)
	return ""
}

func start(total int) (*screen, *Bar) {
	s := &screen{}
	return s, draw(s, total, mpb.WithWidth(80), mpb.WithAutoRefresh(), mpb.WithRefreshRate(time.Millisecond))
}

func TestBarShowsAndErasesItself(t *testing.T) {
	s, bar := start(4)
	s.await(t, "0/4 [")
	bar.Step(0, "flow bound")
	if line := s.await(t, "flow bound"); strings.Contains(line, "left") {
		t.Errorf("estimate without a step: %q", line)
	}
	bar.Step(2, "envelope")
	if line := s.await(t, "s left, envelope"); !strings.HasPrefix(line, "2/4 [") || !strings.Contains(line, "=>") {
		t.Errorf("line %q", line)
	}
	bar.Close()
	if len(s.lines) != 0 {
		t.Errorf("left on the screen: %q", s.lines)
	}
	bar.Step(3, "late")
	bar.Close()
	if len(s.lines) != 0 {
		t.Errorf("left on the screen: %q", s.lines)
	}
}

func TestFinishedBarErasesItself(t *testing.T) {
	for _, done := range []int{2, 7} { // all, and more than there are
		s, bar := start(2)
		bar.Step(1, "second")
		s.await(t, "second")
		bar.Step(done, "")
		bar.Close()
		if len(s.lines) != 0 {
			t.Errorf("left on the screen: %q", s.lines)
		}
	}
}

// Steps are named while the bar is drawn; the race detector watches.
func TestStepsFromSeveralGoroutines(t *testing.T) {
	s, bar := start(1000)
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for i := range 100 {
				bar.Step(i, strconv.Itoa(worker))
			}
		})
	}
	group.Wait()
	s.await(t, "99/1000 [")
	bar.Close()
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, bytes.ErrTooLarge }

// A terminal that goes away must not stop the command.
func TestWriterThatFails(t *testing.T) {
	bar := draw(full{}, 3, mpb.WithAutoRefresh(), mpb.WithRefreshRate(time.Millisecond))
	for i := range 3 {
		bar.Step(i, "step")
		time.Sleep(5 * time.Millisecond)
	}
	bar.Close()
}

func TestLabel(t *testing.T) {
	for _, c := range []struct {
		done, total int64
		elapsed     time.Duration
		want        string
	}{
		{0, 4, time.Minute, "x"},
		{1, 4, 2 * time.Second, "6s left, x"},
		{3, 4, 10 * time.Minute, "3m20s left, x"},
		{4, 4, time.Second, "0s left, x"},
	} {
		if got := label(c.done, c.total, c.elapsed, "x"); got != c.want {
			t.Errorf("%d of %d after %v: %q, want %q", c.done, c.total, c.elapsed, got, c.want)
		}
	}
}
