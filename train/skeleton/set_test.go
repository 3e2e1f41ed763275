package skeleton

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// filesOf returns the content of every file below dir.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, dir)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func prepared(t *testing.T, src Source, p Preparation) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "set")
	if _, err := Prepare(context.Background(), src, dir, p); err != nil {
		t.Fatal(err)
	}
	return dir
}

func openSet(t *testing.T, dir string) *Set {
	t.Helper()
	set, err := OpenSet(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { set.Close() })
	return set
}

func TestSetHoldsTheClips(t *testing.T) {
	src := newMemory(20)
	src.hide = map[int]bool{7: true}
	blank(&src.clips[8], func(int, int) bool { return true }) // read, but nobody in it
	dir := prepared(t, src, Preparation{Exclude: []string{"clip004", "clip019", "no such"}, Workers: 3})
	set := openSet(t, dir)
	if err := VerifySet(dir); err != nil {
		t.Error(err)
	}
	m := set.Manifest()
	if m.Clips != 16 || !slices.Equal(m.Excluded, []string{"clip004", "clip019"}) || !slices.Equal(m.Nobody, []string{"clip007", "clip008"}) {
		t.Errorf("manifest %+v", m)
	}
	if !slices.Equal(m.ClassSizes, []int{7, 4, 5}) {
		t.Errorf("class sizes %d", m.ClassSizes)
	}
	if got := m.Splits[0]; got.Train != 8 || got.Test != 8 || !slices.Equal(got.TrainByClass, []int{4, 2, 2}) {
		t.Errorf("split %+v", got)
	}
	if d := set.Describe(); !d.Graph.Equal(src.description.Graph) || d.Format != "memory" || d.Bodies != 2 {
		t.Errorf("description %+v", d)
	}
	at, frames := 0, 0
	for i, want := range src.clips {
		if slices.Contains([]int{4, 7, 8, 19}, i) {
			continue
		}
		got, err := set.Clip(at)
		if err != nil {
			t.Fatal(err)
		}
		want := want.Trim()
		if got.Record != want.Record || set.Record(at) != want.Record {
			t.Fatalf("clip %d is %+v, want %+v", at, got.Record, want.Record)
		}
		if got.Frames != want.Frames || got.Bodies != want.Bodies || !slices.Equal(got.X, want.X) {
			t.Fatalf("clip %s differs", got.Name)
		}
		at++
		frames += got.Frames
	}
	if at != set.Len() || frames != m.Frames {
		t.Errorf("%d clips of %d frames, want %d of %d", set.Len(), m.Frames, at, frames)
	}
	if splits := set.Splits(); len(splits) != 1 || len(splits[0].Train) != 8 || splits[0].Train[2] != "clip006" {
		t.Errorf("splits %+v", splits)
	}
}

// A set is the same file for file, however many workers read it.
func TestSetDoesNotDependOnWorkers(t *testing.T) {
	src := newMemory(40)
	want := filesOf(t, prepared(t, src, Preparation{}))
	for _, workers := range []int{2, 5} {
		for name, content := range filesOf(t, prepared(t, src, Preparation{Workers: workers})) {
			if content != want[name] {
				t.Errorf("%d workers: %s differs", workers, name)
			}
		}
	}
}

// Interrupted anywhere, by the context or by an error, a set ends as if it had not
// been, and clips on disk are not read again.
func TestPreparingGoesOnWhereItStopped(t *testing.T) {
	src := newMemory(30)
	src.hide = map[int]bool{5: true}
	want := filesOf(t, prepared(t, src, Preparation{Exclude: []string{"clip011"}}))
	for stop := 1; stop < 30; stop += 4 {
		dir := filepath.Join(t.TempDir(), "set")
		ctx, cancel := context.WithCancel(context.Background())
		_, err := Prepare(ctx, src, dir, Preparation{Exclude: []string{"clip011"}, Workers: 2, Progress: func(done, _ int, _ string) {
			if done == stop {
				cancel()
			}
		}})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("stopped after %d: error %v", stop, err)
		}
		if _, err := OpenSet(dir); err == nil || !strings.Contains(err.Error(), "one that was interrupted; hint: prepare it again") {
			t.Fatalf("an unfinished set opens with error %v", err)
		}
		src.failAt = 27
		first := 0
		_, err = Prepare(context.Background(), src, dir, Preparation{Exclude: []string{"clip011"}, Progress: func(done, _ int, _ string) {
			if first == 0 {
				first = done
			}
		}})
		src.failAt = 0
		if stop < 27 {
			if err == nil || !strings.Contains(err.Error(), "clip 27 can't be read") {
				t.Fatalf("error %v", err)
			}
			if first <= stop {
				t.Fatalf("clip %d was read again after %d were done", first, stop)
			}
		}
		if err != nil {
			if _, err := Prepare(context.Background(), src, dir, Preparation{Exclude: []string{"clip011"}}); err != nil {
				t.Fatal(err)
			}
		}
		for name, content := range filesOf(t, dir) {
			if content != want[name] {
				t.Errorf("stopped after %d: %s differs", stop, name)
			}
		}
	}
}

// A killed process leaves a torn last line, or positions that no line names, or
// lines without their positions: all are dropped and made again.
func TestTornFilesAreRepaired(t *testing.T) {
	src := newMemory(12)
	want := filesOf(t, prepared(t, src, Preparation{}))
	torn := filepath.Join(t.TempDir(), "set")
	ctx, cancel := context.WithCancel(context.Background())
	if _, err := Prepare(ctx, src, torn, Preparation{Progress: func(done, _ int, _ string) {
		if done == 8 {
			cancel()
		}
	}}); err == nil {
		t.Fatal("not interrupted")
	}
	for name, tear := range map[string]func(index, clips []byte) ([]byte, []byte){
		"torn line":         func(i, c []byte) ([]byte, []byte) { return i[:len(i)-9], c },
		"positions without": func(i, c []byte) ([]byte, []byte) { return i, append(c, 1, 2, 3) },
		"lines without":     func(i, c []byte) ([]byte, []byte) { return i, c[:len(c)/2] },
		"both empty":        func(i, c []byte) ([]byte, []byte) { return nil, nil },
		"garbage":           func(i, c []byte) ([]byte, []byte) { return append(i[:40:40], "\n{}\n"...), c },
	} {
		dir := filepath.Join(t.TempDir(), "set")
		if err := os.CopyFS(dir, os.DirFS(torn)); err != nil {
			t.Fatal(err)
		}
		index, clips := tear(read(t, dir, indexFile), read(t, dir, clipsFile))
		write(t, filepath.Join(dir, indexFile), index)
		write(t, filepath.Join(dir, clipsFile), clips)
		if _, err := Prepare(context.Background(), src, dir, Preparation{}); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for file, content := range filesOf(t, dir) {
			if content != want[file] {
				t.Errorf("%s: %s differs", name, file)
			}
		}
	}
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestPrepareRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*memory)
		dir   func(dir string)
		want  string
	}{
		"class":        {spoil: func(m *memory) { m.clips[3].Class = 3 }, want: "clip clip003: its class is 3 of 3"},
		"not finite":   {spoil: func(m *memory) { m.clips[2].X[0] /= 0 * m.clips[2].X[0] }, want: "clip clip002: coordinate 0 of joint 0"},
		"joints":       {spoil: func(m *memory) { m.clips[1] = ramp(m.clips[1].Record, 3, 4, 5, 1) }, want: "5 joints"},
		"bodies":       {spoil: func(m *memory) { m.clips[1] = ramp(m.clips[1].Record, 3, 4, 4, 3) }, want: "3 bodies"},
		"same name":    {spoil: func(m *memory) { m.clips[1].Name = "clip000" }, want: "two clips of the source are called clip000"},
		"no classes":   {spoil: func(m *memory) { m.description.Classes = nil }, want: "no classes"},
		"no channels":  {spoil: func(m *memory) { m.description.Channels = 0 }, want: "0 channels"},
		"no clips":     {spoil: func(m *memory) { m.clips = nil }, want: "none of the 0 clips"},
		"split's name": {spoil: func(m *memory) { m.splits[0].Name = "../x" }, want: "can't be called"},
		"other files":  {dir: func(dir string) { os.WriteFile(filepath.Join(dir, "thesis.tex"), nil, 0o644) }, want: "holds thesis.tex"},
		"other plan":   {dir: func(dir string) { os.WriteFile(filepath.Join(dir, planFile), []byte("{}"), 0o644) }, want: "begun from other data or options"},
		"finished": {dir: func(dir string) {
			if _, err := Prepare(context.Background(), newMemory(10), dir, Preparation{}); err != nil {
				t.Error(err)
			}
		}, want: "holds a finished set"},
	} {
		src, dir := newMemory(10), t.TempDir()
		if c.spoil != nil {
			c.spoil(src)
		}
		if c.dir != nil {
			c.dir(dir)
		}
		_, err := Prepare(context.Background(), src, dir, Preparation{Workers: 2})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

func TestOpenSetRefuses(t *testing.T) {
	good := prepared(t, newMemory(6), Preparation{})
	for name, c := range map[string]struct {
		file  string
		spoil func([]byte) []byte
		want  string
	}{
		"no JSON":       {manifestFile, func(b []byte) []byte { return b[1:] }, "the manifest of a prepared set"},
		"format":        {manifestFile, replace("skeletons/1", "skeletons/9"), `found "aeed-skeletons/9"`},
		"count":         {manifestFile, replace(`"clips": 6`, `"clips": 7`), "want 7 clips as in the manifest, found 6"},
		"classes":       {manifestFile, replace(`"c"`, `"c","d"`), ""},
		"no class":      {manifestFile, replace(`"channels": 3`, `"channels": 0`), "0 channels"},
		"graph":         {graphFileOf, func([]byte) []byte { return nil }, "has no joints"},
		"index":         {indexFile, replace(`{"name":"clip002"`, `"name":"clip002"`), "line 3"},
		"class":         {indexFile, replace(`"class":2`, `"class":3`), "line 3: want the entry of a clip, found class 3 of 3"},
		"gap":           {indexFile, replace(`"offset":0`, `"offset":1`), "positions from 1 where 0 come next"},
		"bodies":        {indexFile, replace(`"bodies":2`, `"bodies":3`), "3 bodies"},
		"short":         {clipsFile, func(b []byte) []byte { return b[:len(b)-4] }, "bytes as in the index"},
		"empty":         {clipsFile, func([]byte) []byte { return nil }, "bytes as in the index, found 0"},
		"unknown clip":  {"splits/parity.train.txt", replace("clip002", "clip999"), "parity.train.txt: line 2: want a clip of the set, found clip999"},
		"doubled clip":  {"splits/parity.test.txt", replace("clip003", "clip001"), `line 2: want every name once, found "clip001" in line 1 too`},
		"a path":        {"splits/parity.test.txt", replace("clip003", "../clip3"), "without path"},
		"blank line":    {"splits/parity.test.txt", replace("clip003", ""), "line 2"},
		"altered bytes": {clipsFile, func(b []byte) []byte { b[0]++; return b }, "SHA-256"},
		"foreign file":  {manifestFile, replace(`"graph.yaml":`, `"../graph.yaml":`), "files of the set"},
	} {
		dir := filepath.Join(t.TempDir(), "set")
		if err := os.CopyFS(dir, os.DirFS(good)); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(c.file))
		content := read(t, dir, c.file)
		spoilt := c.spoil(bytes.Clone(content))
		if bytes.Equal(content, spoilt) {
			t.Fatalf("%s: nothing was spoilt", name)
		}
		write(t, path, spoilt)
		if err := VerifySet(dir); err == nil && c.want != "" || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
	if _, err := OpenSet(t.TempDir()); err == nil || !strings.Contains(err.Error(), "hint: aeed data prepare") {
		t.Errorf("an empty folder opens with error %v", err)
	}
}

func replace(old, new string) func([]byte) []byte {
	return func(b []byte) []byte { return bytes.Replace(b, []byte(old), []byte(new), 1) }
}

func TestIsSet(t *testing.T) {
	if !IsSet(prepared(t, newMemory(3), Preparation{})) || IsSet(t.TempDir()) {
		t.Error("IsSet is wrong")
	}
}

// An index is read as it is or refused, and never makes a clip that lies outside
// the positions.
func FuzzIndex(f *testing.F) {
	good := filepath.Join(f.TempDir(), "set")
	if _, err := Prepare(context.Background(), newMemory(4), good, Preparation{}); err != nil {
		f.Fatal(err)
	}
	index, err := os.ReadFile(filepath.Join(good, indexFile))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(index))
	f.Add(strings.Replace(string(index), `"frames":3`, `"frames":9223372036854775807`, 1))
	f.Fuzz(func(t *testing.T, index string) {
		if err := os.WriteFile(filepath.Join(good, indexFile), []byte(index), 0o644); err != nil {
			t.Fatal(err)
		}
		set, err := OpenSet(good)
		if err != nil {
			return
		}
		defer set.Close()
		for i := range set.Len() {
			clip, _ := set.Clip(i)
			if len(clip.X) != Size(clip.Channels, clip.Frames, clip.Joints, clip.Bodies) {
				t.Fatalf("clip %d has %d numbers", i, len(clip.X))
			}
			_ = clip.Finite()
		}
	})
}

func ExamplePrepare() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	manifest, err := Prepare(context.Background(), newMemory(9), filepath.Join(dir, "set"), Preparation{})
	if err != nil {
		panic(err)
	}
	set, err := OpenSet(filepath.Join(dir, "set"))
	if err != nil {
		panic(err)
	}
	defer set.Close()
	clip, err := set.Clip(3)
	if err != nil {
		panic(err)
	}
	fmt.Println(manifest.ClassSizes, clip.Name, clip.Frames, clip.Bodies)
	// Output: [3 3 3] clip003 6 2
}
