package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCertificates(t *testing.T) {
	for quantity, claim := range map[string]string{
		"sup_weight":  "sup_weight: classes = 60, eta = 0.5, gamma = 0.05, beta = 0.9, w0 = 1: 0 < w ≤ 2.385",
		"eta_max":     "eta_max: classes = 60, gamma = 0.05, beta = 0.9, w0 = 1: 0 < w in every epoch, for every entropy sequence and every η up to 2.176",
		"loop_stable": "loop_stable: beta = 0.9 to 0.9, gain = 0 to 1.02359",
	} {
		path := filepath.Join(t.TempDir(), "certificate.json")
		code, stdout, stderr := execute("verify", "--certificate", path, "--quantity", quantity)
		if code != 0 || stderr != "" || !strings.Contains(stdout, "wrote "+path) {
			t.Fatalf("%s: exit %d, stdout %q, stderr %q", quantity, code, stdout, stderr)
		}
		code, stdout, stderr = execute("verify", "--replay", path)
		if code != 0 || stderr != "" || !strings.HasSuffix(stdout, path+": proved, in exact arithmetic\n") {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", quantity, code, stdout, stderr)
		}
		for _, want := range strings.Split(claim, ": ") {
			if !strings.Contains(stdout, want) {
				t.Errorf("%s: no %q in %q", quantity, want, stdout)
			}
		}
	}
}

// A certificate that was tampered with fails; a file that can't be read is bad
// input.
func TestReplayRejects(t *testing.T) {
	path := filepath.Join(t.TempDir(), "certificate.json")
	if code, _, stderr := execute("verify", "--certificate", path); code != 0 {
		t.Fatal(stderr)
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func([]byte) []byte{
		"a lowered bound":       func(b []byte) []byte { return bytes.Replace(b, []byte(`"bound":"2.385`), []byte(`"bound":"2.384`), 1) },
		"an altered parameter":  func(b []byte) []byte { return bytes.Replace(b, []byte(`"eta":"0.5"`), []byte(`"eta":"0.6"`), 1) },
		"no witness":            func(b []byte) []byte { return b[:bytes.Index(b, []byte(`,"witness"`))] },
		"an empty file":         func([]byte) []byte { return nil },
		"not a certificate":     func([]byte) []byte { return []byte("{}\n") },
		"another format":        func(b []byte) []byte { return bytes.Replace(b, []byte("certificate/1"), []byte("certificate/2"), 1) },
		"a torn file":           func(b []byte) []byte { return b[:len(b)/2] },
		"another quantity":      func(b []byte) []byte { return bytes.Replace(b, []byte(`"sup_weight"`), []byte(`"eta_max"`), 1) },
		"something more":        func(b []byte) []byte { return append(bytes.Clone(b), b...) },
		"an altered digest":     func(b []byte) []byte { return bytes.Replace(b, []byte(`"digest":"`), []byte(`"digest":"0`), 1) },
		"a number that is none": func(b []byte) []byte { return bytes.Replace(b, []byte(`"gamma":"0.05"`), []byte(`"gamma":"NaN"`), 1) },
	} {
		broken := change(bytes.Clone(sound))
		if bytes.Equal(broken, sound) {
			t.Fatalf("%s: nothing changed", name)
		}
		if err := os.WriteFile(path, broken, 0o644); err != nil {
			t.Fatal(err)
		}
		if code, stdout, stderr := execute("verify", "--replay", path); code != exitFailed || stdout != "" || !strings.Contains(stderr, path+": rejected: ") {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", name, code, stdout, stderr)
		}
	}
	if code, _, stderr := execute("verify", "--replay", filepath.Join(t.TempDir(), "none")); code != exitBadInput || !strings.Contains(stderr, "hint: ") {
		t.Errorf("a missing file: exit %d, stderr %q", code, stderr)
	}
}

func TestCertificateErrors(t *testing.T) {
	for args, want := range map[string]int{
		"--quantity age":                  exitBadInput,
		"--beta 1":                        exitBadInput,
		"--eta 3":                         exitFailed, // no bound exists there
		"--quantity loop_stable --eta 60": exitFailed,
		"--certificate /dev/null/x":       exitBadInput,
		"--replay somewhere":              exitBadInput,
		"--claim boundedness":             exitBadInput,
		"--quantity loop_stable --lag 1 --beta 0 --eta 9": exitFailed,
	} {
		all := append([]string{"verify", "--certificate", filepath.Join(t.TempDir(), "c.json")}, strings.Fields(args)...)
		if code, stdout, stderr := execute(all...); code != want || stdout != "" || stderr == "" {
			t.Errorf("%s: exit %d, want %d; stdout %q, stderr %q", args, code, want, stdout, stderr)
		}
	}
}
