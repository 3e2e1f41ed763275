package format

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"aeed/internal/pickle"
	"aeed/train/skeleton"
)

// pysklSplits pairs the lists of the file by their names, and keeps of each what is
// among the names of clips. Where a train list has a val and a test list, there are
// two splits, and the name of the second ends in its word.
func pysklSplits(lists *pickle.Dict, clips map[string]bool) ([]skeleton.Split, error) {
	var splits []skeleton.Split
	train := map[string][]string{}
	for _, words := range [][]string{{"train"}, {"val", "test"}} {
		for i, key := range lists.Keys {
			list, ok := pickle.String(key)
			if !ok {
				return nil, wrong("", "the name of a list", pickle.Kind(key))
			}
			name, word := splitName(list)
			if !slices.Contains(words, word) {
				continue
			}
			if !filepath.IsLocal(name) || strings.ContainsAny(name, `/\`) {
				return nil, wrong("", "a list whose name can be one of a file", fmt.Sprintf("%.60q", list))
			}
			ids, err := splitIDs(lists.Values[i], list, clips)
			if err != nil {
				return nil, err
			}
			switch isTaken := func(s skeleton.Split) bool { return s.Name == name }; {
			case word == "train":
				train[name] = ids
			case train[name] == nil: // no partner
			case slices.ContainsFunc(splits, isTaken):
				splits = append(splits, skeleton.Split{Name: name + "-" + word, Train: train[name], Test: ids})
			default:
				splits = append(splits, skeleton.Split{Name: name, Train: train[name], Test: ids})
			}
		}
	}
	return splits, nil
}

// splitName returns the split that a list belongs to and its half: train, val,
// test, or "" for neither.
func splitName(list string) (name, word string) {
	for _, word := range []string{"train", "val", "test"} {
		before, after, found := strings.Cut(list, word)
		if !found {
			continue
		}
		name = strings.Trim(strings.Trim(before, "_-")+"_"+strings.Trim(after, "_-"), "_")
		if name != "" && strings.Trim(name, "0123456789") == "" {
			name = "split" + name
		}
		return cmp.Or(name, "official"), word
	}
	return "", ""
}

func splitIDs(list pickle.Value, name string, clips map[string]bool) ([]string, error) {
	items, ok := pickle.Items(list)
	if !ok {
		return nil, wrong(name, "a list of names", pickle.Kind(list))
	}
	ids := []string{}
	for _, item := range items {
		id, ok := pickle.String(item)
		if !ok {
			return nil, wrong(name, "names of clips", pickle.Kind(item))
		}
		if clips[id] {
			ids = append(ids, id)
		}
	}
	return ids, nil
}
