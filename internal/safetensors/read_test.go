package safetensors

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"

	"aeed/internal/tensor"
)

func fileOf(header string, content []byte) []byte {
	return append(append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header...), content...)
}

func read(t testing.TB, file []byte) *File {
	t.Helper()
	f, err := Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func values(t testing.TB, x *tensor.Tensor) []float64 {
	t.Helper()
	v := make([]float64, x.Count())
	if err := x.Values(v); err != nil {
		t.Fatal(err)
	}
	return v
}

// A file as another program may write it: any order, blanks, other types.
func TestRead(t *testing.T) {
	f := read(t, fileOf(`{ "b" : {"data_offsets":[4, 6],"dtype":"F16","shape":[1,1]},
		"__metadata__":{"format":"pt","é":"\u00e9"}, "empty":{"dtype":"F64","shape":[0,7],"data_offsets":[4,4]},
		"a":{"dtype":"I32","shape":[],"data_offsets":[0,4]} }   `, []byte{0xf9, 0xff, 0xff, 0xff, 0x00, 0xc1}))
	got := ""
	for _, x := range f.Tensors {
		got += fmt.Sprint(x.Name, " ", x.Element, x.Shape, values(t, x), "; ")
	}
	if want := "a int32 [] [-7]; empty float64 [0 7] []; b float16 [1 1] [-2.5]; "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if len(f.Metadata) != 2 || f.Metadata["format"] != "pt" || f.Metadata["é"] != "é" {
		t.Errorf("metadata %v", f.Metadata)
	}
	if f := read(t, fileOf("{}", nil)); len(f.Tensors) != 0 {
		t.Errorf("no tensors: %v", f.Tensors)
	}
}

func TestHostileFiles(t *testing.T) {
	entry := func(name, dtype, shape, offsets string) string {
		return fmt.Sprintf(`"%s":{"dtype":"%s","shape":%s,"data_offsets":%s}`, name, dtype, shape, offsets)
	}
	a := entry("a", "F32", "[2]", "[0,8]")
	eight := make([]byte, 8)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"empty":                 {nil, "a file of 0 bytes"},
		"short length":          {eight[:7], "a file of 7 bytes"},
		"no header":             {eight, "a JSON object in UTF-8"},
		"long header":           {[]byte("\xff\xff\xff\xff\xff\xff\xff\xff{}"), "at most 2 bytes, found 18446744073709551615"},
		"cut header":            {fileOf("{"+a+"}", eight)[:20], "at most 12 bytes"},
		"no object":             {fileOf(`[]`, nil), "a JSON object"},
		"blank first":           {fileOf(` {}`, nil), "a JSON object"},
		"not UTF-8":             {fileOf("{\"\xff\":1}", nil), "UTF-8"},
		"unfinished":            {fileOf("{"+a, eight), "valid JSON, found its end"},
		"syntax":                {fileOf("{"+a+",,}", eight), "valid JSON"},
		"comma at the end":      {fileOf("{"+a+",}", eight), "valid JSON"},
		"text after":            {fileOf("{"+a+"}x", eight), "blanks after"},
		"object after":          {fileOf("{"+a+"}{}", eight), "blanks after"},
		"name twice":            {fileOf("{"+a+","+a+"}", eight), "each key once"},
		"escaped twice":         {fileOf("{"+a+","+strings.Replace(a, `"a"`, `"\u0061"`, 1)+"}", eight), "each key once"},
		"no entry":              {fileOf(`{"a":1}`, nil), `want "{", found "1"`},
		"null":                  {fileOf(`{"a":null}`, nil), `want "{"`},
		"empty entry":           {fileOf(`{"a":{}}`, nil), "dtype, shape and data_offsets, found 0"},
		"no shape":              {fileOf(`{"a":{"dtype":"F32","data_offsets":[0,8]}}`, eight), "found 2 of them"},
		"other key":             {fileOf(`{"a":{"dtype":"F32","shape":[2],"offset":[0,8]}}`, eight), `found "offset"`},
		"key's case":            {fileOf(`{"a":{"DTYPE":"F32","shape":[2],"data_offsets":[0,8]}}`, eight), `found "DTYPE"`},
		"key twice":             {fileOf(`{"a":{"dtype":"F32","dtype":"F32","data_offsets":[0,8]}}`, eight), "each key once"},
		"dtype a number":        {fileOf(`{"a":{"dtype":1,"shape":[2],"data_offsets":[0,8]}}`, eight), "a string"},
		"shape a number":        {fileOf(`{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}`, eight), `want "["`},
		"nested shape":          {fileOf("{"+entry("a", "F32", "[[2]]", "[0,8]")+"}", eight), "an integer that is not negative"},
		"fraction":              {fileOf("{"+entry("a", "F32", "[2.0]", "[0,8]")+"}", eight), "an integer that is not negative"},
		"negative extent":       {fileOf("{"+entry("a", "F32", "[-2]", "[0,8]")+"}", eight), "an integer that is not negative"},
		"huge extent":           {fileOf("{"+entry("a", "F32", "[9223372036854775808]", "[0,8]")+"}", eight), "an integer that is not negative"},
		"overflow":              {fileOf("{"+entry("a", "F32", "[4611686018427387904,4,2]", "[0,8]")+"}", eight), "as many bytes as its elements take"},
		"one offset":            {fileOf("{"+entry("a", "F32", "[2]", "[8]")+"}", eight), "two data_offsets, found 1"},
		"other type":            {fileOf("{"+entry("a", "C64", "[1]", "[0,8]")+"}", eight), `found type "C64"`},
		"other size":            {fileOf("{"+entry("a", "F32", "[3]", "[0,8]")+"}", eight), "as many bytes"},
		"a byte more":           {fileOf("{"+entry("a", "F32", "[2]", "[0,9]")+"}", make([]byte, 9)), "as many bytes"},
		"gap":                   {fileOf("{"+entry("a", "F32", "[1]", "[4,8]")+"}", eight), "from byte 0 on"},
		"overlap":               {fileOf("{"+a+","+entry("b", "F32", "[1]", "[4,8]")+"}", eight), "from byte 8 on"},
		"backwards":             {fileOf("{"+entry("a", "F32", "[0]", "[0,0]")+","+entry("b", "F32", "[0]", "[4,0]")+"}", eight), "bytes 4 to 0"},
		"ends before it begins": {fileOf("{"+a+","+entry("b", "F32", "[1]", "[8,4]")+"}", eight), "bytes 8 to 4"},
		"beyond":                {fileOf("{"+entry("a", "F32", "[3]", "[0,12]")+"}", eight), "up to byte 8 at most"},
		"rest":                  {fileOf("{"+entry("a", "F32", "[1]", "[0,4]")+"}", eight), "fill the 8 bytes after the header, found 4"},
		"metadata":              {fileOf(`{"__metadata__":{"a":1}}`, nil), "a string"},
		"metadata twice":        {fileOf(`{"__metadata__":{"a":"1","a":"1"}}`, nil), "each key once"},
		"metadata a text":       {fileOf(`{"__metadata__":"a"}`, nil), `want "{"`},
	} {
		_, err := Read(bytes.NewReader(c.file), int64(len(c.file)))
		var format *tensor.FormatError
		if !errors.As(err, &format) || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

var errDisk = errors.New("the disk failed")

// brokenFrom fails to read from a byte on.
type brokenFrom struct {
	*bytes.Reader
	at int64
}

func (b brokenFrom) ReadAt(p []byte, offset int64) (int, error) {
	if offset >= b.at {
		return 0, errDisk
	}
	return b.Reader.ReadAt(p, offset)
}

func TestFaultsOfTheDiskAreTheirOwn(t *testing.T) {
	file := fileOf(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`, make([]byte, 8))
	for _, at := range []int64{0, 8} {
		if _, err := Read(brokenFrom{bytes.NewReader(file), at}, int64(len(file))); err != errDisk {
			t.Errorf("from byte %d: %v", at, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(fileOf(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"__metadata__":{"a":"b"}}  `, make([]byte, 8)))
	f.Add(fileOf(`{"a":{"dtype":"BOOL","shape":[0,3],"data_offsets":[0,0]},"b":{"dtype":"BF16","shape":[],"data_offsets":[0,2]}}`, make([]byte, 2)))
	f.Fuzz(func(t *testing.T, file []byte) {
		content, err := Read(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			if !strings.Contains(err.Error(), "; hint: ") {
				t.Errorf("an error without a hint: %v", err)
			}
			return
		}
		total := 0
		for _, x := range content.Tensors { // all of them fit into the file
			values(t, x)
			total += x.Count() * x.Element.Size()
		}
		if total > len(file) {
			t.Errorf("%d bytes of elements in a file of %d", total, len(file))
		}
	})
}
