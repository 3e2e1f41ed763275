package monitor

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
)

// file returns the path of a sound trajectory, and what is in it.
func file(t testing.TB) (path string, content []byte) {
	t.Helper()
	p := dynamics.DefaultParameters()
	path = write(t, trajectory.NewHeader(60, p), honest(t, 60, p, 20, families["gaps"]))
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, content
}

func rewrite(t testing.TB, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestCheckFile(t *testing.T) {
	path, content := file(t)
	r, err := CheckFile(path)
	if err != nil || !r.OK() || r.Epochs != 20 || r.Classes != 60 || r.Torn {
		t.Fatalf("%v\n%s", err, r)
	}
	direct := judge(60, dynamics.DefaultParameters(), exact, honest(t, 60, dynamics.DefaultParameters(), 20, families["gaps"]))
	if r.String() != direct.String() {
		t.Errorf("from the file\n%sdirectly\n%s", r, direct)
	}

	rewrite(t, path, content[:len(content)-30])
	r, err = CheckFile(path)
	if err != nil || !r.OK() || r.Epochs != 19 || !r.Torn || !strings.Contains(r.String(), "torn") {
		t.Errorf("torn: %v\n%s", err, r)
	}

	header, _, _ := bytes.Cut(content, []byte("\n"))
	rewrite(t, path, header)
	if r, err = CheckFile(path); err != nil || !r.OK() || r.Epochs != 0 || r.Classes != 60 {
		t.Errorf("header alone: %v\n%s", err, r)
	}
}

// An error names the file and the place, and ends in a hint.
func TestCheckFileErrors(t *testing.T) {
	path, content := file(t)
	lines := bytes.SplitAfter(content, []byte("\n"))
	for name, c := range map[string]struct {
		content []byte
		place   string
	}{
		"empty":      {nil, "line 1"},
		"no header":  {bytes.Join(lines[1:], nil), "line 1"},
		"damaged":    {bytes.Replace(content, []byte(`{"epoch":3,"class":7,`), []byte(`{"epoch":3,"cl`), 1), "line 189"},
		"line lost":  {bytes.Join(append(append([][]byte{}, lines[:100]...), lines[101:]...), nil), "line 101"},
		"not a run":  {[]byte("PAR1\x00\x00"), "line 1"},
		"impossible": {bytes.Replace(content, []byte(`"entropy":null`), []byte(`"entropy":7`), 1), "line 2"},
	} {
		rewrite(t, path, c.content)
		_, err := CheckFile(path)
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		if text := err.Error(); !strings.Contains(text, path+": "+c.place+": ") || !strings.Contains(text, "; hint: ") {
			t.Errorf("%s: %s", name, text)
		}
	}
	missing := filepath.Join(t.TempDir(), "trajectory.jsonl")
	if _, err := CheckFile(missing); err == nil || !strings.Contains(err.Error(), missing) || !strings.Contains(err.Error(), "; hint: ") {
		t.Errorf("missing: %v", err)
	}
}

func TestCheckFileFindsWhatIsWrong(t *testing.T) {
	path, content := file(t)
	for name, c := range map[string]struct {
		from, to string
		check    string
		at       place
	}{
		"other law":    {`"law":"logistic"`, `"law":"anchored"`, "law-replay", place{3, 2}},
		"other driver": {`"driver":"flow"`, `"driver":"entropy"`, "law-replay", place{3, 2}},
		"other β":      {`"beta":0.9`, `"beta":0.8`, "flow-replay", place{3, 2}},
		"other w₀":     {`"initial_weight":1`, `"initial_weight":1.5`, "weight-replay", place{0, 0}},
		"other clip":   {`"clip":[0.1,4]`, `"clip":[0.99,4]`, "clip", place{3, 2}},
		"other number": {`"epoch":2,"class":4,"count":0,"entropy":null,"flow":0`, `"epoch":2,"class":4,"count":0,"entropy":null,"flow":1`, "flow-bound", place{2, 4}},
		"float32":      {`"precision":"float64"`, `"precision":"float32"`, "", place{}},
	} {
		changed := bytes.Replace(content, []byte(c.from), []byte(c.to), 1)
		if bytes.Equal(changed, content) {
			t.Fatalf("%s: nothing changed", name)
		}
		rewrite(t, path, changed)
		r, err := CheckFile(path)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		first, accused := accusations(r)[c.check]
		if accused != (c.check != "") || first != c.at {
			t.Errorf("%s: %v\n%s", name, first, r)
		}
	}
}

// Of a law that is not built in, all is checked that does not need it.
func TestCheckFileOfAnUnknownLaw(t *testing.T) {
	p := altered(func(p *dynamics.Parameters) { p.Law = quadratic{} })
	header := trajectory.NewHeader(60, p)
	sound := honest(t, 60, p, 20, families["gaps"])
	r, err := CheckFile(write(t, header, sound))
	if err != nil || !r.OK() {
		t.Fatalf("%v\n%s", err, r)
	}
	for _, c := range r.Checks {
		switch c.Name {
		case "flow-replay", "weight-replay", "flow-bound", "clip":
			if c.Needs != "" || c.Tests == 0 {
				t.Errorf("%s needs %q", c.Name, c.Needs)
			}
		default:
			if c.Needs == "" {
				t.Errorf("%s applies", c.Name)
			}
		}
	}
	if text := find(t, r, "law-replay").Needs; !strings.Contains(text, "law") {
		t.Errorf("law-replay needs %q", text)
	}

	// Class 2 is shown in the epochs 0, 3, 6, 9.
	for name, c := range map[string]struct {
		change func([]dynamics.ClassEpoch)
		epoch  int
		check  string
	}{
		"flow":                  {func(c []dynamics.ClassEpoch) { c[2].Flow += 1e-9 }, 6, "flow-replay"},
		"weight not carried on": {func(c []dynamics.ClassEpoch) { c[2].Weight += 1e-9 }, 6, "weight-replay"},
		"not clipped":           {func(c []dynamics.ClassEpoch) { c[2].NextWeightRaw, c[2].NextWeight = 5, 5 }, 6, "clip"},
		"clipped elsewhere":     {func(c []dynamics.ClassEpoch) { c[2].NextWeightRaw, c[2].NextWeight = 5, 3.9 }, 6, "weight-replay"},
		"not frozen":            {func(c []dynamics.ClassEpoch) { c[2].NextWeightRaw += 1e-9 }, 7, "weight-replay"},
	} {
		run := clone(sound)
		c.change(run[c.epoch])
		r, err := CheckFile(write(t, header, run))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if found := accusations(r); found[c.check] != (place{c.epoch, 2}) {
			t.Errorf("%s: found %v", name, found)
		}
	}
}
