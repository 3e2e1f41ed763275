package main

import (
	"encoding/json"
	"image/gif"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aeed/train/skeleton"
	"aeed/train/skeleton/longtail"
)

// succeed runs a command that must not fail and returns what it prints.
func succeed(t *testing.T, args ...string) string {
	t.Helper()
	code, stdout, stderr := execute(args...)
	if code != 0 {
		t.Fatalf("%v: exit %d, %s", args, code, stderr)
	}
	return stdout
}

// synthetic prepares a small set and returns its folder.
func synthetic(t *testing.T, flags ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "set")
	succeed(t, append([]string{"data", "synth", "--classes", "4", "--train", "12", "--test", "3", "--out", dir}, flags...)...)
	return dir
}

func TestDataSynth(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "set")
	out := succeed(t, "data", "synth", "--classes", "4", "--train", "20", "--test", "3", "--imbalance", "10", "--out", dir)
	if !strings.Contains(out, dir+": 47 clips") || !strings.Contains(out, "split synthetic        35 train,     12 test") {
		t.Errorf("printed %q", out)
	}
	set, err := skeleton.OpenSet(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer set.Close()
	if got, want := set.Manifest().Splits[0].TrainByClass, longtail.Profile(4, 20, 10); !slices.Equal(got, want) {
		t.Errorf("training clips by class %d, want %d", got, want)
	}
}

// A long-tailed set must be a subset of the balanced one, clip for clip.
func TestSyntheticTailIsASubset(t *testing.T) {
	balanced, err := skeleton.OpenSet(synthetic(t))
	if err != nil {
		t.Fatal(err)
	}
	defer balanced.Close()
	tail, err := skeleton.OpenSet(synthetic(t, "--imbalance", "4"))
	if err != nil {
		t.Fatal(err)
	}
	defer tail.Close()
	place := map[string]int{}
	for i := range balanced.Len() {
		place[balanced.Record(i).Name] = i
	}
	for i := range tail.Len() {
		a, _ := tail.Clip(i)
		b, _ := balanced.Clip(place[a.Name])
		if a.Record != b.Record || !slices.Equal(a.X, b.X) {
			t.Fatalf("clip %s differs", a.Name)
		}
	}
}

func TestDataLongtail(t *testing.T) {
	dir := synthetic(t)
	out := succeed(t, "data", "longtail", dir, "--imbalance", "4", "--many", "10", "--few", "4")
	for _, want := range []string{"split synthetic-lt: 26 train, 12 test", "clips of each class: 12 7 4 3", "Many      1 classes,     12 clips", "Few       1 classes,      3 clips"} {
		if !strings.Contains(out, want) {
			t.Errorf("printed %q, want %q", out, want)
		}
	}
	if out := succeed(t, "data", "longtail", dir, "--imbalance", "1", "--name", "all"); !strings.Contains(out, "  Many    –\n") {
		t.Errorf("an empty group is printed as %q", out)
	}
	list := filepath.Join(dir, "splits", "synthetic-lt.train.txt")
	var report longtailReport
	decode(t, succeed(t, "data", "longtail", dir, "--split", "synthetic", "--list", list, "--name", "again", "--json"), &report)
	if report.Split != "again" || !slices.Equal(report.Counts, []int{12, 7, 4, 3}) || report.Groups["few"] != 4 {
		t.Errorf("report %+v", report)
	}
	var inspected inspection
	decode(t, succeed(t, "data", "inspect", dir, "--out", "none", "--json", "--verify"), &inspected)
	var names []string
	for _, s := range inspected.Splits {
		names = append(names, s.Name)
	}
	if !slices.Equal(names, []string{"again", "all", "synthetic", "synthetic-lt"}) {
		t.Errorf("splits %v", names)
	}
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v in %q", err, text)
	}
}

// The commands without arguments must do something useful, and write nothing where
// they only show.
func TestDataWithoutArguments(t *testing.T) {
	t.Chdir(t.TempDir())
	if out := succeed(t, "data", "longtail"); !strings.Contains(out, "clips of each class: 60 46 35 27 21 16 12 10 7 6") {
		t.Errorf("longtail printed %q", out)
	}
	if entries, _ := os.ReadDir("."); len(entries) > 0 {
		t.Errorf("longtail wrote %v", entries)
	}
	if out := succeed(t, "data", "prepare"); !strings.Contains(out, "kinetics-json") {
		t.Errorf("prepare printed %q", out)
	}
	if out := succeed(t, "data"); !strings.Contains(out, "inspect") {
		t.Errorf("data printed %q", out)
	}
	if out := succeed(t, "data", "inspect"); !strings.Contains(out, "900 clips, 10 classes") {
		t.Errorf("inspect printed %q", out)
	}
	if info, err := os.Stat("skeletons/skeletons.png"); err != nil || info.Size() < 10_000 {
		t.Errorf("picture: %v, %v", info, err)
	}
	file, err := os.Open("skeletons/skeletons.gif")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	moving, err := gif.DecodeAll(file)
	if err != nil || len(moving.Image) < 20 {
		t.Errorf("animation of %d pictures, %v", len(moving.Image), err)
	}
}

func TestDataPrepare(t *testing.T) {
	recordings := "../../train/skeleton/ntu/testdata/skeletons.tar.gz"
	folder := unpack(t, recordings)
	dir := filepath.Join(t.TempDir(), "set")
	bad := filepath.Join(t.TempDir(), "bad.txt")
	if err := os.WriteFile(bad, []byte("The following samples are bad\nS001C001P001R001A001.skeleton\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out := succeed(t, "data", "prepare", folder, "--bad", bad, "--out", dir)
	for _, want := range []string{"15 clips", "60 classes, ntu-25", "split xsub ", "split xview ", "left out, excluded: 1 (S001C001P001R001A001)"} {
		if !strings.Contains(out, want) {
			t.Errorf("printed %q, want %q", out, want)
		}
	}
	graph := filepath.Join(dir, "graph.yaml")
	other := filepath.Join(t.TempDir(), "other")
	succeed(t, "data", "prepare", folder, "--graph", graph, "--second-body", "duplicate", "--out", other, "--workers", "1", "--json")
	zero, err := skeleton.OpenSet(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer zero.Close()
	duplicate, err := skeleton.OpenSet(other)
	if err != nil {
		t.Fatal(err)
	}
	defer duplicate.Close()
	if a, b := alone(zero), alone(duplicate); a == 0 || b >= a {
		t.Errorf("%d clips show one person, %d where a second is made", a, b)
	}
}

// alone returns the number of clips of a set that show one person.
func alone(set *skeleton.Set) int {
	n := 0
	for i := range set.Len() {
		if clip, _ := set.Clip(i); clip.Bodies == 1 {
			n++
		}
	}
	return n
}

func TestDataRefuses(t *testing.T) {
	dir := synthetic(t)
	short := filepath.Join(t.TempDir(), "graph.yaml")
	if err := os.WriteFile(short, []byte("name: a\njoints: [{name: a}]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	test, err := os.ReadFile(filepath.Join(dir, "splits", "synthetic.test.txt"))
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(t.TempDir(), "list.txt")
	if err := os.WriteFile(list, test, 0o644); err != nil {
		t.Fatal(err)
	}
	folder := unpack(t, "../../train/skeleton/ntu/testdata/skeletons.tar.gz")
	for _, c := range []struct {
		args string
		want string
	}{
		{"synth --imbalance 0.5", "--imbalance 0.5: want 1 or more"},
		{"synth --imbalance NaN", "--imbalance NaN: want 1 or more"},
		{"synth --imbalance 100", "want at most the 60 clips of the head"},
		{"synth --classes 1", "hint: "},
		{"synth --out " + dir, "finished set"},
		{"prepare " + dir, "is a prepared set already"},
		{"prepare " + t.TempDir(), "hint: "},
		{"prepare " + folder + " --format tar", "tar"},
		{"prepare " + folder + " --second-body mirror", "--second-body mirror: want zero or duplicate"},
		{"prepare " + folder + " --graph " + short, "want a graph of 25 joints"},
		{"prepare " + folder + " --workers -1", "--workers -1: want 0 or more"},
		{"prepare " + folder + " --bad " + short, "graph.yaml: line"},
		{"longtail " + folder, "is no prepared set"},
		{"longtail " + dir + " --split xsub", "--split xsub: want one of synthetic"},
		{"longtail " + dir + " --head 13 --imbalance 2", "hint: "},
		{"longtail " + dir + " --many 3 --few 4", "--few 4: want at most --many 3"},
		{"longtail " + dir + " --name a/b", "can't be called"},
		{"longtail " + dir + " --list " + list, "which is for testing; hint: "},
		{"inspect " + dir + " --clip nobody", "--clip nobody: want a clip of the source"},
		{"inspect " + folder + " --verify", "only those have checksums"},
	} {
		code, stdout, stderr := execute(append([]string{"data"}, strings.Fields(c.args)...)...)
		if code != exitBadInput || stdout != "" || !strings.Contains(stderr, c.want) || !strings.Contains(stderr, "hint: ") {
			t.Errorf("data %s: exit %d, printed %q, error %q, want one with %q", c.args, code, stdout, stderr, c.want)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "graph.yaml"), []byte("name: ntu-25\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := execute("data", "inspect", dir, "--verify"); code != exitFailed || !strings.Contains(stderr, "graph.yaml") {
		t.Errorf("a changed file: exit %d, %s", code, stderr)
	}
}
