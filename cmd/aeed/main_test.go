package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

// execute runs a command line in this process.
func execute(args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(args, &out, &err)
	return code, out.String(), err.String()
}

func TestHelpNamesEveryCommand(t *testing.T) {
	for _, args := range [][]string{nil, {"--help"}, {"help"}} {
		code, stdout, stderr := execute(args...)
		if code != 0 || stderr != "" {
			t.Errorf("aeed %v: exit %d, stderr %q", args, code, stderr)
		}
		for _, name := range []string{"verify", "simulate", "sweep", "plot", "data", "model", "train", "eval", "compare", "ablate", "study", "version"} {
			if !regexp.MustCompile(`(?m)^  ` + name + ` `).MatchString(stdout) {
				t.Errorf("aeed %v does not list %s", args, name)
			}
		}
	}
}

func TestUnknownWords(t *testing.T) {
	for _, args := range [][]string{{"verfy"}, {"verify", "extra"}, {"verify", "--etta", "1"}, {"--etta"}} {
		code, stdout, stderr := execute(args...)
		if code != exitBadInput || stdout != "" || !strings.HasPrefix(stderr, "aeed: ") || !strings.Contains(stderr, "hint: ") {
			t.Errorf("aeed %v: exit %d, stdout %q, stderr %q", args, code, stdout, stderr)
		}
	}
}

func TestVersion(t *testing.T) {
	code, stdout, _ := execute("version")
	if code != 0 || !regexp.MustCompile(`^aeed \d+\.\d+\.\d+ \(commit .+, go\d.*, \w+/\w+, \d+ processors\)\ntrains on CPU, float32, .+\n(.+\n)+$`).MatchString(stdout) {
		t.Errorf("exit %d, %q", code, stdout)
	}
}
