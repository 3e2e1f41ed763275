// Command skeleton times the preparation of skeleton data, in turn with the same
// work in NumPy: NTU recordings from text to clips, and clips to the windows that a
// network is tested with.
//
//	go run ./internal/bench/skeleton                        ours alone
//	go run ./internal/bench/skeleton --python PYTHON        with an interpreter that has NumPy
//	go run ./internal/bench/skeleton --recordings FOLDER    other recordings than the made-up ones
//	go run ./internal/bench/skeleton --json
//
// Figures are clips per second on one core, the best of the rounds.
package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"aeed/train/skeleton"
	"aeed/train/skeleton/feed"
	"aeed/train/skeleton/ntu"
)

//go:embed prepare.py
var peer []byte

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "skeleton:", err)
		os.Exit(1)
	}
}

// A contestant is the rates of one implementation, with the sums of the absolute
// values of what it made, which must agree.
type contestant struct {
	Name            string  `json:"name"`
	Prepare         float64 `json:"prepare_clips_per_s"`
	PrepareChecksum float64 `json:"prepare_checksum"`
	Feed            float64 `json:"feed_clips_per_s"`
	FeedChecksum    float64 `json:"feed_checksum"`
}

func run(arguments []string, out io.Writer) error {
	flags := flag.NewFlagSet("skeleton", flag.ContinueOnError)
	python := flags.String("python", "", "interpreter with NumPy to compare with")
	recordings := flags.String("recordings", "", "folder of .skeleton files")
	rounds := flags.Int("rounds", 5, "rounds of which the best counts")
	asJSON := flags.Bool("json", false, "print JSON")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if *recordings == "" {
		folder, err := unpack("train/skeleton/ntu/testdata/skeletons.tar.gz")
		if err != nil {
			return err
		}
		defer os.RemoveAll(folder)
		*recordings = folder
	}
	ours, err := measure(*recordings, *rounds)
	if err != nil {
		return err
	}
	contestants := []contestant{ours}
	if *python != "" {
		theirs, err := measurePeer(*python, *recordings, *rounds)
		if err != nil {
			return err
		}
		contestants = append(contestants, theirs)
	}
	if *asJSON {
		return json.NewEncoder(out).Encode(contestants)
	}
	return write(out, contestants)
}

func write(out io.Writer, contestants []contestant) error {
	fmt.Fprintf(out, "%-16s%22s%22s\n", "", "recording to clip", "clip to window")
	for i, c := range contestants {
		fmt.Fprintf(out, "%-16s%13.0f clips/s%14.0f clips/s\n", c.Name, c.Prepare, c.Feed)
		if i > 0 {
			ours := contestants[0]
			fmt.Fprintf(out, "%-16s%15.1f times%16.1f times\n", "ours is", ours.Prepare/c.Prepare, ours.Feed/c.Feed)
			if !agree(ours.PrepareChecksum, c.PrepareChecksum) || !agree(ours.FeedChecksum, c.FeedChecksum) {
				return fmt.Errorf("the work is not the same: checksums %.3f and %.3f, %.3f and %.3f",
					ours.PrepareChecksum, c.PrepareChecksum, ours.FeedChecksum, c.FeedChecksum)
			}
		}
	}
	return nil
}

func agree(a, b float64) bool { return math.Abs(a-b) <= 1e-5*math.Abs(a) }

// measure times ours on one core.
func measure(folder string, rounds int) (contestant, error) {
	c := contestant{Name: "ours"}
	src, err := ntu.OpenFolder(folder, ntu.Options{})
	if err != nil {
		return c, err
	}
	defer src.Close()
	work := []func() error{
		func() error {
			c.PrepareChecksum = 0
			for i := range src.Len() {
				clip, err := src.Clip(i)
				if err != nil {
					return err
				}
				c.PrepareChecksum += sum(clip.X)
			}
			return nil
		},
	}
	set, closeSet, err := prepared(src)
	if err != nil {
		return c, err
	}
	defer closeSet()
	options := feed.Defaults(feed.NTU, false)
	options.Workers = 1
	feeder, err := feed.New(set, options)
	if err != nil {
		return c, err
	}
	order := make([]int, set.Len())
	for i := range order {
		order[i] = i
	}
	const repeats = 100 // an epoch of a few clips would be the start of its workers
	work = append(work, func() error {
		c.FeedChecksum = 0
		for range repeats {
			total := 0.0
			for batch, err := range feeder.Epoch(context.Background(), 0, order, len(order)) {
				if err != nil {
					return err
				}
				total += sum(batch.X)
			}
			c.FeedChecksum = total
		}
		return nil
	})
	best := [2]float64{}
	for range rounds {
		for i, f := range work {
			start := time.Now()
			if err := f(); err != nil {
				return c, err
			}
			clips := float64(src.Len())
			if i == 1 {
				clips *= repeats
			}
			best[i] = max(best[i], clips/time.Since(start).Seconds())
		}
	}
	c.Prepare, c.Feed = best[0], best[1]
	return c, nil
}

// prepared makes a prepared set of src.
func prepared(src skeleton.Source) (*skeleton.Set, func(), error) {
	dir, err := os.MkdirTemp("", "prepared")
	if err != nil {
		return nil, nil, err
	}
	if _, err := skeleton.Prepare(context.Background(), src, filepath.Join(dir, "set"), skeleton.Preparation{}); err != nil {
		return nil, nil, err
	}
	set, err := skeleton.OpenSet(filepath.Join(dir, "set"))
	return set, func() { set.Close(); os.RemoveAll(dir) }, err
}

func sum(x []float32) float64 {
	total := 0.0
	for _, v := range x {
		total += math.Abs(float64(v))
	}
	return total
}

// measurePeer times NumPy.
func measurePeer(python, folder string, rounds int) (c contestant, err error) {
	command := exec.Command(python, "-", folder, fmt.Sprint(rounds))
	input, err := command.StdinPipe()
	if err != nil {
		return c, err
	}
	go func() {
		input.Write(peer)
		input.Close()
	}()
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return c, fmt.Errorf("%s: %w; hint: it needs NumPy", python, err)
	}
	return c, json.Unmarshal(output, &c)
}
