package sweep

import (
	"io"

	"github.com/parquet-go/parquet-go"

	"aeed/sim"
)

// metadataKey is the key of the table's metadata whose value is the spec.
const metadataKey = "aeed-sweep"

// groupRows is the number of rows in a row group: what the writer holds in
// memory.
const groupRows = 1 << 16

// A tableWriter writes points.parquet, column by column of each chunk. The bytes
// depend on the rows and their chunks alone.
type tableWriter struct {
	parquet *parquet.GenericWriter[any]
	cells   []cell
	values  []parquet.Value
	rows    int // of the row group
}

func newTableWriter(out io.Writer, space *Space) *tableWriter {
	w := &tableWriter{cells: space.cells()}
	w.parquet = parquet.NewGenericWriter[any](out, schema(w.cells),
		parquet.KeyValueMetadata(metadataKey, string(space.spec.YAML())),
		parquet.Compression(&parquet.Snappy))
	return w
}

// write appends a chunk.
func (w *tableWriter) write(points []Point, summaries []sim.Summary) error {
	if w.rows > 0 && w.rows+len(points) > groupRows {
		if err := w.parquet.Flush(); err != nil {
			return err
		}
		w.rows = 0
	}
	w.rows += len(points)
	if len(w.values) < len(points) {
		w.values = make([]parquet.Value, len(points))
	}
	values := w.values[:len(points)]
	for i, column := range w.parquet.ColumnWriters() {
		w.cells[i].fill(values, points, summaries, i)
		if _, err := column.WriteRowValues(values); err != nil {
			return err
		}
	}
	return nil
}

// fill sets the values of a column, the i-th of the table.
func (c *cell) fill(values []parquet.Value, points []Point, summaries []sim.Summary, i int) {
	for k := range points {
		if k > 0 && (c.changes == never || c.changes == withScenario && points[k].Scenario == points[k-1].Scenario) {
			values[k] = values[k-1]
			continue
		}
		value, present := c.value(&points[k], &summaries[k])
		definition := 0
		if present && c.options == optional {
			definition = 1
		}
		values[k] = value.Level(0, definition, i)
	}
}

func (w *tableWriter) close() error { return w.parquet.Close() }
