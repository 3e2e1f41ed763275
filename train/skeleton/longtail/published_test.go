package longtail

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"aeed/train/skeleton"
	"aeed/train/skeleton/ntu"
)

// published is where the lists of the authors of BRL are.
const published = "../../../../shared/data/lt-lists"

// readPublished returns the names of a published list, or skips the test without it.
func readPublished(t *testing.T, file string) []string {
	t.Helper()
	names, err := skeleton.ReadList(filepath.Join(published, file))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the published lists are not here: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// pools returns the number of training clips of each class of NTU RGB+D 120.
func pools(t *testing.T, split string) []int {
	t.Helper()
	file, err := os.Open("testdata/ntu120-pools.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	sizes := map[string][]int{}
	name := ""
	for lines := bufio.NewScanner(file); lines.Scan(); {
		for _, word := range strings.Fields(lines.Text()) {
			n, err := strconv.Atoi(word)
			if word == "#" {
				break
			}
			if err != nil {
				name = word
				continue
			}
			sizes[name] = append(sizes[name], n)
		}
	}
	return sizes[split]
}

// byAction returns the names of each of the 120 classes.
func byAction(t *testing.T, names []string) [][]ntu.Name {
	t.Helper()
	classes := make([][]ntu.Name, 120)
	for _, text := range names {
		name, err := ntu.ParseName(text)
		if err != nil {
			t.Fatal(err)
		}
		classes[name.Action-1] = append(classes[name.Action-1], name)
	}
	return classes
}

// candidates returns the names of one action that may be in its pool, in order: all
// cameras and replications of the setups and performers that a list has for the
// actions of the same data set, the first 60 or the later ones.
func candidates(classes [][]ntu.Name, action int, order func(a, b ntu.Name) int) []ntu.Name {
	half := classes[:60]
	if action > 60 {
		half = classes[60:]
	}
	seen := map[ntu.Name]bool{}
	for _, names := range half {
		for _, name := range names {
			for camera := range 3 {
				for replication := range 2 {
					seen[ntu.Name{Setup: name.Setup, Camera: camera + 1, Subject: name.Subject, Replication: replication + 1, Action: action}] = true
				}
			}
		}
	}
	var all []ntu.Name
	for name := range seen {
		all = append(all, name)
	}
	slices.SortFunc(all, order)
	return all
}

// rebuild returns a pool of the given size in which the listed names are where the
// shuffle drew them from, and candidates that are not listed fill the other places in
// order. It fails if the listed names are not in order or leave too few others.
func rebuild(listed, candidates []ntu.Name, size int, generator *mersenne) ([]string, error) {
	drawn := make([]int, size)
	for i := range drawn {
		drawn[i] = i
	}
	generator.shuffle(size, func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] })
	at := make([]*ntu.Name, size)
	for i := range listed {
		at[drawn[i]] = &listed[i]
	}
	pool := make([]string, size)
	next := 0
	for place := range pool {
		if at[place] != nil {
			found := slices.Index(candidates[min(next, len(candidates)):], *at[place])
			if found < 0 {
				return nil, fmt.Errorf("%s is drawn from place %d, before where it belongs", at[place], place)
			}
			next += found
		}
		if next >= len(candidates) || at[place] == nil && slices.Contains(listed, candidates[next]) {
			return nil, fmt.Errorf("no name is left for place %d", place)
		}
		pool[place] = candidates[next].String()
		next++
	}
	return pool, nil
}

// Both published lists of NTU RGB+D 120 are what Select draws from pools in the order
// of ntu.Folder.Splits, name for name and byte for byte. Not all names of the pools
// are known, but the places of those that are: 15,600 and 10,378 names must be in
// order, which no other generator, shuffle, seed, order or sizes would give.
func TestPublishedListsAreReproduced(t *testing.T) {
	byName := func(a, b ntu.Name) int {
		return cmp.Or(cmp.Compare(a.Setup, b.Setup), cmp.Compare(a.Camera, b.Camera), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Replication, b.Replication))
	}
	bySubject := func(a, b ntu.Name) int { return cmp.Or(cmp.Compare(a.Subject, b.Subject), byName(a, b)) }
	for _, c := range []struct {
		split, file string
		head, train int
		order       func(a, b ntu.Name) int
	}{
		{"xsub", "NTU120_xsub_exp_100.txt", 600, 63_026, bySubject},
		{"xset", "NTU120_xset_exp_100.txt", 400, 54_468, byName},
	} {
		want := readPublished(t, c.file)
		counts, sizes := Profile(120, c.head, 100), pools(t, c.split)
		if got := sum(sizes); got != c.train || len(sizes) != 120 {
			t.Errorf("%s: %d training clips of %d classes, want %d of 120", c.split, got, len(sizes), c.train)
		}
		classes := byAction(t, want)
		generator := newMersenne(0)
		names := make([][]string, len(classes))
		for i, listed := range classes {
			if len(listed) != counts[i] {
				t.Fatalf("%s: class %d has %d clips, the profile says %d", c.split, i, len(listed), counts[i])
			}
			var err error
			if names[i], err = rebuild(listed, candidates(classes, i+1, c.order), sizes[i], generator); err != nil {
				t.Fatalf("%s: class %d: %v", c.split, i, err)
			}
		}
		got, err := Select(names, counts, 0)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: the selection differs from the list", c.split)
		}
		compareFiles(t, got, filepath.Join(published, c.file))
	}
}

// compareFiles checks that skeleton.WriteList makes the very bytes of a file.
func compareFiles(t *testing.T, names []string, want string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list.txt")
	if err := skeleton.WriteList(path, names); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	published, err := os.ReadFile(want)
	if err != nil {
		t.Fatal(err)
	}
	if string(written) != string(published) {
		t.Errorf("the file differs from %s", want)
	}
}

// The profile gives the counts of the lists whose names can't be drawn again.
func TestPublishedCounts(t *testing.T) {
	for file, want := range map[string][]int{
		"NTU60_xsub_exp_100.txt":  Profile(60, 600, 100),
		"NTU60_xview_exp_100.txt": Profile(60, 600, 100),
		"NW-UCLA_exp_10.txt":      Profile(10, 100, 10),
	} {
		counts := map[string]int{}
		for _, name := range readPublished(t, file) {
			action := name[max(0, len(name)-4):]
			if strings.HasPrefix(name, "a") {
				action, _, _ = strings.Cut(name, "_")
			}
			counts[action]++
		}
		var got []int
		for _, n := range counts {
			got = append(got, n)
		}
		slices.Sort(got)
		slices.Reverse(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: counts %v, want %v", file, got, want)
		}
	}
}
