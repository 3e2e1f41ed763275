package trajectory

import (
	"bytes"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

func encodedParquet(t testing.TB, header Header, epochs []Epoch) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := encodeParquet(&file, header, epochs); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func decodedParquet(file []byte) (Header, []Epoch, error) {
	return decodeParquet("run.parquet", bytes.NewReader(file), int64(len(file)))
}

func TestParquetRoundTrip(t *testing.T) {
	for _, size := range []struct{ classes, epochs int }{{2, 0}, {2, 1}, {7, 30}, {100, 300}} {
		header, epochs := simulate(size.classes, size.epochs)
		path := inFolder(t, "run.parquet")
		mustWrite(t, path, []byte("an older file"))
		if err := WriteParquet(path, header, epochs); err != nil {
			t.Fatal(err)
		}
		got, read, err := ReadParquet(path)
		if err != nil || !sameHeader(got, header) || !sameBits(read, epochs) {
			t.Errorf("%+v: %+v, %d epochs, %v", size, got, len(read), err)
		}
		if files, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(files) != 1 {
			t.Errorf("more files than one: %v", files)
		}
	}
}

func TestParquetFileErrors(t *testing.T) {
	header, epochs := simulate(2, 1)
	missing := inFolder(t, "missing/run.parquet")
	_, _, err := ReadParquet(missing)
	wantError(t, err, "trajectory: open "+missing+": no such file or directory; hint: WriteParquet makes this file from trajectory.jsonl")
	if err := WriteParquet(missing, header, epochs); !errors.Is(err, fs.ErrNotExist) || !strings.HasSuffix(err.Error(), "the folder must exist and be writable") {
		t.Errorf("wrote into a missing folder: %v", err)
	}
	folder := inFolder(t, "folder")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := WriteParquet(folder, header, epochs); err == nil || !strings.Contains(err.Error(), "can't write "+folder) {
		t.Errorf("wrote over a folder: %v", err)
	}
	header.Eta = 0
	path := inFolder(t, "run.parquet")
	wantError(t, WriteParquet(path, header, epochs), "trajectory: "+path+": eta: found 0, want a finite adaptation rate η > 0; hint: the paper uses 0.5")
}

// foreignRow has the columns of the format in another order, other numeric
// types, and null allowed everywhere, as other programs write them.
type foreignRow struct {
	LossWeight    *float32 `parquet:"loss_weight"`
	Entropy       *float64 `parquet:"entropy"`
	Flow          *float64 `parquet:"flow"`
	Weight        *int64   `parquet:"weight"`
	NextWeightRaw *float64 `parquet:"next_weight_raw,dict"`
	NextWeight    *float64 `parquet:"next_weight"`
	Count         *float64 `parquet:"count"`
	Class         *int32   `parquet:"class,dict"`
	Epoch         *int64   `parquet:"epoch"`
}

func foreignRows() []foreignRow {
	return []foreignRow{
		{new(float32(1)), new(0.5), new(0.0), new(int64(1)), new(1.0), new(1.0), new(3.0), new(int32(0)), new(int64(0))},
		{new(float32(1)), nil, new(0.0), new(int64(1)), new(1.0), new(1.0), new(0.0), new(int32(1)), new(int64(0))},
	}
}

// writeForeign writes rows of any struct type.
func writeForeign[T any](t *testing.T, rows []T, options ...parquet.WriterOption) []byte {
	t.Helper()
	var file bytes.Buffer
	w := parquet.NewGenericWriter[T](&file, options...)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestReadParquetOfAnotherProgram(t *testing.T) {
	file := writeForeign(t, foreignRows(), parquet.KeyValueMetadata(ParquetHeaderKey, soundHeader), parquet.Compression(&parquet.Zstd))
	header, epochs, err := decodedParquet(file)
	if err != nil || header.Version != "v1" {
		t.Fatal(header, err)
	}
	_, want, err := decode([]byte(soundHeader + "\n" + strings.Replace(soundFirst, `,"accuracy":0.25`, "", 1) + "\n" + soundSecond))
	if err != nil || !sameBits(epochs, want) {
		t.Errorf("read %+v, want %+v, %v", epochs, want, err)
	}
}

func TestReadParquetErrors(t *testing.T) {
	headed := parquet.KeyValueMetadata(ParquetHeaderKey, soundHeader)
	changed := func(change func(rows []foreignRow) []foreignRow) []byte {
		return writeForeign(t, change(foreignRows()), headed)
	}
	type withText struct {
		foreignRow
		Accuracy string `parquet:"accuracy"`
	}
	type withNote struct {
		foreignRow
		Note int64 `parquet:"note"`
	}
	type withGroup struct {
		foreignRow
		Accuracy struct {
			Value float64 `parquet:"value"`
		} `parquet:"accuracy"`
	}
	type withList struct {
		foreignRow
		Accuracy []float64 `parquet:"accuracy"`
	}
	type short struct {
		Epoch int64 `parquet:"epoch"`
	}
	const flat = ", want the columns of the format, once each and flat; hint: in pandas: to_parquet(…, index=False)"
	for _, broken := range []struct {
		name string
		file []byte
		want string
	}{
		{"no header", writeForeign(t, foreignRows()), "found metadata without the key aeed-trajectory, want the header line under it; hint: in pyarrow: table.replace_schema_metadata"},
		{"header", writeForeign(t, foreignRows(), parquet.KeyValueMetadata(ParquetHeaderKey, "{")), "metadata aeed-trajectory: found a header that is cut off, want a whole header; hint: it is one flat JSON object"},
		{"missing", writeForeign(t, []short{{1}}, headed), "class: found no such column, want a column; hint: all columns are required but accuracy"},
		{"note", writeForeign(t, []withNote{{foreignRows()[0], 1}}, headed), `found the column ["note"]` + flat},
		{"group", writeForeign(t, []withGroup{{foreignRow: foreignRows()[0]}}, headed), `found the column ["accuracy" "value"]` + flat},
		{"list", writeForeign(t, []withList{{foreignRow: foreignRows()[0]}}, headed), `found the column ["accuracy"]` + flat},
		{"text", writeForeign(t, []withText{{foreignRows()[0], "all"}}, headed), "row 1: accuracy: found a column of type BYTE_ARRAY, want numbers; hint: int64 and double, as WriteParquet has them"},
		{"null", changed(func(rows []foreignRow) []foreignRow { rows[1].Flow = nil; return rows }), "row 2: flow: found null, want a number; hint: only entropy and accuracy may be null"},
		{"NaN", changed(func(rows []foreignRow) []foreignRow { rows[1].Flow = new(math.NaN()); return rows }), "row 2: flow: found NaN, want a finite number; hint: the training has diverged: lower its learning rate, or set a clip"},
		{"order", changed(func(rows []foreignRow) []foreignRow { return rows[1:] }), "row 1: class: found 1, want 0; hint: every epoch has a row for each of the 2 classes, in order; a class that it didn't show has count 0"},
		{"torn", changed(func(rows []foreignRow) []foreignRow { return rows[:1] }), "found 1 rows of epoch 0, want 2; hint: write only whole epochs"},
	} {
		_, epochs, err := decodedParquet(broken.file)
		if err == nil || err.Error() != "trajectory: run.parquet: "+broken.want {
			t.Errorf("%s: error\n%v\nwant\ntrajectory: run.parquet: %s", broken.name, err, broken.want)
		}
		if epochs != nil {
			t.Errorf("%s: epochs beside an error", broken.name)
		}
	}
}

// Whatever bit of a file is damaged, reading it gives an error or sound
// epochs, never a panic, and reserves no more memory than a sound file.
func TestDamagedParquet(t *testing.T) {
	header, epochs := simulate(2, 3)
	whole := encodedParquet(t, header, epochs)
	refused := 0
	for at := range whole {
		damaged := bytes.Clone(whole)
		damaged[at] ^= 1 << (at * 5 % 8)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, err := decodedParquet(damaged)
		runtime.ReadMemStats(&after)
		if err != nil {
			refused++
			if text := err.Error(); !strings.HasPrefix(text, "trajectory: run.parquet") || !strings.Contains(text, "; hint: ") {
				t.Fatalf("byte %d: %v", at, err)
			}
		}
		if total := after.TotalAlloc - before.TotalAlloc; total > 4<<20 {
			t.Fatalf("byte %d: allocated %d MB", at, total>>20)
		}
		if _, _, err := decodedParquet(whole[:at]); err == nil {
			t.Fatalf("the first %d of %d bytes are read", at, len(whole))
		}
	}
	t.Logf("%d of %d damaged files refused", refused, len(whole))
}

func TestFooterBounds(t *testing.T) {
	file := func(footer ...byte) []byte {
		length := []byte{byte(len(footer)), 0, 0, 0}
		return append(append(append([]byte("PAR1"), footer...), length...), "PAR1"...)
	}
	nested := append(bytes.Repeat([]byte{0x1c}, 40), make([]byte, 41)...)
	for name, bytes := range map[string][]byte{
		"empty file":             {},
		"not Parquet":            []byte("not Parquet at all"),
		"footer beyond the file": []byte("PAR1\xff\xff\x00\x00PAR1"),
		"no end":                 file(0x15, 2),
		"huge list":              file(0x19, 0xf5, 0xff, 0xff, 0xff, 0xff, 7, 0),
		"list not there":         file(0x19, 0xf5, 0x7f, 0),
		"text not there":         file(0x18, 0xff, 0xff, 0xff, 0xff, 7, 0),
		"number without an end":  file(0x15, 0xff, 0xff),
		"nested deeply":          file(nested...),
		"map":                    file(0x1b, 0, 0),
		"bytes after the end":    file(0, 0),
	} {
		if _, _, err := decodedParquet(bytes); err == nil || !strings.HasPrefix(err.Error(), "trajectory: run.parquet is not a readable Parquet file: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	// One field of each type that Thrift has, which Parquet need not use.
	sound := file(0x11, 0x12, 0x13, 1, 0x14, 2, 0x17, 0, 0, 0, 0, 0, 0, 0, 0, 0x1a, 0x21, 1, 2, 0x05, 0x20, 4, 0)
	if err := checkFooter(strings.NewReader(string(sound)), int64(len(sound))); err != nil {
		t.Error(err)
	}
}
