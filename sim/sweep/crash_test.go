package sweep

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

var killMillion = flag.Bool("kill-million", false, "kill a sweep of a million points 20 times")

const (
	crashFolder = "AEED_SWEEP_CRASH_FOLDER"
	crashSpec   = "AEED_SWEEP_CRASH_SPEC"
)

// TestMain turns the test binary into the victim of TestKills where that asks for
// it: a program that runs a sweep.
func TestMain(m *testing.M) {
	dir := os.Getenv(crashFolder)
	if dir == "" {
		os.Exit(m.Run())
	}
	spec, err := ReadSpec(os.Getenv(crashSpec))
	fmt.Println("ready")
	if err == nil {
		_, err = Run(context.Background(), spec, dir, Options{})
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

// A sweep that is killed 20 times at random moments ends byte for byte as an
// unbroken one.
func TestKills(t *testing.T) {
	spec := mustSpec(t, "eta=0.1:1:0.01", "gamma=0.001:0.2:0.001", "source=hill,learning", "classes=3", "epochs=10")
	if *killMillion {
		spec = mustSpec(t, "eta=0.1:1:0.009", "gamma=0.01:0.1:0.0009", "beta=0:0.99:0.01", "source=by-size")
	}
	begun := time.Now()
	want := mustRun(t, spec)
	unbroken := time.Since(begun)

	path := t.TempDir() + "/spec.yaml"
	if err := os.WriteFile(path, spec.YAML(), 0o644); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	kills, finished, withJournal, withTemporary := 0, 0, 0, 0
	for kills < 20 {
		// A twelfth of the whole on average, so that kills meet every stage of it.
		if killed := runVictim(t, path, dir, time.Duration(random.Int64N(int64(unbroken)/6))); !killed {
			sameFolders(t, dir, want)
			finished++
			dir = t.TempDir()
			continue
		}
		kills++
		if exists(dir + "/" + journalName) {
			withJournal++
		}
		if left, _ := filepath.Glob(dir + "/.*.tmp"); len(left) > 0 {
			withTemporary++
		}
	}
	if killed := runVictim(t, path, dir, time.Hour); killed {
		t.Fatal("the last run didn't end")
	}
	sameFolders(t, dir, want)
	t.Logf("unbroken in %v; %d kills, %d with a journal, %d while the table was written; %d sweeps ended in between", unbroken, kills, withJournal, withTemporary, finished)
	if withJournal == 0 {
		t.Error("no kill met a sweep under way")
	}
}

// runVictim starts the victim and kills it after a while. It reports whether that
// came in time.
func runVictim(t *testing.T, spec, dir string, after time.Duration) (killed bool) {
	t.Helper()
	victim := exec.Command(os.Args[0])
	victim.Env = append(os.Environ(), crashFolder+"="+dir, crashSpec+"="+spec)
	output, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(output)
	if line, err := lines.ReadString('\n'); line != "ready\n" {
		t.Fatalf("victim: %q, %v", line, err)
	}
	kill := time.AfterFunc(after, func() { victim.Process.Kill() })
	defer kill.Stop()
	message, _ := lines.ReadString('\n')
	switch victim.Wait(); {
	case victim.ProcessState.Success():
		return false
	case victim.ProcessState.Exited():
		t.Fatalf("victim: %s", message)
	}
	return true
}
