package trajectory

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"
)

const (
	crashFile    = "AEED_TRAJECTORY_CRASH_FILE"
	crashClasses = 500
	crashPeriod  = 9 // epochs that repeat, but for their numbers
)

// TestMain turns the test binary into the victim of TestCrash where that asks
// for it: a program that appends epochs until it is killed.
func TestMain(m *testing.M) {
	if path := os.Getenv(crashFile); path != "" {
		fmt.Println(appendForever(path))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func appendForever(path string) error {
	header, period := simulate(crashClasses, crashPeriod)
	w, next, err := Resume(path, header)
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Println("ready")
		w, err = Create(path, header)
	} else {
		fmt.Println("ready")
	}
	for ; err == nil; next++ {
		err = w.Append(Epoch{Number: next, Classes: period[next%crashPeriod].Classes})
	}
	return err
}

// A program that is killed at any time leaves a file from which the next one
// goes on; in the end the file is that of an unbroken run.
func TestCrash(t *testing.T) {
	path := inFolder(t, "run.jsonl")
	random := rand.New(rand.NewPCG(1, 2))
	torn := 0
	for range 12 {
		victim := exec.Command(os.Args[0])
		victim.Env = append(os.Environ(), crashFile+"="+path)
		output, err := victim.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := victim.Start(); err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReader(output).ReadString('\n'); line != "ready\n" {
			t.Fatalf("victim: %q, %v", line, err)
		}
		time.Sleep(time.Duration(random.IntN(8_000)) * time.Microsecond)
		victim.Process.Kill()
		victim.Wait()
		if r, err := Open(path); err == nil {
			if _, err := r.readAll(); err != nil {
				t.Fatal(err)
			}
			if r.Torn() {
				torn++
			}
			r.Close()
		}
	}
	header, period := simulate(crashClasses, crashPeriod)
	w, next, err := Resume(path, header)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	var epochs []Epoch
	for number := range next + 2 {
		epochs = append(epochs, Epoch{Number: number, Classes: period[number%crashPeriod].Classes})
	}
	for _, e := range epochs[next:] {
		if err := w.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d epochs survived, %d of 12 files were torn", next, torn)
	if !bytes.Equal(mustRead(t, path), encode(t, header, epochs)) {
		t.Error("the file is not that of an unbroken run")
	}
}
