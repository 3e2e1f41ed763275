package sweep

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shardsOf runs every shard of a spec and returns their folders.
func shardsOf(t *testing.T, n int, assignments ...string) (folders []string) {
	t.Helper()
	for i := range n {
		folders = append(folders, mustRun(t, mustSpec(t, append(slices.Clone(assignments), fmt.Sprintf("shard=%d/%d", i+1, n))...)))
	}
	return folders
}

// Shards merged in any order are the whole, byte for byte.
func TestShardsMergeToTheWhole(t *testing.T) {
	for _, assignments := range [][]string{
		small,
		{"design=latin-hypercube", "points=200", "eta=0.1:1", "classes=5", "epochs=20", "seed=1,2", "noise=0.1"},
		{"eta=0.1", "gamma=0.1", "beta=0", "classes=5", "epochs=20"}, // one point: most shards are empty
	} {
		want := mustRun(t, mustSpec(t, assignments...))
		for _, n := range []int{2, 3, 5} {
			folders := shardsOf(t, n, assignments...)
			slices.Reverse(folders)
			dir := filepath.Join(t.TempDir(), "whole")
			r, err := Merge(folders, dir)
			if err != nil {
				t.Fatal(err)
			}
			r.Close()
			sameFolders(t, dir, want)
			// Again, which finds everything done.
			if r, err = Merge(folders, dir); err != nil {
				t.Fatal(err)
			}
			r.Close()
		}
	}
}

func TestShardsThatDoNotMerge(t *testing.T) {
	folders := shardsOf(t, 3, small...)
	halves := shardsOf(t, 2, small...)
	other := shardsOf(t, 3, append(slices.Clone(small), "beta=0.5")...)
	unfinished := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Run(ctx, mustSpec(t, append(slices.Clone(small), "shard=3/3")...), unfinished, Options{}); err == nil {
		t.Fatal("not interrupted")
	}
	for name, c := range map[string]struct {
		folders []string
		want    string
	}{
		"none":       {nil, "no folders"},
		"missing":    {folders[1:], "shard 1/3 is missing"},
		"twice":      {[]string{folders[0], folders[1], folders[0]}, "both have shard 1/3"},
		"division":   {[]string{folders[0], halves[1]}, "shard 1/3 but"},
		"other spec": {[]string{folders[0], folders[1], other[2]}, "beta is 0.9 and 0.5"},
		"unfinished": {[]string{folders[0], folders[1], unfinished}, "no finished sweep in " + unfinished},
	} {
		dir := filepath.Join(t.TempDir(), "whole")
		_, err := Merge(c.folders, dir)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%s: %v, want …%s…", name, err, c.want)
		}
		if exists(dir) {
			t.Errorf("%s: the folder is there", name)
		}
	}
	if _, err := Merge(folders, mustRun(t, mustSpec(t, "eta=0.1,0.2", "epochs=5"))); err == nil || !strings.Contains(err.Error(), "belongs to another sweep") {
		t.Errorf("into another sweep: %v", err)
	}
	// A shard whose table changes under the merge's hands.
	path := filepath.Join(folders[2], tableName)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(content[100:], "\xff\xff\xff\xff\xff\xff\xff\xff")
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "whole")
	if r, err := Merge(folders, dir); err == nil {
		r.Close()
		t.Error("a damaged shard merges")
	}
	if exists(filepath.Join(dir, tableName)) {
		t.Error("a table of a damaged shard")
	}
}
