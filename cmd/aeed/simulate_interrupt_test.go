package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"aeed/dynamics/trajectory"
)

// processFlag, in the environment, has TestSimulateProcess run the command line in the
// folder that it names.
const processFlag = "AEED_TEST_PROCESS"

func TestSimulateProcess(t *testing.T) {
	folder := os.Getenv(processFlag)
	if folder == "" {
		t.Skip("only as a process of TestSimulateInterrupted")
	}
	os.Exit(run([]string{"simulate", "--epochs", "1000000", "--out", folder}, os.Stdout, os.Stderr))
}

// Ctrl-C leaves a trajectory that can be read, with every epoch that was written.
func TestSimulateInterrupted(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("processes can't be interrupted from outside")
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "trajectory.jsonl")
	process := exec.Command(os.Args[0], "-test.run=^TestSimulateProcess$")
	process.Env = append(os.Environ(), processFlag+"="+folder)
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	defer process.Process.Kill()
	for begun := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		if info, err := os.Stat(path); err == nil && info.Size() > 200_000 {
			break
		}
		if time.Since(begun) > 30*time.Second {
			t.Fatal("the simulation does not get going")
		}
	}
	if err := process.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := process.Wait(); err == nil {
		t.Error("an interrupted simulation exits with 0")
	}
	_, epochs, err := trajectory.ReadFile(path)
	if err != nil || len(epochs) < 5 {
		t.Errorf("%d epochs, %v", len(epochs), err)
	}
}
