package progress_test

import (
	"fmt"
	"os"
	"time"

	"aeed/internal/progress"
)

// On a terminal the bar reads "1/3 [============>---------] 2s left, clip" while
// the loop runs, and is gone after it.
func Example() {
	steps := []string{"flow bound", "clip", "envelope"}
	bar := progress.New(os.Stderr, len(steps))
	for done, step := range steps {
		bar.Step(done, step)
		time.Sleep(time.Millisecond)
	}
	bar.Close()
	fmt.Println("done")
	// Output: done
}
