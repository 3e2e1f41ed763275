package trajectory

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"

	"github.com/parquet-go/parquet-go"
)

// ReadParquet returns the header and the epochs of a Parquet file as
// WriteParquet makes it. A file that another program wrote is welcome if it
// has the same columns, of any numeric type, its rows in the order of the
// format, and the header line in its metadata. A damaged file is an error:
// Parquet files are written whole, so no torn epoch is forgiven.
//
// Damage can't make it reserve much more memory than the table needs. A file
// that is built to harm, a compression bomb say, can: take JSONL from
// strangers.
func ReadParquet(path string) (Header, []Epoch, error) {
	file, err := os.Open(path)
	if err != nil {
		return Header{}, nil, fmt.Errorf("trajectory: %w; hint: WriteParquet makes this file from trajectory.jsonl", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return Header{}, nil, fmt.Errorf("trajectory: %w; hint: check the disk", err)
	}
	return decodeParquet(path, file, info.Size())
}

// decodeParquet reads the size bytes of file. The Parquet library panics on
// some damaged files; that is an error here.
func decodeParquet(name string, file io.ReaderAt, size int64) (header Header, epochs []Epoch, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("the Parquet library panicked: %v", cause)
		}
		if err == nil {
			return
		}
		header, epochs = Header{}, nil
		if _, ok := errors.AsType[*FormatError](err); ok {
			err = locate(err, name, "")
			return
		}
		err = fmt.Errorf("trajectory: %s is not a readable Parquet file: %w; hint: write it again from trajectory.jsonl", name, err)
	}()
	if err := checkFooter(file, size); err != nil {
		return header, nil, err
	}
	f, err := parquet.OpenFile(file, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return header, nil, err
	}
	if err := checkPages(file, f); err != nil {
		return header, nil, err
	}
	line, ok := f.Lookup(ParquetHeaderKey)
	if !ok {
		return header, nil, fault("", "metadata without the key "+ParquetHeaderKey, "the header line under it", "in pyarrow: table.replace_schema_metadata")
	}
	if err := header.UnmarshalJSON([]byte(line)); err != nil {
		return header, nil, locate(err, name, "metadata "+ParquetHeaderKey)
	}
	columns, err := parquetColumns(f)
	if err != nil {
		return header, nil, err
	}
	epochs, err = readParquetRows(name, f, columns, &header)
	return header, epochs, err
}

// parquetColumns returns the field that each column of the file holds.
func parquetColumns(f *parquet.File) ([]field, error) {
	var seen [fieldTotal]bool
	var columns []field
	for _, path := range f.Schema().Columns() {
		leaf, _ := f.Schema().Lookup(path...)
		name := path[0]
		known, ok := fieldByName([]byte(name))
		if !ok || len(path) > 1 || seen[known] || leaf.MaxRepetitionLevel > 0 {
			return nil, fault("", fmt.Sprintf("the column %q", path), "the columns of the format, once each and flat", "in pandas: to_parquet(…, index=False)")
		}
		seen[known] = true
		columns = append(columns, known)
	}
	for f, name := range fieldNames {
		if !seen[f] && field(f) != fieldAccuracy {
			return nil, fault(name, "no such column", "a column", "all columns are required but accuracy")
		}
	}
	return columns, nil
}

func readParquetRows(name string, f *parquet.File, columns []field, header *Header) (epochs []Epoch, err error) {
	table := newTable(header)
	for _, group := range f.RowGroups() {
		if epochs, err = readParquetGroup(group.Rows(), columns, &table, epochs); err != nil {
			row := table.epoch*table.classes + len(table.records) + 1
			return nil, locate(err, name, fmt.Sprintf("row %d", row))
		}
	}
	if len(table.records) > 0 {
		return nil, fault("", fmt.Sprintf("%d rows of epoch %d", len(table.records), table.epoch), strconv.Itoa(table.classes), "write only whole epochs")
	}
	return epochs, nil
}

// readParquetGroup appends the epochs that rows complete to epochs, and closes
// rows.
func readParquetGroup(rows parquet.Rows, columns []field, table *table, epochs []Epoch) ([]Epoch, error) {
	defer rows.Close()
	batch := make([]parquet.Row, 64)
	for {
		n, end := rows.ReadRows(batch)
		for _, values := range batch[:n] {
			r, err := rowOfParquet(values, columns)
			if err == nil {
				err = table.add(&r)
			}
			if err != nil {
				return nil, err
			}
			if epoch, whole := table.whole(); whole {
				epochs = append(epochs, epoch)
			}
		}
		switch {
		case end == io.EOF:
			return epochs, nil
		case end != nil:
			return nil, end
		case n == 0:
			return nil, io.ErrNoProgress
		}
	}
}

func rowOfParquet(values parquet.Row, columns []field) (row, error) {
	var r row
	r[fieldAccuracy] = math.NaN()
	for i, value := range values {
		f := columns[i]
		switch {
		case value.IsNull() && f.isNullable():
			r[f] = math.NaN()
		case value.IsNull():
			return r, fault(fieldNames[f], "null", "a number", "only entropy and accuracy may be null")
		case value.Kind() == parquet.Double:
			r[f] = value.Double()
		case value.Kind() == parquet.Float:
			r[f] = float64(value.Float())
		case value.Kind() == parquet.Int64:
			r[f] = float64(value.Int64())
		case value.Kind() == parquet.Int32:
			r[f] = float64(value.Int32())
		default:
			return r, fault(fieldNames[f], "a column of type "+value.Kind().String(), "numbers", "int64 and double, as WriteParquet has them")
		}
	}
	return r, nil
}
