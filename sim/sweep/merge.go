package sweep

import (
	"fmt"
	"path/filepath"

	"aeed/sim"
)

// Merge joins the shards in the given folders, all of one sweep, into the folder
// dir and opens the results: byte for byte those of the whole sweep. Shards that
// are unfinished, missing, there twice or of different sweeps are errors.
func Merge(shards []string, dir string) (*Results, error) {
	parts, err := openShards(shards)
	defer func() {
		for _, part := range parts {
			part.Close()
		}
	}()
	if err != nil {
		return nil, err
	}
	space, err := parts[0].space.spec.Whole().Space()
	if err != nil {
		return nil, err
	}
	release, err := claim(dir, space.spec)
	if err != nil {
		return nil, err
	}
	defer release()
	table := filepath.Join(dir, tableName)
	if !exists(table) {
		if err := merge(table, space, parts); err != nil {
			return nil, err
		}
	}
	return Open(dir)
}

// openShards opens all shards of a sweep in their order. It returns those that
// it opened with an error, too.
func openShards(folders []string) ([]*Results, error) {
	var parts []*Results
	owner := map[Shard]string{}
	for _, folder := range folders {
		part, err := Open(folder)
		if err != nil {
			return parts, err
		}
		parts = append(parts, part)
		spec := part.space.spec
		if other, twice := owner[spec.shard]; twice {
			return parts, fmt.Errorf("sweep: %s and %s both have shard %s; hint: name each shard's folder once", other, folder, spec.shard)
		}
		owner[spec.shard] = folder
		first := parts[0].space.spec
		if key, a, b := first.Whole().difference(spec.Whole()); key != "" {
			return parts, fmt.Errorf("sweep: %s and %s are not of one sweep: %s is %s and %s; hint: merge the shards of one spec", folders[0], folder, key, orUnset(a), orUnset(b))
		}
		if first.shard.of() != spec.shard.of() {
			return parts, fmt.Errorf("sweep: %s has shard %s but %s has shard %s; hint: merge the shards of one division", folders[0], first.shard, folder, spec.shard)
		}
	}
	if len(parts) == 0 {
		return parts, fmt.Errorf("sweep: no folders to merge; hint: aeed sweep merge DIR… --out DIR")
	}
	ordered := make([]*Results, parts[0].space.spec.shard.of())
	for _, part := range parts {
		ordered[part.space.spec.shard.part()] = part
	}
	for i, part := range ordered {
		if part == nil {
			return parts, fmt.Errorf("sweep: shard %d/%d is missing; hint: aeed sweep %s --shard %d/%d --out DIR computes it",
				i+1, len(ordered), filepath.Join(folders[0], specName), i+1, len(ordered))
		}
	}
	return ordered, nil
}

func merge(table string, space *Space, parts []*Results) error {
	next := make([]func() (Row, error), len(parts))
	for i, part := range parts {
		read, stop := part.reader()
		defer stop()
		next[i] = read
	}
	return writeTable(table, space, func(k int64) ([]sim.Summary, error) {
		from, to := space.chunk(k)
		summaries := make([]sim.Summary, 0, to-from)
		for range to - from {
			row, err := next[k%int64(len(parts))]()
			if err != nil {
				return nil, err
			}
			summaries = append(summaries, row.Summary)
		}
		return summaries, nil
	})
}
