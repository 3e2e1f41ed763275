package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
)

// patience is how long a program that was ended may keep its output open, by programs that
// it has started itself.
const patience = 2 * time.Second

// decode runs a program in a folder and decodes the JSON that it prints. What it says on
// stderr goes to progress too. The error has its last line, and is not that of the exit
// codes given.
func decode(ctx context.Context, into any, progress io.Writer, folder string, codes []int, name string, arguments ...string) error {
	command := exec.CommandContext(ctx, name, arguments...)
	var said tail
	command.Dir, command.Stderr, command.WaitDelay = folder, io.MultiWriter(progress, &said), patience
	output, err := command.Output()
	if err != nil && !expected(command, codes) {
		return fmt.Errorf("%s: %w: %s", name, err, said.last())
	}
	if err := json.NewDecoder(bytes.NewReader(output)).Decode(into); err != nil {
		return fmt.Errorf("%s: its output is no JSON as expected: %w; hint: %s %s prints it", name, err, name, strings.Join(arguments, " "))
	}
	return nil
}

// expected tells whether a program has ended with one of the codes.
func expected(c *exec.Cmd, codes []int) bool {
	for _, code := range codes {
		if c.ProcessState != nil && c.ProcessState.ExitCode() == code {
			return true
		}
	}
	return false
}

// A tail keeps the end of what is written to it.
type tail struct{ kept []byte }

// bytesOfTail are kept of what a program says.
const bytesOfTail = 2048

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	t.kept = t.kept[max(0, len(t.kept)-bytesOfTail):]
	return len(p), nil
}

// last returns the last line that isn't empty.
func (t *tail) last() string {
	lines := strings.Split(strings.TrimSpace(string(t.kept)), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}
