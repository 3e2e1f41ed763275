package sweep

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

var small = []string{"eta=0.1:1:0.05", "gamma=0.01:0.1:0.01", "classes=5", "epochs=20", "source=hill,learning"}

// mustRun runs a spec into a new folder and returns it.
func mustRun(t testing.TB, spec *Spec) string {
	t.Helper()
	dir := t.TempDir()
	r, err := Run(context.Background(), spec, dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	return dir
}

// sameFolders fails the test unless both folders have the same files with the
// same bytes.
func sameFolders(t *testing.T, got, want string) {
	t.Helper()
	a, b := filesIn(t, got), filesIn(t, want)
	for name := range b {
		if !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s has %d bytes in %s, other than the %d in %s", name, len(a[name]), got, len(b[name]), want)
		}
	}
	for name := range a {
		if _, ok := b[name]; !ok {
			t.Errorf("%s is left in %s", name, got)
		}
	}
}

func filesIn(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, entry := range entries {
		if files[entry.Name()], err = os.ReadFile(filepath.Join(dir, entry.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func TestRunLeavesSpecAndTable(t *testing.T) {
	spec := mustSpec(t, small...)
	files := filesIn(t, mustRun(t, spec))
	if len(files) != 3 || files[tableName] == nil || !bytes.Equal(files[specName], spec.YAML()) || files[lockName] == nil {
		t.Errorf("files %v", files)
	}
}

// Interrupted after every chunk, with other numbers of workers, a sweep ends the
// same.
func TestInterruptedRunGoesOn(t *testing.T) {
	spec := mustSpec(t, small...)
	dir := t.TempDir()
	var last int64
	for starts := 1; ; starts++ {
		ctx, cancel := context.WithCancel(context.Background())
		calls := 0
		r, err := Run(ctx, spec, dir, Options{Workers: starts % 3, Progress: func(done, total int64) {
			if calls++; calls == 2 && done < total {
				cancel()
			}
			if done < last || total != 380 {
				t.Errorf("%d of %d points after %d", done, total, last)
			}
			last = done
		}})
		cancel()
		if err == nil {
			r.Close()
			if starts < 5 {
				t.Errorf("only %d starts", starts)
			}
			break
		}
		interrupted, ok := errors.AsType[*Interrupted](err)
		if !ok || !errors.Is(err, context.Canceled) || interrupted.Total != 380 || !strings.Contains(err.Error(), "hint: the same command resumes") {
			t.Fatal(err)
		}
		if last = interrupted.Done; starts > 100 {
			t.Fatal("no end")
		}
	}
	sameFolders(t, dir, mustRun(t, spec))
}

// A context that ends while the table is written ends the run, too.
func TestInterruptedTable(t *testing.T) {
	spec := mustSpec(t, small...)
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Run(ctx, spec, dir, Options{Progress: func(done, total int64) {
		if done == total {
			cancel()
		}
	}})
	interrupted, ok := errors.AsType[*Interrupted](err)
	if !ok || interrupted.Done != 380 || !exists(filepath.Join(dir, journalName)) || exists(filepath.Join(dir, tableName)) {
		t.Fatalf("%v, files %v", err, filesIn(t, dir))
	}
	// What a kill would have left.
	for _, name := range []string{tableName, specName} {
		if err := os.WriteFile(filepath.Join(dir, "."+name+".123.tmp"), []byte("PAR1"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, err := Run(context.Background(), spec, dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	sameFolders(t, dir, mustRun(t, spec))
}

func TestFinishedRunOnlyOpens(t *testing.T) {
	spec := mustSpec(t, small...)
	dir := mustRun(t, spec)
	before := filesIn(t, dir)
	// A kill between the last two steps leaves the journal.
	if err := os.WriteFile(filepath.Join(dir, journalName), []byte("done"), 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := Run(context.Background(), spec, dir, Options{Progress: func(int64, int64) { t.Error("computes") }})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if r.Len() != 380 || len(filesIn(t, dir)) != len(before) {
		t.Errorf("%d rows, files %v", r.Len(), filesIn(t, dir))
	}
}

func TestFolderOfAnotherSpec(t *testing.T) {
	dir := mustRun(t, mustSpec(t, small...))
	before := filesIn(t, dir)
	for _, c := range []struct{ change, want string }{
		{"eta=0.1:1:0.1", "eta is 0.1:1:0.05 there and 0.1:1:0.1 here"},
		{"beta=0.5", "beta is 0.9 there and 0.5 here"},
		{"shard=1/2", "shard is 1/1 there and 1/2 here"},
	} {
		_, err := Run(context.Background(), mustSpec(t, append(small, c.change)...), dir, Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%s: %v", c.change, err)
		}
	}
	withConstant := mustSpec(t, "eta=0.1,0.2", "source.lag=0.5")
	other := mustRun(t, mustSpec(t, "eta=0.1,0.2"))
	if _, err := Run(context.Background(), withConstant, other, Options{}); err == nil || !strings.Contains(err.Error(), "source.lag is not set there and 0.5 here") {
		t.Errorf("constant: %v", err)
	}
	for name, content := range filesIn(t, dir) {
		if !bytes.Equal(before[name], content) {
			t.Errorf("%s has changed", name)
		}
	}
}

func TestFoldersThatCannotBeTaken(t *testing.T) {
	spec := mustSpec(t, small...)
	run := func(dir string) error {
		r, err := Run(context.Background(), spec, dir, Options{})
		if err == nil {
			r.Close()
		}
		return err
	}
	write := func(dir, name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		spoil func(dir string) string
		want  string
	}{
		"file in the way":  {func(dir string) string { write(dir, "x", ""); return filepath.Join(dir, "x") }, "can't make"},
		"table of unknown": {func(dir string) string { write(dir, tableName, ""); return dir }, "belongs to no sweep.yaml"},
		"spoilt spec":      {func(dir string) string { write(dir, specName, "etta: 1"); return dir }, "line 1"},
		"edited spec": {func(dir string) string {
			write(dir, specName, "# mine\n"+string(spec.YAML()))
			return dir
		}, "has been edited"},
		"spoilt table": {func(dir string) string {
			write(dir, specName, string(spec.YAML()))
			write(dir, tableName, "PAR1 not at all PAR1")
			return dir
		}, "is damaged"},
		"folder for a spec": {func(dir string) string { os.Mkdir(filepath.Join(dir, specName), 0o755); return dir }, specName},
		"folder for a lock": {func(dir string) string { os.Mkdir(filepath.Join(dir, lockName), 0o755); return dir }, "can't lock"},
		"folder for a journal": {func(dir string) string {
			os.Mkdir(filepath.Join(dir, journalName), 0o755)
			return dir
		}, "can't open"},
		"folder left half-written": {func(dir string) string {
			os.MkdirAll(filepath.Join(dir, "."+tableName+".1.tmp", "x"), 0o755)
			return dir
		}, "can't tidy"},
	} {
		if err := run(c.spoil(t.TempDir())); err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "sweep: ") {
			t.Errorf("%s: %v, want …%s…", name, err, c.want)
		}
	}
	if _, err := Run(context.Background(), mustSpec(t, "eta=0.1:1"), filepath.Join(t.TempDir(), "new"), Options{}); err == nil {
		t.Error("a spec without a space")
	}
}

func TestUnwritableFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere; the other faults of folders are tested above")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(context.Background(), mustSpec(t, small...), dir, Options{}); !errors.Is(err, fs.ErrPermission) {
		t.Error(err)
	}
}

func TestFolderIsLocked(t *testing.T) {
	dir := t.TempDir()
	release, err := lock(filepath.Join(dir, lockName))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := lock(filepath.Join(dir, lockName)); err == nil {
		again()
		release()
		if runtime.GOOS == "linux" {
			t.Fatal("two hold the lock")
		}
		t.Skip("no locks on this system")
	}
	spec := mustSpec(t, small...)
	if _, err := Run(context.Background(), spec, dir, Options{}); err == nil || !strings.Contains(err.Error(), "another process works in "+dir) || !strings.Contains(err.Error(), "hint: ") {
		t.Errorf("locked: %v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	r, err := Run(context.Background(), spec, dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
}
