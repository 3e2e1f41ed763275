package trajectory

import (
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/parquet-go/parquet-go"

	"aeed/dynamics"
	"aeed/internal/wholefile"
)

// ParquetHeaderKey is the key of a Parquet file's metadata whose value is the
// header line.
const ParquetHeaderKey = "aeed-trajectory"

// parquetRow is the table as Parquet has it, the columns named like the keys
// of a record line.
type parquetRow struct {
	Epoch         int64    `parquet:"epoch"`
	Class         int64    `parquet:"class"`
	Count         int64    `parquet:"count"`
	Entropy       *float64 `parquet:"entropy,optional"`
	Flow          float64  `parquet:"flow"`
	Weight        float64  `parquet:"weight"`
	NextWeightRaw float64  `parquet:"next_weight_raw"`
	NextWeight    float64  `parquet:"next_weight"`
	LossWeight    float64  `parquet:"loss_weight"`
	Accuracy      *float64 `parquet:"accuracy,optional"`
}

// WriteParquet writes the table of epochs 0, 1, … to path: null where a record
// has NaN, the header under ParquetHeaderKey. It writes to a temporary name in
// the same folder, syncs and renames, so that path holds a whole file or what
// it held before. Errors and panics are those of Create and Append.
func WriteParquet(path string, header Header, epochs []Epoch) error {
	if err := wholefile.Write(path, func(out io.Writer) error { return encodeParquet(out, header, epochs) }); err != nil {
		return writeParquetError(path, err)
	}
	return nil
}

func writeParquetError(path string, err error) error {
	if _, ok := errors.AsType[*FormatError](err); ok {
		return locate(err, path, "")
	}
	return fmt.Errorf("trajectory: can't write %s: %w; hint: make room on the disk; the folder must exist and be writable", path, err)
}

func encodeParquet(out io.Writer, header Header, epochs []Epoch) error {
	line, err := header.MarshalJSON()
	if err != nil {
		return err
	}
	w := parquet.NewGenericWriter[parquetRow](out,
		parquet.KeyValueMetadata(ParquetHeaderKey, string(line)),
		parquet.Compression(&parquet.Snappy))
	rows := make([]parquetRow, header.Classes)
	maxEntropy := dynamics.MaxEntropy(header.Classes)
	for number := range epochs {
		e := &epochs[number]
		if err := checkEpoch(e, number, header.Classes, maxEntropy); err != nil {
			return err
		}
		for class := range e.Classes {
			rows[class] = parquetRowOf(e.Number, class, &e.Classes[class])
		}
		if _, err := w.Write(rows); err != nil {
			return err
		}
	}
	return w.Close()
}

func parquetRowOf(epoch, class int, r *Record) parquetRow {
	return parquetRow{
		Epoch: int64(epoch), Class: int64(class), Count: int64(r.Count),
		Entropy: orNull(&r.Entropy), Flow: r.Flow,
		Weight: r.Weight, NextWeightRaw: r.NextWeightRaw, NextWeight: r.NextWeight,
		LossWeight: r.LossWeight, Accuracy: orNull(&r.Accuracy),
	}
}

func orNull(value *float64) *float64 {
	if math.IsNaN(*value) {
		return nil
	}
	return value
}
