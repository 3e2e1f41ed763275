package study_test

import (
	"fmt"
	"os"
	"path/filepath"

	"aeed/sim"
	"aeed/study"
)

// A study of ten classes; open index.html in a browser.
func ExampleRun() {
	out, err := os.MkdirTemp("", "study")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(out)
	config := study.DefaultConfig()
	config.Budget.Trials = 20
	config.Scenario.Sizes = sim.LongTailed(10, 200, 20)
	if err := study.Run(config, out, nil); err != nil {
		fmt.Println(err)
		return
	}
	files, err := filepath.Glob(filepath.Join(out, "*"))
	for _, file := range files {
		fmt.Println(filepath.Base(file))
	}
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// figures
	// index.html
	// report.json
	// trajectory.jsonl
}
