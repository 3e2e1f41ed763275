package pickle

import (
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"
)

// Whatever a pickle wants to run is refused by its name, and nothing else happens.
func TestRefusesToRun(t *testing.T) {
	for name, c := range map[string]struct{ content, callee string }{
		"os.system":        {"cposix\nsystem\n(S'echo hurt'\ntR.", "posix.system"},
		"eval":             {"\x80\x04\x8c\x08builtins\x8c\x04eval\x93\x8c\x011\x85R.", "builtins.eval"},
		"exec of Python 2": {"c__builtin__\nexec\n(S'1'\ntR.", "__builtin__.exec"},
		"instance":         {"(S'echo hurt'\nios\nsystem\n.", "os.system"},
		"class":            {"csubprocess\nPopen\n)\x81.", "subprocess.Popen"},
		"getattr":          {"cbuiltins\ngetattr\n.", "builtins.getattr"},
		"not even called":  {"cnt\nsystem\n0K\x01.", "nt.system"},
		"in disguise":      {"cnumpy.core.multiarray\nsystem\n.", "numpy.core.multiarray.system"},
		"of NumPy":         {"cnumpy.testing._private.utils\nrunstring\n.", "numpy.testing._private.utils.runstring"},
		"by a longer name": {"cnumpy._core.multiarray\n_reconstruct.__globals__\n.", "numpy._core.multiarray._reconstruct.__globals__"},
	} {
		_, err := readBytes(c.content)
		if err == nil {
			t.Errorf("%s is read", name)
			continue
		}
		wantFault(t, err, "wants to call "+c.callee, "nothing was run")
	}
}

func TestDamage(t *testing.T) {
	for name, c := range map[string]struct{ content, part string }{
		"empty":                 {"", "the end of the file"},
		"no pickle":             {"\x93NUMPY", "a value on the stack"},
		"unknown opcode":        {"K\x01\xff.", "byte 0xff"},
		"protocol 6":            {"\x80\x06.", "protocol 0 to 5"},
		"no stop":               {"K\x01", "the end of the file"},
		"nothing left":          {".", "0 values"},
		"two left":              {"K\x01K\x02.", "2 values"},
		"mark left":             {"K\x01(.", "1 marks"},
		"truncated number":      {"J\x01\x00", "the end of the file"},
		"truncated line":        {"I123", "the end of the file"},
		"truncated payload":     {"B\xff\xff\xff\xffabc", "4294967295 bytes of payload"},
		"truncated text":        {"X\xff\xff\xff\xffabc", "4294967295 bytes"},
		"payload beyond int64":  {"\x8e\xff\xff\xff\xff\xff\xff\xff\xffabc", "18446744073709551615"},
		"negative length":       {"\x96\x00\x00\x00\x00\x00\x00\x00\x80abc", "9223372036854775808"},
		"payload past the end":  {"B\x2c\x01\x00\x00" + strings.Repeat("a", 299), "300 bytes of payload"},
		"frame":                 {"\x95\xff\x00\x00\x00\x00\x00\x00\x00K\x01.", "one of 255 bytes"},
		"pop of nothing":        {"0", "none"},
		"pop past a mark":       {"K\x01(\x85", "none"},
		"append to nothing":     {"K\x01a", "none"},
		"append to a number":    {"K\x01K\x02a", "the integer 1"},
		"item of a list":        {"]K\x01K\x02s", "a list of 0"},
		"odd items":             {"}(K\x01u", "1 keys"},
		"no mark":               {"K\x01t", "a mark"},
		"memo":                  {"h\x07.", "place 7"},
		"memo of nothing":       {"q\x00.", "none"},
		"memo by a word":        {"K\x01pnine\n.", "nine"},
		"memo, negative":        {"g-1\n.", "-1"},
		"int":                   {"Ione\n.", "one"},
		"int of many digits":    {"I" + strings.Repeat("9", 2000) + "\n.", "an integer"},
		"long of 2 GiB":         {"\x8b\xff\xff\xff\xff\x00", "4294967295"},
		"float":                 {"Fone\n.", "one"},
		"string without quotes": {"Sabc\n.", "quotes"},
		"string of one quote":   {"S'\n.", "quotes"},
		"string escape":         {"S'\\q'\n.", "escapes"},
		"unicode escape":        {"V\\u12\n.", "escapes"},
		"unicode escape cut":    {"V\\u\n.", "escapes"},
		"no UTF-8":              {"\x8c\x02\xff\xfe.", "UTF-8"},
		"line of 64 KiB":        {"V" + strings.Repeat("a", 65<<10) + "\n.", "at most 65536"},
		"call of a number":      {"K\x01)R.", "the integer 1"},
		"call without a tuple":  {"ccollections\nOrderedDict\n]R.", "a list of 0"},
		"keywords":              {"ccollections\nOrderedDict\n)K\x01\x92.", "keywords"},
		"no class":              {"(o.", "a class"},
		"state of a number":     {"K\x01K\x02b.", "an object"},
		"name of a number":      {"K\x01K\x02\x93.", "the name"},
		"extension":             {"\x82\x01.", "outside"},
		"buffer":                {"\x97.", "outside"},
	} {
		_, err := readBytes(c.content)
		if err == nil {
			t.Errorf("%s is read", name)
			continue
		}
		wantFault(t, err, "byte ", c.part)
	}
}

// Structures that grow as fast as the format allows end at MaxHeld, or with the
// file, and nesting of any depth is no recursion.
func TestGrowth(t *testing.T) {
	deep := strings.Repeat("(", 1<<17) + strings.Repeat("t", 1<<17) + "."
	if _, err := readBytes(deep); err != nil {
		t.Error(err)
	}
	m := &machine{held: MaxHeld}
	m.hold(1)
	wantFault(t, m.err, "2048 MiB")

	var before, after runtime.MemStats
	const n = 1 << 17
	for name, content := range map[string]string{
		"lists": strings.Repeat("]", n), "dicts": strings.Repeat("}", n), "tuples": strings.Repeat(")\x85", n/2), "sets": strings.Repeat("\x8f", n), "numbers": strings.Repeat("M\xff\xff", n/3),
		"memo": "]" + strings.Repeat("\x94", n), "sparse memo": "]" + strings.Repeat("r\x00\x00\x00\xff", n/5), "marks": strings.Repeat("(", n),
		"copies": "]" + strings.Repeat("2", n), "texts": strings.Repeat("\x8c\x00", n/2),
	} {
		runtime.ReadMemStats(&before)
		if _, err := readBytes(content); err == nil {
			t.Errorf("%s: no error", name)
		}
		runtime.ReadMemStats(&after)
		const most = 160 // bytes allocated in all, growth of the stack included
		if each := (after.TotalAlloc - before.TotalAlloc - 64<<10) / n; each > most {
			t.Errorf("%s: %d bytes are allocated for each byte of the file, at most %d are meant", name, each, most)
		}
	}
}

// The payload stays in the file: what is read at is the structure and what is
// asked for.
func TestPayloadStaysInTheFile(t *testing.T) {
	const size = 1 << 40
	head, tail := "\x80\x04]\x8e\x00\x00\x00\x00\x00\x01\x00\x00", "aK\x01a."
	file := sparse{size: int64(len(head)) + size + int64(len(tail)), parts: map[int64]string{0: head, int64(len(head)) + size: tail}}
	value, end, err := Read(&file, file.size, NumPy)
	if err != nil || end != file.size {
		t.Fatalf("end %d of %d, %v", end, file.size, err)
	}
	items, _ := Items(value)
	payload, ok := items[0].(Bytes)
	if !ok || payload.Len() != size || items[1] != int64(1) {
		t.Fatalf("items %v", items)
	}
	if file.read > 1<<20 {
		t.Errorf("%d bytes were read", file.read)
	}
	if _, err := payload.Load(1000); err == nil {
		t.Error("a terabyte is loaded")
	}
	if n, err := payload.ReadAt(make([]byte, 10), size-4); n != 4 || err != io.EOF {
		t.Errorf("at the end of the payload: %d bytes, %v", n, err)
	}
}

// sparse is a file of zeros but for its parts.
type sparse struct {
	size, read int64
	parts      map[int64]string
}

func (s *sparse) ReadAt(p []byte, offset int64) (int, error) {
	n := min(int64(len(p)), s.size-offset)
	s.read += n
	clear(p[:n])
	for at, part := range s.parts {
		for i := range len(part) {
			if place := at + int64(i) - offset; place >= 0 && place < n {
				p[place] = part[i]
			}
		}
	}
	if n < int64(len(p)) {
		return int(n), io.EOF
	}
	return int(n), nil
}

func TestErrorOfTheDisk(t *testing.T) {
	broken := errors.New("no such sector")
	file := readerAt(func([]byte, int64) (int, error) { return 0, broken })
	if _, _, err := Read(file, 100, NumPy); !errors.Is(err, broken) {
		t.Errorf("in an opcode: %v", err)
	}
	start := readerAt(func(p []byte, offset int64) (int, error) {
		if offset > 0 {
			return 0, broken
		}
		return copy(p, "I12"), nil
	})
	if _, _, err := Read(start, math.MaxInt32, NumPy); !errors.Is(err, broken) {
		t.Errorf("in a line: %v", err)
	}
	if _, err := (Bytes{file, 0, 10}).Load(10); !errors.Is(err, broken) {
		t.Errorf("in a payload: %v", err)
	}
}

type readerAt func([]byte, int64) (int, error)

func (f readerAt) ReadAt(p []byte, offset int64) (int, error) { return f(p, offset) }

func ExampleFormatError() {
	file := strings.NewReader("cposix\nsystem\n(S'rm -r .'\ntR.")
	_, _, err := Read(file, file.Size(), NumPy)
	fmt.Println(err)
	// Output: pickle: byte 0: want data only, found a pickle that wants to call posix.system; hint: nothing was run; don't open this file with Python unless you trust who made it
}
