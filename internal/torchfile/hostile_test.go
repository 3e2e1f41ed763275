package torchfile

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// A part is a file of an archive.
type part struct {
	name    string
	content string
	method  uint16
}

func archiveOf(t *testing.T, parts ...part) []byte {
	t.Helper()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: p.method})
		if err == nil {
			_, err = io.WriteString(w, p.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// Pickles in the text form of protocol 0: a tensor of storage "0", which has two
// float32 numbers, and a dict with it.
const (
	storageOpcodes = "((Vstorage\nctorch\nFloatStorage\nV0\nVcpu\nI2\ntQ"
	tensorOpcodes  = "ctorch._utils\n_rebuild_tensor_v2\n" + storageOpcodes + "I0\n(I2\nt(I1\ntI00\nNtR"
	dictOpcodes    = "(Va\n" + tensorOpcodes + "d."
	twoNumbers     = "\x00\x00\x80\x3f\x00\x00\x00\x40" // 1, 2
)

func zipped(t *testing.T, pickle string) []byte {
	return archiveOf(t, part{name: "m/data.pkl", content: pickle}, part{name: "m/data/0", content: twoNumbers})
}

const legacyStart = "\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19."

// legacyOf is a legacy file; its machine and keys are opcodes, too.
func legacyOf(version, machine, pickle, keys string, storages ...string) []byte {
	file := legacyStart + version + machine + pickle + keys
	for _, s := range storages {
		file += string(binary.LittleEndian.AppendUint64(nil, uint64(len(s)/4))) + s
	}
	return []byte(file)
}

const (
	version = "I1001\n."
	machine = "(Vlittle_endian\nI01\nd."
	keys    = "(V0\nl."
)

// What the hostile files vary must be right as it stands.
func TestHandmadeFiles(t *testing.T) {
	for name, file := range map[string][]byte{
		"archive": zipped(t, dictOpcodes),
		"legacy":  legacyOf(version, machine, dictOpcodes, keys, twoNumbers),
	} {
		tensors, _ := read(t, file)
		if v := values(t, tensors["a"]); len(v) != 2 || v[0] != 1 || v[1] != 2 {
			t.Errorf("%s: %v", name, v)
		}
	}
}

func TestHostileFiles(t *testing.T) {
	swap := func(old, new string) string {
		if !strings.Contains(dictOpcodes, old) {
			t.Fatalf("%q is not in the pickle", old)
		}
		return strings.Replace(dictOpcodes, old, new, 1)
	}
	data := part{name: "m/data.pkl", content: dictOpcodes}
	numbers := part{name: "m/data/0", content: twoNumbers}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"empty":              {nil, "a file of torch.save"},
		"text":               {[]byte("weights"), "begins with \"weig\""},
		"archive alone":      {[]byte("PK\x03\x04"), "a ZIP archive"},
		"no pickle":          {archiveOf(t, part{name: "m/data/0"}), "a file \"data.pkl\""},
		"no folder":          {archiveOf(t, part{name: "x.npy"}), "one folder"},
		"two folders":        {archiveOf(t, data, part{name: "n/data/0"}), "one folder"},
		"a file twice":       {archiveOf(t, data, numbers, numbers), "one folder with files of different names"},
		"no storage":         {archiveOf(t, data), "a file \"data/0\""},
		"packed":             {archiveOf(t, part{"m/data.pkl", dictOpcodes, zip.Deflate}, numbers), "stored as it is"},
		"big-endian":         {archiveOf(t, data, numbers, part{name: "m/byteorder", content: "big"}), "little"},
		"short storage":      {archiveOf(t, data, part{name: "m/data/0", content: twoNumbers[:7]}), "2 elements of float32"},
		"damaged content":    {bytes.Replace(zipped(t, dictOpcodes), []byte(twoNumbers), []byte("\x01"+twoNumbers[1:]), 1), "checksum"},
		"damaged pickle":     {zipped(t, "\xff"), "data.pkl: pickle: byte 0"},
		"no dict":            {zipped(t, "I1\n."), "a state_dict"},
		"wrapped number":     {zipped(t, "(Vstate_dict\nI1\nd."), "a state_dict under \"state_dict\""},
		"number for tensor":  {zipped(t, "(Va\nI1\nd."), "a tensor under \"a\", found the integer 1"},
		"number for name":    {zipped(t, "(I1\nI1\nd."), "a name for every tensor"},
		"no storage named":   {zipped(t, swap(storageOpcodes, "(I1\n")), "a tensor under \"a\" with storage"},
		"wrong identifier":   {zipped(t, swap("Vstorage", "Vmodule")), "the description of a storage"},
		"short identifier":   {zipped(t, swap("Vcpu\n", "")), "the description of a storage"},
		"unknown storage":    {zipped(t, swap("FloatStorage", "ComplexFloatStorage")), "torch.ComplexFloatStorage"},
		"function for class": {zipped(t, swap("torch\nFloatStorage", "torch._utils\n_rebuild_tensor_v2")), "the class of a storage"},
		"negative length":    {zipped(t, swap("I2\ntQ", "I-2\ntQ")), "the description of a storage"},
		"huge length":        {zipped(t, swap("I2\ntQ", "I9223372036854775807\ntQ")), "9223372036854775807 elements"},
		"a view":             {zipped(t, swap("I2\ntQ", "I2\n(V1\nI0\nI1\nttQ")), "no view of another"},
		"beyond the storage": {zipped(t, swap("(I2\nt", "(I3\nt")), "elements within the storage"},
		"offset":             {zipped(t, swap("I0\n(", "I1\n(")), "elements within the storage"},
		"negative offset":    {zipped(t, swap("I0\n(", "I-1\n(")), "within the storage"},
		"negative stride":    {zipped(t, swap("(I1\nt", "(I-1\nt")), "none negative"},
		"stride missing":     {zipped(t, swap("(I1\nt", "(t")), "a stride for each extent"},
		"text for shape":     {zipped(t, swap("(I2\nt", "(Vx\nt")), "a tensor under \"a\" with storage"},
		"two lengths":        {zipped(t, swap("d.", "Vb\n"+strings.Replace(tensorOpcodes, "I2\ntQ", "I1\ntQ", 1)+"d.")), "the same for all"},

		"pickle of something": {[]byte("\x80\x02I1\n."), "the magic number"},
		"pickle alone":        {[]byte("\x80\x02"), "the end of the file"},
		"legacy, cut":         {[]byte(legacyStart), "the end of the file"},
		"legacy version":      {legacyOf("I1000\n.", machine, dictOpcodes, keys, twoNumbers), "protocol version 1001"},
		"legacy machine":      {legacyOf(version, "I1\n.", dictOpcodes, keys, twoNumbers), "facts about the machine"},
		"legacy big-endian":   {legacyOf(version, strings.Replace(machine, "I01", "I00", 1), dictOpcodes, keys, twoNumbers), "little-endian"},
		"legacy keys":         {legacyOf(version, machine, dictOpcodes, "I1\n.", twoNumbers), "the keys of the storages"},
		"legacy unknown key":  {legacyOf(version, machine, dictOpcodes, "(V1\nl.", twoNumbers), "the key of a storage"},
		"legacy key twice":    {legacyOf(version, machine, dictOpcodes, "(V0\nV0\nl.", twoNumbers, twoNumbers), "the key of a storage"},
		"legacy no keys":      {legacyOf(version, machine, dictOpcodes, "(l."), "storage \"0\""},
		"legacy no storage":   {legacyOf(version, machine, dictOpcodes, keys), "2 elements of float32, found the end of the file"},
		"legacy length":       {legacyOf(version, machine, dictOpcodes, keys, twoNumbers[:4]), "2 elements of float32, found 1 elements"},
		"legacy cut storage":  {legacyOf(version, machine, dictOpcodes, keys, twoNumbers)[:len(legacyOf(version, machine, dictOpcodes, keys))+12], "found 4 bytes to the end"},
		"legacy huge length":  {append(legacyOf(version, machine, swap("I2\ntQ", "I9223372036854775807\ntQ"), keys), "\xff\xff\xff\xff\xff\xff\xff\x7f"...), "found 0 bytes to the end"},
		"legacy two lengths":  {legacyOf(version, machine, "("+storageOpcodes[1:]+strings.Replace(storageOpcodes[1:], "I2", "I1", 1)+"t.", keys, twoNumbers), "the same everywhere"},
	} {
		_, err := Read(bytes.NewReader(c.file), int64(len(c.file)))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// Wherever a value has a storage, the file has it too: in tuples and lists, in what
// an object was called with, got as its state, or holds. A value may contain itself,
// and one whose parts are the same all the way down would take 2⁶⁰ steps from its
// root.
func TestStoragesInAnyStructure(t *testing.T) {
	storage := func(key string) string { return strings.Replace(storageOpcodes[1:], "V0\n", "V"+key+"\n", 1) }
	deep := storage("1") + "p0\n" + strings.Repeat("(g0\ng0\ntp0\n", 60)
	loop := "(lp1\ng1\na" + storage("2") + "a"
	object := "ccollections\nOrderedDict\n(" + storage("3") + "tR" + storage("4") + "b(Vk\n" + storage("5") + "u" + storage("6") + "a"
	set := "\x8f(" + storage("7") + "\x90"
	dict := "(" + storage("8") + storage("9") + "d"
	value := "(Vother\n(" + deep + loop + object + set + dict + "tVstate_dict\n" + strings.TrimSuffix(dictOpcodes, ".") + "d."
	keys, storages := "(", make([]string, 10)
	for i := range storages {
		keys += fmt.Sprintf("V%d\n", 9-i)
		storages[i] = twoNumbers
	}
	start := time.Now()
	tensors, _ := read(t, legacyOf(version, machine, value, keys+"l.", storages...))
	if v := values(t, tensors["a"]); v[1] != 2 {
		t.Errorf("%v", v)
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("it took %v", d)
	}
}
