package sweep

import (
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/parquet-go/parquet-go"
)

// reader returns a function that reads the next row.
func (r *Results) reader() (next func() (Row, error), stop func()) {
	t := &tableReader{results: r, walk: r.space.walk(), groups: r.table.RowGroups()}
	return t.next, t.close
}

// A tableReader reads the columns that a point can't be computed from.
type tableReader struct {
	results *Results
	walk    *walk
	groups  []parquet.RowGroup // not begun
	columns []*columnReader    // of the group that is: index, numbers, theorems
	left    int64              // rows of that group
	ordinal int64              // of the next row
}

func (t *tableReader) next() (row Row, err error) {
	defer recoverDamage(t.results.path, &err)
	for t.left == 0 {
		if err := t.begin(); err != nil {
			return Row{}, damaged(t.results.path, err)
		}
	}
	space := t.results.space
	want := space.spec.shard.chunk(t.ordinal/space.size)*space.size + t.ordinal%space.size
	index, err := t.columns[0].next()
	if err != nil {
		return Row{}, damaged(t.results.path, err)
	}
	if index.Int64() != want {
		return Row{}, damaged(t.results.path, fmt.Errorf("index %d where %d belongs", index.Int64(), want))
	}
	row.Point = t.walk.at(want)
	for i, column := range t.columns[1:] {
		value, err := column.next()
		if err != nil {
			return Row{}, damaged(t.results.path, err)
		}
		if i < len(columns) {
			columns[i].set(&row.Summary, numberOf(value))
		} else if value.Boolean() {
			row.Summary.Applies |= theorems[i-len(columns)].bit
		}
	}
	t.ordinal++
	t.left--
	return row, nil
}

// begin goes on to the next row group.
func (t *tableReader) begin() error {
	t.close()
	if len(t.groups) == 0 {
		return io.ErrUnexpectedEOF
	}
	group := t.groups[0]
	t.groups, t.left = t.groups[1:], group.NumRows()
	chunks := group.ColumnChunks()
	chunks = slices.Concat(chunks[:1], chunks[len(chunks)-len(columns)-len(theorems):])
	for _, chunk := range chunks {
		t.columns = append(t.columns, &columnReader{pages: chunk.Pages()})
	}
	return nil
}

func (t *tableReader) close() {
	for _, column := range t.columns {
		column.pages.Close()
	}
	t.columns = nil
}

// A columnReader reads a column of a row group.
type columnReader struct {
	pages  parquet.Pages
	values parquet.ValueReader // of the page
	buffer [256]parquet.Value
	at, n  int // in the buffer
}

func (c *columnReader) next() (parquet.Value, error) {
	for c.at == c.n {
		if err := c.fill(); err != nil {
			return parquet.Value{}, err
		}
	}
	c.at++
	return c.buffer[c.at-1], nil
}

func (c *columnReader) fill() error {
	if c.values == nil {
		page, err := c.pages.ReadPage()
		if err != nil {
			return noEOF(err)
		}
		c.values = page.Values()
	}
	n, err := c.values.ReadValues(c.buffer[:])
	c.at, c.n = 0, n
	if err == io.EOF {
		c.values, err = nil, nil
	}
	return err
}

// noEOF makes an error of the end of a column before that of its group.
func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

func numberOf(v parquet.Value) float64 {
	switch {
	case v.IsNull():
		return math.NaN()
	case v.Kind() == parquet.Int64:
		return float64(v.Int64())
	}
	return v.Double()
}
