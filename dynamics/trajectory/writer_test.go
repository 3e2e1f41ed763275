package trajectory

import (
	"bytes"
	"errors"
	"io/fs"
	"math"
	"os"
	"strings"
	"testing"

	"aeed/dynamics"
)

// mustCreate writes a file with a Writer and returns it open.
func mustCreate(t testing.TB, path string, header Header, epochs []Epoch) *Writer {
	t.Helper()
	w, err := Create(path, header)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	for _, e := range epochs {
		if err := w.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func TestWriterWritesWhatReaderReads(t *testing.T) {
	header, epochs := simulate(5, 4)
	path := inFolder(t, "run.jsonl")
	w := mustCreate(t, path, header, epochs)
	got, read, err := ReadFile(path)
	if err != nil || !sameHeader(got, header) || !sameBits(read, epochs) {
		t.Errorf("%+v, %v, %v", got, read, err)
	}
	if !bytes.Equal(mustRead(t, path), encode(t, header, epochs)) {
		t.Error("the file is not the encoding of its epochs")
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	if err := w.Append(epochs[0]); err == nil {
		t.Error("an epoch out of order after Close is no error")
	}
}

func TestCreateErrors(t *testing.T) {
	header, epochs := simulate(2, 1)
	path := inFolder(t, "run.jsonl")
	mustCreate(t, path, header, epochs)
	before := mustRead(t, path)
	_, err := Create(path, header)
	wantError(t, err, "trajectory: open "+path+": file exists; hint: resume the run that it belongs to, or write to another path")
	if !errors.Is(err, fs.ErrExist) || !bytes.Equal(before, mustRead(t, path)) {
		t.Error("the file that was there has changed")
	}
	missing := inFolder(t, "missing/run.jsonl")
	_, err = Create(missing, header)
	wantError(t, err, "trajectory: open "+missing+": no such file or directory; hint: the folder must exist and be writable")
	header.Classes = 1
	_, err = Create("nowhere", header)
	wantError(t, err, "trajectory: nowhere: header: classes: found 1, want an integer in [2, 1048576]; hint: the number of classes of the whole data set")
	if _, _, err = Resume(path, header); err == nil {
		t.Error("an invalid header resumes a run")
	}
}

func TestAppendErrors(t *testing.T) {
	header, epochs := simulate(2, 2)
	path := inFolder(t, "run.jsonl")
	w := mustCreate(t, path, header, epochs[:1])
	before := mustRead(t, path)
	for _, broken := range []struct {
		name   string
		change func(e *Epoch, r *Record)
		want   string
	}{
		{"number", func(e *Epoch, r *Record) { e.Number = 2 }, "epoch 1: epoch: found 2, want 1; hint: append every epoch once, in order; after Resume go on at the number that it returned"},
		{"flow", func(e *Epoch, r *Record) { r.Flow = math.NaN() }, "epoch 1, class 1: flow: found NaN, want a finite number; hint: the training has diverged: lower its learning rate, or set a clip"},
		{"weight", func(e *Epoch, r *Record) { r.Weight = math.Inf(1) }, "epoch 1, class 1: weight: found +Inf, want a finite number; hint: the training has diverged: lower its learning rate, or set a clip"},
		{"raw", func(e *Epoch, r *Record) { r.NextWeightRaw = math.Inf(-1) }, "epoch 1, class 1: next_weight_raw: found -Inf, want a finite number; hint: the training has diverged: lower its learning rate, or set a clip"},
		{"next", func(e *Epoch, r *Record) { r.NextWeight = math.NaN() }, "epoch 1, class 1: next_weight: found NaN, want a finite number; hint: the training has diverged: lower its learning rate, or set a clip"},
		{"loss", func(e *Epoch, r *Record) { r.LossWeight = math.NaN() }, "epoch 1, class 1: loss_weight: found NaN, want a finite number; hint: the training has diverged: lower its learning rate, or set a clip"},
		{"count", func(e *Epoch, r *Record) { r.Count = -1 }, "epoch 1, class 1: count: found -1, want an integer in [0, 9007199254740991]; hint: epochs and classes count from 0; 1, 1.0 and 1e0 are the same integer"},
		{"unseen", func(e *Epoch, r *Record) { r.Count = 0; r.Entropy = 0 }, "epoch 1, class 1: entropy: found 0, want null, as count is 0; hint: a class that the epoch didn't show has no entropy"},
		{"seen", func(e *Epoch, r *Record) { r.Entropy = math.NaN() }, "epoch 1, class 1: entropy: found null, want a number, as count is 1; hint: null is for a class that the epoch didn't show"},
		{"entropy", func(e *Epoch, r *Record) { r.Entropy = 2 }, "epoch 1, class 1: entropy: found 2, want nats in [0, ln C = 0.6931]; hint: use natural logarithms, and probabilities that sum to 1"},
		{"infinity", func(e *Epoch, r *Record) { r.Entropy = math.Inf(1) }, "epoch 1, class 1: entropy: found +Inf, want a finite number; hint: the training has diverged: lower its learning rate, or set a clip"},
		{"accuracy", func(e *Epoch, r *Record) { r.Accuracy = 50 }, "epoch 1, class 1: accuracy: found 50, want a fraction in [0, 1]; hint: divide percentages by 100"},
	} {
		e := Epoch{Number: 1, Classes: append([]Record(nil), epochs[1].Classes...)}
		broken.change(&e, &e.Classes[1])
		wantError(t, w.Append(e), "trajectory: "+path+": "+broken.want)
		wantError(t, WriteParquet(path+".parquet", header, []Epoch{epochs[0], e}), "trajectory: "+path+".parquet: "+broken.want)
	}
	if !bytes.Equal(before, mustRead(t, path)) {
		t.Error("an epoch that is refused changed the file")
	}
	if err := w.Append(epochs[1]); err != nil {
		t.Errorf("after errors: %v", err)
	}
	if _, err := os.Stat(path + ".parquet"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a refused table left a file: %v", err)
	}
}

func TestAppendPanicsOnAnotherNumberOfClasses(t *testing.T) {
	header, epochs := simulate(3, 1)
	w := mustCreate(t, inFolder(t, "run.jsonl"), header, nil)
	defer func() {
		if cause := recover(); cause != "trajectory: epoch without one record for each class" {
			t.Errorf("panic %v", cause)
		}
	}()
	epochs[0].Classes = epochs[0].Classes[:2]
	w.Append(epochs[0])
}

func TestResumeErrors(t *testing.T) {
	header, epochs := simulate(2, 2)
	path := inFolder(t, "run.jsonl")
	_, _, err := Resume(path, header)
	wantError(t, err, "trajectory: open "+path+": no such file or directory; hint: a run that has no trajectory yet begins with a new one")
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error("a missing file is not told apart")
	}
	whole := encode(t, header, epochs)
	for _, broken := range []struct{ file, want string }{
		{strings.Replace(string(whole), `"seed":1`, `"seed":2`, 1), `: line 1: seed: found 2, want 1 as in the run to resume; hint: resume with the configuration that began the run, or begin a new one`},
		{strings.Replace(string(whole), `,"seed":1`, ``, 1), `: line 1: seed: found nothing, want 1 as in the run to resume; hint: resume with the configuration that began the run, or begin a new one`},
		{strings.Replace(string(whole), `"flow":0`, `"flow":x`, 1), `: line 2: flow: found x, want a finite number; hint: write it as JSON does: 0.5, -1, 1e-05`},
		{`{"format":"aeed-trajectory/1","source":"train`, `: line 1: found a header line that is cut off, want a whole header line; hint: the run was killed before it began: delete the file, or resume the run`},
	} {
		mustWrite(t, path, []byte(broken.file))
		_, _, err := Resume(path, header)
		wantError(t, err, "trajectory: "+path+broken.want)
		if string(mustRead(t, path)) != broken.file {
			t.Error("a failed Resume changed the file")
		}
	}
}

// A valid file that is cut at any byte keeps exactly its whole epochs, and
// goes on to become the file of the unbroken run.
func TestTornAtEveryByte(t *testing.T) {
	header, epochs := simulate(2, 3)
	whole := encode(t, header, epochs)
	headerBytes := bytes.IndexByte(whole, '\n')
	ends := []int{headerBytes} // bytes that each number of epochs needs, without the last line feed
	for n := range epochs {
		ends = append(ends, len(encode(t, header, epochs[:n+1]))-1)
	}
	path := inFolder(t, "run.jsonl")
	for cut := range len(whole) + 1 {
		survivors := -1
		for survivors+1 < len(ends) && ends[survivors+1] <= cut {
			survivors++
		}
		r, err := NewReader("x", bytes.NewReader(whole[:cut]))
		if survivors < 0 {
			if err == nil {
				t.Fatalf("cut at %d: a torn header is read", cut)
			}
			survivors = 0
		} else {
			if err != nil {
				t.Fatalf("cut at %d: %v", cut, err)
			}
			got, err := r.readAll()
			if err != nil || !sameBits(got, epochs[:survivors]) {
				t.Fatalf("cut at %d: %d epochs, %v; want %d", cut, len(got), err, survivors)
			}
			if torn := cut > ends[survivors]+1; r.Torn() != torn {
				t.Fatalf("cut at %d: torn %v, want %v", cut, r.Torn(), torn)
			}
		}
		if testing.Short() && cut%11 != 0 {
			continue
		}
		mustWrite(t, path, whole[:cut])
		resumeAndFinish(t, path, header, epochs, survivors)
		if !bytes.Equal(mustRead(t, path), whole) {
			t.Fatalf("cut at %d: resumed to\n%s\nwant\n%s", cut, mustRead(t, path), whole)
		}
	}
}

func resumeAndFinish(t *testing.T, path string, header Header, epochs []Epoch, survivors int) {
	t.Helper()
	w, next, err := Resume(path, header)
	if err != nil || next != survivors {
		t.Fatalf("resume at %d, %v; want %d", next, err, survivors)
	}
	defer w.Close()
	for _, e := range epochs[next:] {
		if err := w.Append(e); err != nil {
			t.Fatal(err)
		}
	}
}

// Where power failed, a file may be as long as its last write was to make it,
// with zeros where data never arrived.
func TestTornByPowerFailure(t *testing.T) {
	header, epochs := simulate(2, 3)
	whole := encode(t, header, epochs)
	second := len(encode(t, header, epochs[:2]))
	path := inFolder(t, "run.jsonl")
	for _, length := range []int{10, 100, bytes.IndexByte(whole, '\n'), bytes.IndexByte(whole, '\n') + 1} {
		mustWrite(t, path, append(bytes.Clone(whole[:10]), make([]byte, length-10)...))
		resumeAndFinish(t, path, header, epochs, 0)
		if !bytes.Equal(mustRead(t, path), whole) {
			t.Fatalf("a header of %d bytes, 10 of which arrived: resumed to another file", length)
		}
	}
	for arrived := second; arrived < len(whole)-1; arrived++ {
		torn := append(bytes.Clone(whole[:arrived]), make([]byte, 5000)...)
		r, err := NewReader("x", bytes.NewReader(torn))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := r.readAll(); err != nil || len(got) != 2 || !r.Torn() {
			t.Fatalf("%d bytes: %d epochs, %v, torn %v", arrived, len(got), err, r.Torn())
		}
		mustWrite(t, path, torn)
		resumeAndFinish(t, path, header, epochs, 2)
		if !bytes.Equal(mustRead(t, path), whole) {
			t.Fatalf("%d bytes: resumed to another file", arrived)
		}
	}
}

func TestResumeGoesOnWithForeignFiles(t *testing.T) {
	var header Header
	if err := header.UnmarshalJSON([]byte(soundHeader)); err != nil {
		t.Fatal(err)
	}
	_, epochs, err := decode([]byte(soundFile))
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{
		"carriage returns":     strings.ReplaceAll(soundHeader+"\n"+soundFirst+"\n"+soundSecond+"\n", "\n", "\r\n"),
		"torn after a return":  soundHeader + "\r\n" + soundFirst + "\r\n" + soundSecond + "\r",
		"no last line feed":    soundHeader + "\n" + soundFirst + "\n" + soundSecond,
		"no line feed but NUL": soundHeader + "\n" + soundFirst + "\n" + soundSecond + "\x00\x00",
		"header only":          soundHeader,
	} {
		path := inFolder(t, "run.jsonl")
		mustWrite(t, path, []byte(file))
		w, next, err := Resume(path, header)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, e := range epochs[next:] {
			if err := w.Append(e); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		w.Close()
		if _, got, err := ReadFile(path); err != nil || !sameBits(got, epochs) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func TestNewHeaderDefaults(t *testing.T) {
	h := NewHeader(2, dynamics.DefaultParameters())
	line, err := h.line()
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"format":"aeed-trajectory/1","source":"simulation","law":"logistic","driver":"flow","eta":0.5,"gamma":0.05,"beta":0.9,"clip":[0.1,4],"classes":2,"initial_weight":1,"normalisation":"none","precision":"float64"}` + "\n"; string(line) != want {
		t.Errorf("%s, want %s", line, want)
	}
}
