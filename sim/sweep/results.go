package sweep

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"github.com/parquet-go/parquet-go"

	"aeed/sim"
)

// Results are a finished sweep, or a finished shard of one, on disk.
type Results struct {
	space *Space
	path  string
	file  *os.File
	table *parquet.File
}

// A Row is a point and what its run comes to.
type Row struct {
	Point
	Summary sim.Summary
}

// Open opens the results in a folder. A folder whose sweep isn't finished is an
// error that says how to go on.
func Open(dir string) (*Results, error) {
	path := filepath.Join(dir, tableName)
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("sweep: no finished sweep in %s: %w; hint: aeed sweep %s --out %s finishes it", dir, err, filepath.Join(dir, specName), dir)
	}
	r, err := openTable(path, file)
	if err != nil {
		file.Close()
		return nil, err
	}
	return r, nil
}

func openTable(path string, file *os.File) (r *Results, err error) {
	defer recoverDamage(path, &err)
	info, err := file.Stat()
	if err != nil {
		return nil, damaged(path, err)
	}
	table, err := parquet.OpenFile(file, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, damaged(path, err)
	}
	text, ok := table.Lookup(metadataKey)
	if !ok {
		return nil, damaged(path, errors.New("its metadata has no "+metadataKey))
	}
	spec, err := ParseSpec(path, []byte(text))
	if err != nil {
		return nil, err
	}
	space, err := spec.Space()
	if err != nil {
		return nil, damaged(path, err)
	}
	cells := space.cells()
	names := table.Schema().Columns()
	for i := range cells {
		if len(names) != len(cells) || len(names[i]) != 1 || names[i][0] != cells[i].name {
			return nil, damaged(path, fmt.Errorf("its columns are %q", names))
		}
	}
	r = &Results{space: space, path: path, file: file, table: table}
	if want := space.shardPoints(spec.shard.chunks(space.chunks())); table.NumRows() != want {
		return nil, damaged(path, fmt.Errorf("it has %d rows, not %d", table.NumRows(), want))
	}
	return r, nil
}

// Space returns the points of the whole sweep.
func (r *Results) Space() *Space { return r.space }

// Len returns the number of rows, which are fewer than the points of the space
// for a shard.
func (r *Results) Len() int64 { return r.table.NumRows() }

// Close closes the file.
func (r *Results) Close() error { return r.file.Close() }

// Rows goes through the rows in the order of their index, a few at a time in
// memory, and ends at the first error. Several loops may run at once.
func (r *Results) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		next, stop := r.reader()
		defer stop()
		for range r.Len() {
			row, err := next()
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// recoverDamage makes an error of a panic of the Parquet library, which some
// damaged files bring about.
func recoverDamage(path string, err *error) {
	if cause := recover(); cause != nil {
		*err = damaged(path, fmt.Errorf("%v", cause))
	}
}

func damaged(path string, err error) error {
	return fmt.Errorf("sweep: %s is damaged: %w; hint: remove it and run the sweep again", path, err)
}
