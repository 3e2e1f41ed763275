package pickle

import (
	"fmt"
	"io"
	"math"
	"math/big"
	"reflect"
	"strings"
	"testing"
)

// The same values, as Python writes them by every protocol, must read as the same.
func TestValuesOfPython(t *testing.T) {
	power := func(base, n int64) *big.Int { return new(big.Int).Exp(big.NewInt(base), big.NewInt(n), nil) }
	for protocol := range 6 {
		t.Run(fmt.Sprint(protocol), func(t *testing.T) {
			d := readFile(t, fmt.Sprintf("values%d.pkl", protocol))
			for key, want := range map[string]Value{
				"none": nil, "true": true, "false": false, // as "I01\n" in protocols 0 and 1
				"ints":   &List{[]Value{int64(0), int64(1), int64(255), int64(256), int64(65535), int64(65536), int64(-1), int64(1 << 31), int64(-1 << 31), int64(1 << 40), int64(math.MinInt64)}},
				"floats": &List{[]Value{0.0, -1.5, 1e300, math.Inf(1)}},
				"text":   "h\u00e9 \u20ac \U0001f600\n\\x",
				"tuples": &List{[]Value{Tuple{}, Tuple{int64(1)}, Tuple{int64(1), int64(2)}, Tuple{int64(1), int64(2), int64(3)}, Tuple{int64(1), int64(2), int64(3), int64(4)}}},
			} {
				if got := get(t, d, key); !reflect.DeepEqual(got, want) {
					t.Errorf("%s is %v, want %v", key, deref(got), deref(want))
				}
			}
			bigs := get(t, d, "big").(*List).Items
			for i, want := range []*big.Int{power(2, 63), new(big.Int).Neg(new(big.Int).Add(power(2, 63), big.NewInt(1))), power(10, 40)} {
				if got, ok := bigs[i].(*big.Int); !ok || got.Cmp(want) != 0 {
					t.Errorf("integer %d is %v, want %v", i, bigs[i], want)
				}
			}
			long, ok := get(t, d, "long").(Text)
			if !ok || long.Len() != 4*400 {
				t.Fatalf("the long text is %s", Kind(get(t, d, "long")))
			}
			if text, err := long.Load(2000); err != nil || string(text) != strings.Repeat("ab\u00ff", 400) {
				t.Errorf("the long text is %q, %v", text, err)
			}
			for key, want := range map[string]string{"bytes": "\x00\x80\xff", "empty": "", "payload": allBytes()} {
				if got := loadBytes(t, get(t, d, key)); got != want {
					t.Errorf("%s is %q, want %q", key, got, want)
				}
			}
			ordered, ok := AsDict(get(t, d, "ordered"))
			if protocol < 2 { // there it is a call with a list of pairs
				ok = true
			} else if ok {
				ok = reflect.DeepEqual(ordered.Keys, []Value{"b", "a"}) && reflect.DeepEqual(ordered.Values, []Value{int64(1), int64(2)})
			}
			if !ok {
				t.Errorf("the ordered dict is %v", get(t, d, "ordered"))
			}
			many, _ := AsDict(get(t, d, "many"))
			for i := range 20 {
				if got, ok := many.Get(fmt.Sprint(i)); !ok || got != int64(i) {
					t.Errorf("many[%d] is %v", i, got)
				}
			}
			if _, found := many.Get("20"); found {
				t.Error("a key is found that is not there")
			}
			loop := get(t, d, "loop").(*List)
			if len(loop.Items) != 1 || loop.Items[0] != Value(loop) {
				t.Error("the list does not contain itself")
			}
		})
	}
}

// deref returns the items of a list, and any other value itself.
func deref(v Value) Value {
	if items, ok := Items(v); ok {
		return items
	}
	return v
}

func allBytes() string {
	var all [1024]byte
	for i := range all {
		all[i] = byte(i)
	}
	return string(all[:])
}

// loadBytes returns what a value of type bytes holds, whatever the protocol.
func loadBytes(t *testing.T, v Value) string {
	t.Helper()
	if encoded, ok := Is(v, "_codecs", "encode"); ok {
		text, isLong := encoded.Args[0].(Text)
		if short, ok := encoded.Args[0].(string); ok && !isLong {
			text = Text{Bytes{strings.NewReader(short), 0, int64(len(short))}}
		}
		content, err := io.ReadAll(newLatin1(text.Bytes))
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	payload, err := payloadOf(v)
	if err != nil {
		t.Fatal(err)
	}
	content, err := payload.Load(2000)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// What Python 2 wrote and Python 3 does not, and forms that no Python writes any
// more but every one reads.
func TestOlderForms(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		want    Value
	}{
		"str in quotes":  {"S'a\\x41\\n\\'\"'\n.", "aA\n'\""},
		"str in doubles": {"S\"it's\"\n.", "it's"},
		"short str":      {"U\x02ab.", "ab"},
		"str":            {"T\x02\x00\x00\x00ab.", "ab"},
		"long":           {"L12L\n.", int64(12)},
		"empty long":     {"\x8a\x00.", int64(0)},
		"long of 4":      {"\x8b\x01\x00\x00\x00\xff.", int64(-1)},
		"float":          {"F1.5\n.", 1.5},
		"escapes":        {"V\\u20ac\\x\xe9\\\n.", "€\\xé\\"},
		"wide escape":    {"V\\U0001f600\n.", "😀"},
		"list":           {"(K\x01K\x02l.", &List{[]Value{int64(1), int64(2)}}},
		"dict":           {"(K\x01K\x02d.", &Dict{Keys: []Value{int64(1)}, Values: []Value{int64(2)}}},
		"replaced":       {"}(X\x01\x00\x00\x00aK\x01X\x01\x00\x00\x00aK\x02u.", &Dict{Keys: []Value{"a"}, Values: []Value{int64(2)}}},
		"duplicate":      {"K\x012\x86.", Tuple{int64(1), int64(1)}},
		"popped":         {"K\x01K\x020.", int64(1)},
		"popped mark":    {"K\x01(0.", int64(1)},
		"popped to mark": {"K\x01(K\x02K\x031.", int64(1)},
		"set":            {"\x8f(K\x01\x90.", &Set{[]Value{int64(1)}}},
		"frozenset":      {"(K\x01\x91.", &Set{[]Value{int64(1)}}},
		"persistent":     {"K\x07Q.", PersistentID{int64(7)}},
		"persistent 0":   {"Pstorage 0\n.", PersistentID{"storage 0"}},
		"instance":       {"(K\x01icollections\nOrderedDict\n.", &Object{Call: Global{"collections", "OrderedDict"}, Args: Tuple{int64(1)}}},
		"object":         {"(ccollections\nOrderedDict\nK\x01o.", &Object{Call: Global{"collections", "OrderedDict"}, Args: Tuple{int64(1)}}},
		"keywords": {"ccollections\nOrderedDict\n)}\x92.",
			&Object{Call: Global{"collections", "OrderedDict"}, Args: Tuple{}, Keywords: &Dict{}}},
		"appended": {"ccollections\nOrderedDict\n)\x81K\x01a.",
			&Object{Call: Global{"collections", "OrderedDict"}, Args: Tuple{}, Appended: []Value{int64(1)}}},
		"memo out of order": {"K\x05r\x00\x00\x00\x7f0j\x00\x00\x00\x7f.", int64(5)},
		"memo replaced":     {"K\x05q\x000K\x06q\x000h\x00.", int64(6)},
	} {
		got, err := readBytes(c.content)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if text, ok := String(got); ok {
			got = text
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %#v, want %#v", name, got, c.want)
		}
	}
}

// Read stops where the pickle does, so that the next one can be read.
func TestPicklesInARow(t *testing.T) {
	content := strings.NewReader("K\x01.K\x02.")
	value, end, err := Read(content, content.Size(), NumPy)
	if value != int64(1) || end != 3 || err != nil {
		t.Errorf("%v, end %d, %v", value, end, err)
	}
	value, _, err = Read(io.NewSectionReader(content, end, 3), 3, NumPy)
	if value != int64(2) || err != nil {
		t.Errorf("%v, %v", value, err)
	}
}

// The reader's own list decides: a checkpoint of PyTorch is data to whoever knows
// its functions.
func TestCheckpoint(t *testing.T) {
	content := "\x80\x02ccollections\nOrderedDict\n)R(X\x01\x00\x00\x00wctorch._utils\n_rebuild_tensor_v2\n" +
		"((X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x06tQK\x00K\x02K\x03\x86K\x03K\x01\x86\x89tRu."
	if _, err := readBytes(content); err == nil {
		t.Error("it reads as data of NumPy")
	}
	file := strings.NewReader(content)
	value, _, err := Read(file, file.Size(), func(g Global) bool { return NumPy(g) || strings.HasPrefix(g.Module, "torch") })
	if err != nil {
		t.Fatal(err)
	}
	dict, ok := AsDict(value)
	if !ok {
		t.Fatalf("it is %s", Kind(value))
	}
	tensor, ok := Is(get(t, dict, "w"), "torch._utils", "_rebuild_tensor_v2")
	if !ok || len(tensor.Args) != 5 {
		t.Fatalf("w is %s", Kind(get(t, dict, "w")))
	}
	id, ok := tensor.Args[0].(PersistentID)
	if storage, _ := id.ID.(Tuple); !ok || len(storage) != 5 || storage[1] != (Global{"torch", "FloatStorage"}) || storage[2] != "0" {
		t.Errorf("its storage is %v", tensor.Args[0])
	}
}

func TestKindIsShort(t *testing.T) {
	for _, v := range []Value{nil, true, int64(1), big.NewInt(1), 1.5, strings.Repeat("a", 1000), Text{}, Bytes{}, &List{}, Tuple{}, &Dict{}, &Set{},
		Global{strings.Repeat("a", 1000), "b"}, &Object{}, PersistentID{}} {
		if text := Kind(v); text == "" || len(text) > 100 {
			t.Errorf("%T: %q", v, text)
		}
	}
	if d, ok := AsDict(&Object{Call: Global{"collections", "OrderedDict"}}); !ok || len(d.Keys) != 0 {
		t.Error("an ordered dict without entries is none")
	}
}
