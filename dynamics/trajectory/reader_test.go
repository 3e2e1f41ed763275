package trajectory

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
)

// soundFile has one epoch of two classes and the first record of another.
const (
	soundFirst  = `{"epoch":0,"class":0,"count":3,"entropy":0.5,"flow":0,"weight":1,"next_weight_raw":1,"next_weight":1,"loss_weight":1,"accuracy":0.25}`
	soundSecond = `{"epoch":0,"class":1,"count":0,"entropy":null,"flow":0,"weight":1,"next_weight_raw":1,"next_weight":1,"loss_weight":1}`
	soundThird  = `{"epoch":1,"class":0,"count":3,"entropy":0.5,"flow":0,"weight":1,"next_weight_raw":1,"next_weight":1,"loss_weight":1}`
	soundFourth = `{"epoch":1,"class":1,"count":0,"entropy":null,"flow":0,"weight":1,"next_weight_raw":1,"next_weight":1,"loss_weight":1}`
	soundFile   = soundHeader + "\n" + soundFirst + "\n" + soundSecond + "\n" + soundThird + "\n" + soundFourth + "\n"
)

func TestReaderReadsEveryField(t *testing.T) {
	_, epochs, err := decode([]byte(soundHeader + "\n" +
		`{"epoch":0,"class":0,"count":3,"entropy":0.5,"flow":-0.25,"weight":1,"next_weight_raw":2,"next_weight":3,"loss_weight":4,"accuracy":0.125}` + "\n" + soundSecond))
	if err != nil {
		t.Fatal(err)
	}
	r := epochs[0].Classes[0]
	if r.Count != 3 || r.Entropy != 0.5 || r.Flow != -0.25 || r.Weight != 1 || r.NextWeightRaw != 2 || r.NextWeight != 3 || r.LossWeight != 4 || r.Accuracy != 0.125 {
		t.Errorf("read %+v", r)
	}
	if unseen := epochs[0].Classes[1]; unseen.Count != 0 || !math.IsNaN(unseen.Entropy) || !math.IsNaN(unseen.Accuracy) {
		t.Errorf("read %+v", unseen)
	}
}

func TestReaderForms(t *testing.T) {
	_, want, err := decode([]byte(soundFile))
	if err != nil || len(want) != 2 {
		t.Fatal(err)
	}
	for _, form := range []struct{ name, old, new string }{
		{"carriage returns", "\n", "\r\n"},
		{"white space", `,"`, " ,\t\""},
		{"integers as floats", `"epoch":1,"class":0,"count":3`, `"epoch":1.0,"class":0e0,"count":30E-1`},
		{"minus zero", `"class":0`, `"class":-0`},
		{"floats as integers", `"weight":1,`, `"weight":1.000,`},
		{"null accuracy", `"loss_weight":1}`, `"loss_weight":1,"accuracy":null}`},
		{"another order", `"epoch":1,"class":0,"count":3`, `"count":3,"class":0,"epoch":1`},
		{"no last line feed", soundFourth + "\n", soundFourth},
	} {
		file := strings.ReplaceAll(soundFile, form.old, form.new)
		r, err := NewReader("x", strings.NewReader(file))
		if err != nil {
			t.Errorf("%s: %v", form.name, err)
			continue
		}
		got, err := r.readAll()
		if err != nil || !sameBits(got, want) || r.Torn() {
			t.Errorf("%s: %v, %v, torn %v", form.name, got, err, r.Torn())
		}
	}
}

func TestReaderErrors(t *testing.T) {
	const orderHint = "hint: every epoch has a row for each of the 2 classes, in order; a class that it didn't show has count 0"
	const flatHint = "hint: a line is one flat JSON object, as json.dumps of a dict without indentation"
	const emptyHint = "hint: the run was killed before it began: delete the file, or resume the run"
	for _, broken := range []struct{ old, new, want string }{
		// the file as a whole
		{soundFile, ``, `line 1: found an empty file, want a header line; ` + emptyHint},
		{soundFile, "\x00\x00\x00", `line 1: found an empty file, want a header line; ` + emptyHint},
		{soundFile, soundHeader[:50], `line 1: found a header line that is cut off, want a whole header line; ` + emptyHint},
		{soundFile, soundHeader[:50] + "\n", `line 1: found a line that ends inside its object, want a whole record; hint: only the last line of a file may be incomplete: this one is damaged`},
		{soundHeader, "\xef\xbb\xbf" + soundHeader, `line 1: found a byte order mark, want "{"; hint: save as UTF-8 without BOM; in Python open with encoding="utf-8"`},
		{soundHeader, "\xff\xfe{\x00", `line 1: found a byte order mark, want "{"; hint: save as UTF-8 without BOM; in Python open with encoding="utf-8"`},
		{soundHeader + "\n", ``, `line 1: format: found nothing, want "aeed-trajectory/1"; hint: the first line is the header; a file of another version of the format needs another version of aeed`},
		{`"eta":0.5`, `"eta":-1`, `line 1: eta: found -1, want a finite adaptation rate η > 0; hint: the paper uses 0.5`},
		// lines
		{soundFirst, " \r", `line 2: found an empty line, want a record; hint: remove it`},
		{soundFirst, soundFirst[:60], `line 2: found a line that ends inside its object, want a whole record; hint: only the last line of a file may be incomplete: this one is damaged`},
		{soundFirst, soundFirst + ",", `line 2: found , at byte 134, want the end of the line; ` + flatHint},
		{soundFirst, soundFirst + soundFirst, `line 2: found {"epoch":0,"class":0,"count":3,"entropy"… at byte 134, want the end of the line; ` + flatHint},
		{soundFirst, "[" + soundFirst + "]", `line 2: found [{"epoch":0,"class":0,"count":3,"entropy… at byte 1, want "{"; ` + flatHint},
		{soundFirst, soundHeader, `line 2: found the key format, want the keys of a record only; hint: notes of your own belong in another file`},
		{soundFourth + "\n", soundFourth + "\n\n", `line 6: found an empty line, want a record; hint: remove it`},
		{`{"epoch":0,"class":0`, `{epoch:0,"class":0`, `line 2: found epoch:0,"class":0,"count":3,"entropy":0.… at byte 2, want "\""; ` + flatHint},
		{`"count":3`, `"count" 3`, `line 2: found 3,"entropy":0.5,"flow":0,"weight":1,"nex… at byte 30, want ":"; ` + flatHint},
		{`"count":3,`, `"count":3 `, `line 2: found "entropy":0.5,"flow":0,"weight":1,"next_… at byte 32, want ","; ` + flatHint},
		{`"accuracy":0.25}`, `"accuracy":0.25,}`, `line 2: found } at byte 134, want "\""; ` + flatHint},
		// keys and values
		{`"flow":0,`, ``, `line 2: flow: found nothing, want a value; hint: every key of a record is required but accuracy`},
		{`"flow":0`, `"flow":0,"flow":0`, `line 2: flow: found the key twice, want it once; hint: programs disagree on which of two values counts`},
		{`"flow":0`, `"flow":0,"note":1`, `line 2: found the key note, want the keys of a record only; hint: notes of your own belong in another file`},
		{`"flow":0`, `"Flow":0`, `line 2: found the key Flow, want the keys of a record only; hint: notes of your own belong in another file`},
		{`"flow":0`, `"flow":{}`, `line 2: flow: found {},"weight":1,"next_weight_raw":1,"next_… at byte 53, want a value; ` + flatHint},
		{`"flow":0`, `"flow":[0]`, `line 2: flow: found [0], want a finite number; hint: write it as JSON does: 0.5, -1, 1e-05`},
		{`"flow":0`, `"flow":NaN`, `line 2: flow: found NaN, want a finite number; hint: JSON has no NaN and no Infinity: the training has diverged, or null was meant`},
		{`"flow":0`, `"flow":-Infinity`, `line 2: flow: found -Infinity, want a finite number; hint: JSON has no NaN and no Infinity: the training has diverged, or null was meant`},
		{`"flow":0`, `"flow":null`, `line 2: flow: found null, want a finite number; hint: null is only for an entropy without samples, an accuracy and a clip`},
		{`"flow":0`, `"flow":"0"`, `line 2: flow: found "0", want a finite number; hint: write numbers without quotes`},
		{`"flow":0`, `"flow":0x1`, `line 2: flow: found 0x1, want a finite number; hint: write it as JSON does: 0.5, -1, 1e-05`},
		{`"flow":0`, `"flow":01`, `line 2: flow: found 01, want a finite number; hint: write it as JSON does: 0.5, -1, 1e-05`},
		{`"flow":0`, `"flow":.5`, `line 2: flow: found .5, want a finite number; hint: write it as JSON does: 0.5, -1, 1e-05`},
		{`"flow":0`, `"flow":1_0`, `line 2: flow: found 1_0, want a finite number; hint: write it as JSON does: 0.5, -1, 1e-05`},
		{`"flow":0`, `"flow":-1e999`, `line 2: flow: found -1e999, want a finite number that float64 can hold; hint: the training has diverged, lower its learning rate`},
		{`"flow":0`, `"flow":` + strings.Repeat("9", 999), `line 2: flow: found ` + strings.Repeat("9", 40) + `…, want a finite number that float64 can hold; hint: the training has diverged, lower its learning rate`},
		{`"count":3`, `"count":-1`, `line 2: count: found -1, want an integer in [0, 9007199254740991]; hint: epochs and classes count from 0; 1, 1.0 and 1e0 are the same integer`},
		{`"count":3`, `"count":2.5`, `line 2: count: found 2.5, want an integer in [0, 9007199254740991]; hint: epochs and classes count from 0; 1, 1.0 and 1e0 are the same integer`},
		{`"count":3`, `"count":9007199254740992`, `line 2: count: found 9.007199254740992e+15, want an integer in [0, 9007199254740991]; hint: epochs and classes count from 0; 1, 1.0 and 1e0 are the same integer`},
		{`"count":3`, `"count":0`, `line 2: entropy: found 0.5, want null, as count is 0; hint: a class that the epoch didn't show has no entropy`},
		{`"entropy":0.5`, `"entropy":null`, `line 2: entropy: found null, want a number, as count is 3; hint: null is for a class that the epoch didn't show`},
		{`"entropy":0.5`, `"entropy":1`, `line 2: entropy: found 1, want nats in [0, ln C = 0.6931]; hint: use natural logarithms, and probabilities that sum to 1`},
		{`"entropy":0.5`, `"entropy":-0.1`, `line 2: entropy: found -0.1, want nats in [0, ln C = 0.6931]; hint: use natural logarithms, and probabilities that sum to 1`},
		{`"accuracy":0.25`, `"accuracy":25`, `line 2: accuracy: found 25, want a fraction in [0, 1]; hint: divide percentages by 100`},
		{`"accuracy":0.25`, `"accuracy":-1`, `line 2: accuracy: found -1, want a fraction in [0, 1]; hint: divide percentages by 100`},
		// order
		{`"epoch":0,"class":0`, `"epoch":1,"class":0`, `line 2: epoch: found 1, want 0, for class 0; ` + orderHint},
		{`"epoch":0,"class":1`, `"epoch":1,"class":0`, `line 3: epoch: found 1, want 0, for class 1; ` + orderHint},
		{`"epoch":0,"class":1`, `"epoch":0,"class":0`, `line 3: class: found 0, want 1; ` + orderHint},
		{`"epoch":1,"class":0`, `"epoch":2,"class":0`, `line 4: epoch: found 2, want 1, for class 0; ` + orderHint},
		{`"epoch":1,"class":0`, `"epoch":0,"class":2`, `line 4: epoch: found 0, want 1, for class 0; ` + orderHint},
	} {
		if !strings.Contains(soundFile, broken.old) {
			t.Fatalf("no %s in the file", broken.old)
		}
		file := strings.Replace(soundFile, broken.old, broken.new, 1)
		_, _, err := decode([]byte(file))
		if err == nil || err.Error() != "trajectory: run.jsonl: "+broken.want {
			t.Errorf("%q for %q: error\n%v\nwant\ntrajectory: run.jsonl: %s", broken.new, broken.old, err, broken.want)
		}
	}
}

func TestReaderGoesOnToReturnItsError(t *testing.T) {
	r, err := NewReader("x", strings.NewReader(strings.Replace(soundFile, `"flow":0`, `"flow":NaN`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	_, first := r.Next()
	if _, second := r.Next(); first == nil || second != first {
		t.Errorf("%v, then %v", first, second)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

func TestReaderReturnsErrorsOfItsSource(t *testing.T) {
	broken := errors.New("broken cable")
	for _, before := range []int{0, 10, len(soundHeader) + 10} {
		source := io.MultiReader(strings.NewReader(soundFile[:before]), iotest.ErrReader(broken))
		r, err := NewReader("x", source)
		if err == nil {
			_, err = r.Next()
		}
		if !errors.Is(err, broken) || !strings.HasSuffix(err.Error(), "; hint: the file can't be read to its end, check the disk") {
			t.Errorf("after %d bytes: %v", before, err)
		}
	}
}

func TestOpenAndReadFile(t *testing.T) {
	path := inFolder(t, "run.jsonl")
	if _, err := Open(path); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "; hint: ") {
		t.Errorf("a missing file: %v", err)
	}
	if _, _, err := ReadFile(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	mustWrite(t, path, []byte("{}\n"))
	if _, err := Open(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a wrong header: %v", err)
	}
	mustWrite(t, path, []byte(soundFile))
	header, epochs, err := ReadFile(path)
	if err != nil || header.Version != "v1" || len(epochs) != 2 {
		t.Errorf("%+v, %v, %v", header, epochs, err)
	}
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if _, err := r.Next(); err != nil && !errors.Is(err, os.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

// endless yields its text again and again.
type endless struct {
	text string
	left int64
}

func (e *endless) Read(p []byte) (n int, err error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	for n < len(p) {
		n += copy(p[n:], e.text)
	}
	e.left -= int64(n)
	return n, nil
}

func TestReaderMemoryIsBounded(t *testing.T) {
	many := strings.Replace(soundHeader, `"classes":2,"class_sizes":[900,30]`, `"classes":1048576`, 1) + "\n"
	for _, hostile := range []struct {
		name   string
		source io.Reader
		want   string
	}{
		{"a line of 1 GB", &endless{"x", 1 << 30}, "trajectory: x: line 1: found a longer line, want at most 33554432 bytes; hint: a trajectory has a line feed after every record"},
		{"a record of 1 GB", io.MultiReader(strings.NewReader(many+`{"`), &endless{"x", 1 << 30}), "trajectory: x: line 2: found a longer line, want at most 33554432 bytes; hint: a trajectory has a line feed after every record"},
		{"a list nested deeply", io.MultiReader(strings.NewReader(`{"clip":`), &endless{"[", 30 << 20}), `trajectory: x: line 1: clip: found [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[… at byte 10, want a value; hint: a line is one flat JSON object, as json.dumps of a dict without indentation`},
		{"classes without records", strings.NewReader(many), "EOF"},
		{"classes with one record", strings.NewReader(many + soundFirst), "EOF"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r, err := NewReader("x", hostile.source)
		if err == nil {
			_, err = r.Next()
		}
		runtime.ReadMemStats(&after)
		wantError(t, err, hostile.want)
		if total := after.TotalAlloc - before.TotalAlloc; total > 8*MaxLineBytes {
			t.Errorf("%s: allocated %d MB", hostile.name, total>>20)
		}
	}
}

func TestReaderReadsLongLines(t *testing.T) {
	file := bytes.ReplaceAll([]byte(soundFile), []byte(`,"`), []byte(","+strings.Repeat(" ", 1<<16)+`"`))
	_, epochs, err := decode(file)
	if err != nil || len(epochs) != 2 {
		t.Errorf("%d epochs, %v", len(epochs), err)
	}
}
