package trajectory

import (
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// Bounds of a Parquet page, far above what programs write (1 MB and a row
// group's values, at most a million).
const (
	maxPageHeaderBytes = 1 << 12
	maxPageBytes       = 64 << 20 // unpacked
	maxPageValues      = 1 << 22
)

// checkPages returns an error if a page claims more than its column holds or
// than the bounds allow: the Parquet library reserves what a page claims.
func checkPages(file io.ReaderAt, f *parquet.File) error {
	for _, group := range f.Metadata().RowGroups {
		for i := range group.Columns {
			if err := checkColumn(file, &group.Columns[i].MetaData); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkColumn(file io.ReaderAt, column *format.ColumnMetaData) error {
	begin := column.DataPageOffset
	if column.DictionaryPageOffset != 0 {
		begin = column.DictionaryPageOffset
	}
	var protocol thrift.CompactProtocol
	window := make([]byte, maxPageHeaderBytes)
	for at, left := begin, column.TotalCompressedSize; left > 0; {
		n, err := file.ReadAt(window[:min(left, maxPageHeaderBytes)], at)
		if err != nil && err != io.EOF {
			return err
		}
		var page format.PageHeader
		reader := protocol.NewReaderFromBytes(window[:n])
		if err := thrift.NewDecoder(reader).Decode(&page); err != nil {
			return fmt.Errorf("page header at byte %d: %w", at, err)
		}
		values := max(page.DataPageHeader.V.NumValues, page.DataPageHeaderV2.V.NumValues, page.DictionaryPageHeader.V.NumValues)
		length := int64(reader.BytesRead()) + int64(page.CompressedPageSize)
		if page.CompressedPageSize < 0 || length > left || page.UncompressedPageSize > maxPageBytes || values > maxPageValues {
			return fmt.Errorf("page at byte %d is damaged or too large", at)
		}
		at, left = at+length, left-length
	}
	return nil
}
