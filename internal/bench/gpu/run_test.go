package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The tests' binary stands in for the program when that starts itself.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "--alone" {
		main()
		return
	}
	os.Exit(m.Run())
}

// shellScript returns the path of one.
func shellScript(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// interpreter stands in for Python: it prints what measure.py does, with an error of the
// check, and can't compile.
func interpreter(t *testing.T, checkError string) string {
	return shellScript(t, "python", `case "$*" in
*about) echo '{"version": "2.9.1", "cuda": "13.0", "card": ""}' ;;
*check*) echo '[{"group": "loss", "error": `+checkError+`, "limit": 1e-9}]' ;;
*errors*) echo '[{"group": "loss", "error": 1e-6, "limit": 1e-5}, {"group": "logits", "error": 1e-6, "limit": 1e-5}]' ;;
*ceilings) echo '{"copy_bytes_per_s": 2e12, "gemm": [{"precision": "tf32", "rows": 1, "inner": 2, "columns": 3, "flop_per_s": 4e14}]}' ;;
*compiled*) echo 'Traceback' >&2; echo 'RuntimeError: no compiler' >&2; exit 1 ;;
*"--batch 3"*step*) for mode; do :; done; echo '{"name": "'$mode'", "precision": "tf32", "step_ms": 50, "clips_per_s": 60, "peak_memory_bytes": 1048576, "windows": 5}' ;;
*) exit 9 ;;
esac
`)
}

// rehearse runs the program at a tiny size, with stand-ins for Python and internal/fixture.
func rehearse(t *testing.T, python string) (r report, stdout, stderr string, err error) {
	t.Helper()
	fixture := shellScript(t, "fixture", `echo '{"groups": [{"group": "loss", "error": 1e-6}, {"group": "logits", "error": 2e-6}]}'; exit 1`)
	o := options{python: python, out: filepath.Join(t.TempDir(), "results.json"), batch: 3, minutes: 5, rehearse: true, seconds: 0.01, root: "../../..", fixture: fixture}
	var out, progress strings.Builder
	err = o.run(&out, &progress)
	content, failure := os.ReadFile(o.out)
	if failure == nil {
		failure = json.Unmarshal(content, &r)
	}
	if failure != nil {
		t.Fatal(failure, progress.String())
	}
	return r, out.String(), progress.String(), err
}

// states returns the names of tasks by what became of them.
func states(r report) map[state][]string {
	by := map[state][]string{}
	for _, o := range r.Tasks {
		by[o.State] = append(by[o.State], o.Task)
	}
	return by
}

// Everything but the GPU: tasks in their order, one that fails, the document, the tables.
func TestRehearsal(t *testing.T) {
	r, stdout, stderr, err := rehearse(t, interpreter(t, "1e-12"))
	if err != nil {
		t.Fatal(err, stderr)
	}
	by := states(r)
	if !slices.Equal(by[failed], []string{"PyTorch, tf32-compiled", "PyTorch, bf16-compiled-channels-last"}) || !slices.Equal(by[skipped], []string{"errors in tf32", "errors in bf16"}) {
		t.Errorf("failed %q, skipped %q", by[failed], by[skipped])
	}
	if last := r.Tasks[len(r.Tasks)-1]; !strings.HasSuffix(last.Reason, "exit status 1: RuntimeError: no compiler") {
		t.Errorf("a baseline fails with %q", last.Reason)
	}
	if r.Format != format || !r.Rehearsal || r.Torch.Version != "2.9.1" || r.Workload.Clips != 3 || !r.Checks[0].Pass || r.Ceilings.rate("tf32") != 4e14 {
		t.Errorf("%+v", r)
	}
	if len(r.Baselines) != len(modes) || r.Baselines[0] != (measurement{"eager", "tf32", 50, 60, 1 << 20, 5}) {
		t.Errorf("baselines %+v", r.Baselines)
	}
	for i, o := range r.Ours {
		var names []string
		for _, m := range o.Steps {
			names = append(names, m.Name)
			if !(m.StepMS > 0) || m.Windows < usual(0).windows || m.ClipsPerS*m.StepMS < 2999 || m.ClipsPerS*m.StepMS > 3001 {
				t.Errorf("%+v", m)
			}
		}
		if o.Arithmetic != precisions[i] || !slices.Equal(names, []string{"host", "host-aeed-half", "host-aeed"}) {
			t.Errorf("ours in %s: %q", o.Arithmetic, names)
		}
	}
	if len(r.Errors) != 1 || r.Errors[0].passed() != 1 || len(r.Errors[0].Groups) != 2 {
		t.Errorf("errors %+v", r.Errors)
	}
	for _, want := range []string{"figures mean nothing", "2.9.1, CUDA 13.0", "2000 GB/s", "400.0 TFLOP/s", "PyTorch tf32-graph", "ours host-aeed", "logits", "2.0e-06", "RuntimeError: no compiler"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
	if !strings.Contains(stderr, "gpu: PyTorch, eager, within ") {
		t.Errorf("progress %s", stderr)
	}
}

// A network in PyTorch that isn't the official one is no baseline; ours is measured.
func TestAnotherNetwork(t *testing.T) {
	r, _, _, err := rehearse(t, interpreter(t, "1e-6"))
	if err == nil || explain(&strings.Builder{}, err) != exitFailed {
		t.Errorf("error %v", err)
	}
	if len(r.Ours) != 3 || r.Baselines != nil || r.Ceilings != nil || r.Checks[0].Pass || r.Errors[0].passed() != 0 {
		t.Errorf("%+v", r)
	}
}

// Without PyTorch ours is measured.
func TestNoTorch(t *testing.T) {
	r, stdout, _, err := rehearse(t, shellScript(t, "python", "echo 'ModuleNotFoundError: no torch' >&2; exit 1"))
	if err != nil || r.Torch != nil || len(r.Ours) != 3 || len(r.Errors) != 1 {
		t.Errorf("%v: %+v", err, r)
	}
	if r.Tasks[0].State != failed || !strings.Contains(r.Tasks[0].Reason, "no torch; hint: --python") || !strings.Contains(stdout, "there is no PyTorch") {
		t.Errorf("%+v\n%s", r.Tasks[0], stdout)
	}
}

// A PyTorch without CUDA is told from none, and checked on the processor.
func TestTorchWithoutCUDA(t *testing.T) {
	passed := []check{{Pass: true}}
	without := session{report: &report{Torch: &torch{Version: "2.9.1+cpu"}, Checks: passed}}
	if err := without.ready(); !errors.Is(err, errNotTried) || !strings.Contains(err.Error(), "2.9.1+cpu can use no GPU; hint: ") || without.device() != "cpu" {
		t.Errorf("on %s: %v", without.device(), err)
	}
	with := session{report: &report{Torch: &torch{Card: "H100"}, Checks: passed}}
	if err := with.ready(); err != nil || with.device() != "cuda" || len(with.fixtures()) != 2 {
		t.Errorf("on %s: %v", with.device(), err)
	}
}

// A program that was ended leaves in time, though one that it has started holds its output.
func TestDecodeEnds(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	start := time.Now()
	var into any
	err := decode(ctx, &into, io.Discard, "", nil, shellScript(t, "sleeps", "sleep 60 & wait"))
	if took := time.Since(start); err == nil || took > 30*time.Second {
		t.Errorf("%v after %v", err, took)
	}
}

func TestDecodeRefuses(t *testing.T) {
	var into struct{ A int }
	if err := decode(t.Context(), &into, io.Discard, "", []int{1}, shellScript(t, "talks", "echo no JSON; exit 1")); err == nil || !strings.Contains(err.Error(), "no JSON as expected") {
		t.Errorf("error %v", err)
	}
	if err := decode(t.Context(), &into, io.Discard, "", nil, shellScript(t, "fails", "echo '{\"A\": 1}'; exit 1")); err == nil {
		t.Error("a program that fails is believed")
	}
	if err := decode(t.Context(), &into, io.Discard, "", []int{4}, shellScript(t, "finds", "echo '{\"A\": 1}'; exit 4")); err != nil || into.A != 1 {
		t.Errorf("%+v, %v", into, err)
	}
}

func TestNoGPU(t *testing.T) {
	t.Setenv("AEED_LIBCUDA", "/nowhere/libcuda.so.1")
	t.Chdir("../../..")
	out := filepath.Join(t.TempDir(), "results.json")
	for _, arguments := range [][]string{{"--out", out}, {"--alone", "tf32"}} {
		var stdout, stderr strings.Builder
		if code := run(arguments, &stdout, &stderr); code != exitUnavailable || stdout.Len() > 0 || !strings.Contains(stderr.String(), "libcuda") || !strings.Contains(stderr.String(), "hint: ") {
			t.Errorf("%q: exit code %d: %s", arguments, code, stderr.String())
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a document without a GPU")
	}
}

func TestBadInput(t *testing.T) {
	for want, arguments := range map[string][]string{
		"flags alone":             {"results.json"},
		"--batch: want 2 or more": {"--batch", "1"},
		"--minutes: want above 0": {"--minutes", "0"},
		"--seconds: want above 0": {"--seconds", "-1"},
		"--alone: want float32":   {"--alone", "float16"},
		"root of the repository":  {"--rehearse"}, // tests run in the folder of their package
	} {
		var stderr strings.Builder
		if code := run(arguments, &strings.Builder{}, &stderr); code != exitBadInput || !strings.Contains(stderr.String(), want) || !strings.Contains(stderr.String(), "hint: ") {
			t.Errorf("%q: exit code %d: %s", arguments, code, stderr.String())
		}
	}
}

// The modes that are measured are those that measure.py knows.
func TestModes(t *testing.T) {
	source, err := os.ReadFile("baselines.py")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for line := range strings.Lines(string(source)) {
		if name, is := strings.CutPrefix(line, `    "`); is && strings.Contains(line, ": Mode(") {
			name, _, _ = strings.Cut(name, `"`)
			known[name] = true
		}
	}
	if measured := slices.Sorted(slices.Values(append(slices.Clone(modes), compiledModes...))); !slices.Equal(measured, slices.Sorted(maps.Keys(known))) {
		t.Errorf("measured %q, known %q", measured, slices.Sorted(maps.Keys(known)))
	}
}
