package study_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"aeed/study"
	"aeed/train"
	"aeed/train/device/cpu"
)

// A study of four classes; open index.html in a browser.
func ExampleRun() {
	out, err := os.MkdirTemp("", "study")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(out)
	config := study.DefaultConfig()
	config.Trials = 20
	config.Training.Data.Synthetic = train.SyntheticConfig{Classes: 4, Train: 12, Imbalance: 4, Test: 3, Difficulty: 0.2}
	config.Training.Training.Epochs = 8
	if err := study.Run(context.Background(), config, out, study.Options{Device: cpu.New(0)}); err != nil {
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
	// claims.json
	// comparison.json
	// figures
	// index.html
	// run
	// study.yaml
}
