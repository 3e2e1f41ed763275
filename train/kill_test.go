package train

import (
	"bytes"
	"context"
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

var kills = flag.Int("kills", 6, "how often the process of TestKilledRuns is killed, at random moments")

// folderToTrainIn names the folder that a child of TestKilledRuns trains in.
const folderToTrainIn = "AEED_TEST_FOLDER"

// What a process killed at any moment leaves, goes on, and ends in the bytes of a
// run that nothing stopped. Its epochs are on disk at every batch, too.
func TestKilledRuns(t *testing.T) {
	if dir := os.Getenv(folderToTrainIn); dir != "" {
		o := options()
		o.SaveEvery = 1
		if _, err := Run(context.Background(), brief(), dir, o); err != nil {
			t.Fatal(err)
		}
		return
	}
	if testing.Short() {
		t.Skip("processes that start again and again")
	}
	whole := filepath.Join(t.TempDir(), "whole")
	began := time.Now()
	mustRun(t, brief(), whole)
	longest := time.Since(began) + 100*time.Millisecond
	want := files(t, whole)
	killed, finished := 0, 0
	for killed < *kills {
		dir := filepath.Join(t.TempDir(), "run")
		for again := true; again; {
			child := exec.Command(os.Args[0], "-test.run", "^TestKilledRuns$")
			child.Env = append(os.Environ(), folderToTrainIn+"="+dir)
			var output bytes.Buffer
			child.Stdout, child.Stderr = &output, &output
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			stop := time.AfterFunc(rand.N(longest), func() { child.Process.Kill() })
			err := child.Wait()
			stop.Stop()
			if again = err != nil; again {
				if child.ProcessState.Exited() {
					t.Fatalf("a child ended by itself: %v\n%s", err, output.String())
				}
				killed++
			}
		}
		finished++
		same(t, files(t, dir), want)
	}
	t.Logf("%d kills in %d runs", killed, finished)
}

// A kill between the last checkpoint and the removal of an old one leaves that, until the
// next process looks.
func TestOldCheckpointsGo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	mustRun(t, brief(), dir)
	want := files(t, dir)
	for _, suffix := range []string{stateSuffix, weightsSuffix} {
		content, err := os.ReadFile(filepath.Join(dir, checkpoints, "epoch-00003"+suffix))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, checkpoints, "epoch-00000"+suffix), content, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	mustRun(t, brief(), dir)
	same(t, files(t, dir), want)
}
