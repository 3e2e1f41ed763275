package trajectory

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"aeed/dynamics"
)

const soundHeader = `{"format":"aeed-trajectory/1","source":"training","law":"logistic","driver":"flow","eta":0.5,"gamma":0.05,"beta":0.9,"clip":[0.1,4],"classes":2,"class_sizes":[900,30],"initial_weight":1,"normalisation":"none","precision":"float32","seed":18446744073709551615,"version":"v1"}`

func TestHeaderReadsEveryField(t *testing.T) {
	var h Header
	if err := json.Unmarshal([]byte(soundHeader), &h); err != nil {
		t.Fatal(err)
	}
	want := Header{
		Source: SourceTraining, Law: "logistic", Driver: dynamics.DriveFlow,
		Eta: 0.5, Gamma: 0.05, Beta: 0.9, Clip: dynamics.Clip{Low: 0.1, High: 4},
		Classes: 2, ClassSizes: []int{900, 30}, InitialWeight: 1,
		Normalisation: NormaliseNone, Precision: PrecisionFloat32, Seed: new(uint64(math.MaxUint64)), Version: "v1",
	}
	if !reflect.DeepEqual(h, want) {
		t.Fatalf("read %+v, want %+v", h, want)
	}
	if line, err := json.Marshal(h); err != nil || string(line) != soundHeader {
		t.Fatalf("wrote %s, %v", line, err)
	}
}

func TestHeaderForms(t *testing.T) {
	for _, form := range []struct{ name, old, new string }{
		{"unclipped", `[0.1,4]`, `null`},
		{"no upper end", `[0.1,4]`, `[0.1,null]`},
		{"law of one's own", `"logistic"`, `"\"mine\" <&> ü"`},
		{"without class sizes", `"class_sizes":[900,30],`, ``},
		{"without seed", `"seed":18446744073709551615,`, ``},
		{"without version", `,"version":"v1"`, ``},
		{"empty version", `"v1"`, `""`},
		{"escaped", `"aeed-trajectory/1"`, `"aeed-trajectory\/1"`},
		{"integers as floats", `2,"class_sizes":[900,30]`, `2.0,"class_sizes":[9e2, 30.0]`},
		{"seed as a float", `18446744073709551615`, `1e3`},
		{"white space", `,`, " ,\t\r"},
	} {
		var h, again Header
		if err := h.UnmarshalJSON([]byte(strings.ReplaceAll(soundHeader, form.old, form.new))); err != nil {
			t.Errorf("%s: %v", form.name, err)
			continue
		}
		line, err := h.MarshalJSON()
		if err != nil {
			t.Errorf("%s: %v", form.name, err)
		}
		if err := again.UnmarshalJSON(line); err != nil || !reflect.DeepEqual(h, again) {
			t.Errorf("%s: %+v came back as %+v, %v", form.name, h, again, err)
		}
	}
}

func TestHeaderErrors(t *testing.T) {
	for _, broken := range []struct{ old, new, want string }{
		{`aeed-trajectory/1`, `aeed-trajectory/2`, `format: found "aeed-trajectory/2", want "aeed-trajectory/1"; hint: the first line is the header; a file of another version of the format needs another version of aeed`},
		{`"format":"aeed-trajectory/1",`, ``, `format: found nothing, want "aeed-trajectory/1"; hint: the first line is the header; a file of another version of the format needs another version of aeed`},
		{`"format":`, `"format":"aeed-trajectory/1","format":`, `format: found the key twice, want it once; hint: programs disagree on which of two values counts`},
		{`"eta":0.5`, `"eta":0.5,"eta":0.5`, `eta: found the key twice, want it once; hint: programs disagree on which of two values counts`},
		{`"eta":0.5,`, ``, `eta: found nothing, want a value; hint: every key of the header is required but class_sizes, seed and version`},
		{`"eta"`, `"lr":1,"eta"`, `found the key lr, want the keys of the header only; hint: notes of your own belong in another file`},
		{`"eta":0.5`, `"eta":"0.5"`, `eta: found "0.5", want a finite number; hint: write numbers without quotes`},
		{`"eta":0.5`, `"eta":null`, `eta: found null, want a finite number; hint: null is only for an entropy without samples, an accuracy and a clip`},
		{`"eta":0.5`, `"eta":NaN`, `eta: found NaN, want a finite number; hint: JSON has no NaN and no Infinity: the training has diverged, or null was meant`},
		{`"eta":0.5`, `"eta":true`, `eta: found true, want a finite number; hint: write it as JSON does: 0.5, -1, 1e-05`},
		{`"eta":0.5`, `"eta":1e999`, `eta: found 1e999, want a finite number that float64 can hold; hint: the training has diverged, lower its learning rate`},
		{`"eta":0.5`, `"eta":0`, `eta: found 0, want a finite adaptation rate η > 0; hint: the paper uses 0.5`},
		{`"eta":0.5`, `"eta":,`, `eta: found ,,"gamma":0.05,"beta":0.9,"clip":[0.1,4]… at byte 90, want a value; hint: a line is one flat JSON object, as json.dumps of a dict without indentation`},
		{`"gamma":0.05`, `"gamma":-1`, `gamma: found -1, want a finite self-competition γ > 0; hint: without it nothing limits a weight; the paper uses 0.05`},
		{`"beta":0.9`, `"beta":1`, `beta: found 1, want a smoothing 0 ≤ β < 1; hint: β = 1 would never hear a new entropy; the paper uses 0.9`},
		{`"initial_weight":1`, `"initial_weight":0`, `initial_weight: found 0, want a finite initial niche width > 0; hint: a class of weight 0 never recovers; the paper uses 1`},
		{`"flow"`, `"accuracy"`, `driver: found "accuracy", want "flow" or "entropy"; hint: the paper drives with the flow`},
		{`"training"`, `"dream"`, `source: found "dream", want "simulation" or "training"; hint: training is a real network, in any framework`},
		{`"training"`, `1`, `source: found 1, want a string in UTF-8; hint: as in "name", with its quotes`},
		{`"logistic"`, `""`, `law: found "", want a name in UTF-8; hint: the paper's is logistic; a law of your own may have any name`},
		{`"v1"`, "\"\xff\"", `version: found "\"\xff\"", want a string in UTF-8; hint: as in "name", with its quotes`},
		{`"v1"`, `"\x"`, `version: found "\x", want a string in UTF-8; hint: as in "name", with its quotes`},
		{`"none"`, `"softmax"`, `normalisation: found "softmax", want "none", "mean-1" or "sum"; hint: the paper's is none; PyTorch's weighted cross-entropy is sum`},
		{`"float32"`, `"float16"`, `precision: found "float16", want "float64" or "float32"; hint: the type in which the controller computed, not the network`},
		{`[0.1,4]`, `[4,0.1]`, `clip: found [4, 0.1], want 0 < low < high, or none; hint: the lower end comes first, as in 0.1,4; at 0 a class would never recover`},
		{`[0.1,4]`, `[0.1]`, `clip: found [0.1], want [low, high], [low, null] without an upper end, or null without a clip; hint: the paper's is [0.1, 4]`},
		{`[0.1,4]`, `[0.1,4,5]`, `clip: found [0.1,4,5], want [low, high], [low, null] without an upper end, or null without a clip; hint: the paper's is [0.1, 4]`},
		{`[0.1,4]`, `[null,4]`, `clip: found [null,4], want [low, high], [low, null] without an upper end, or null without a clip; hint: the paper's is [0.1, 4]`},
		{`[0.1,4]`, `4`, `clip: found 4, want [low, high], [low, null] without an upper end, or null without a clip; hint: the paper's is [0.1, 4]`},
		{`[0.1,4]`, `[[0.1],4]`, `clip: found [0.1],4],"classes":2,"class_sizes":[900,… at byte 126, want a value; hint: a line is one flat JSON object, as json.dumps of a dict without indentation`},
		{`"classes":2`, `"classes":1`, `classes: found 1, want an integer in [2, 1048576]; hint: the number of classes of the whole data set`},
		{`"classes":2`, `"classes":1e9`, `classes: found 1000000000, want an integer in [2, 1048576]; hint: the number of classes of the whole data set`},
		{`"classes":2`, `"classes":2.5`, `classes: found 2.5, want an integer in [0, 9007199254740991]; hint: 1, 1.0 and 1e0 are the same integer`},
		{`[900,30]`, `[900]`, `class_sizes: found 1 sizes, want one for each of the 2 classes; hint: leave the key out if the sizes are not known`},
		{`[900,30]`, `null`, `class_sizes: found null at byte 1, want "["; hint: a line is one flat JSON object, as json.dumps of a dict without indentation`},
		{`[900,30]`, `[900,null]`, `class_sizes: found null, want a finite number; hint: null is only for an entropy without samples, an accuracy and a clip`},
		{`[900,30]`, `[900,-1]`, `class_sizes: found -1, want an integer in [0, 9007199254740991]; hint: 1, 1.0 and 1e0 are the same integer`},
		{`[900,30]`, `[900,30,]`, `class_sizes: found ],"initial_weight":1,"normalisation":"no… at byte 167, want a value; hint: a line is one flat JSON object, as json.dumps of a dict without indentation`},
		{`18446744073709551615`, `-1`, `seed: found -1, want an integer in [0, 9007199254740991]; hint: 1, 1.0 and 1e0 are the same integer`},
		{`18446744073709551615`, `+1`, `seed: found +1, want a finite number; hint: write it as JSON does: 0.5, -1, 1e-05`},
		{`"v1"}`, `"v1"}}`, `found } at byte 275, want the end of the line; hint: a line is one flat JSON object, as json.dumps of a dict without indentation`},
		{`"v1"}`, `"v1"`, `found a header that is cut off, want a whole header; hint: it is one flat JSON object`},
		{`"v1"}`, `"v1`, `found a header that is cut off, want a whole header; hint: it is one flat JSON object`},
		{`{"format"`, `["format"`, `found ["format":"aeed-trajectory/1","source":"… at byte 1, want "{"; hint: a line is one flat JSON object, as json.dumps of a dict without indentation`},
	} {
		if !strings.Contains(soundHeader, broken.old) {
			t.Fatalf("no %s in the header", broken.old)
		}
		h := Header{Law: "untouched"}
		err := h.UnmarshalJSON([]byte(strings.Replace(soundHeader, broken.old, broken.new, 1)))
		if err == nil || err.Error() != "trajectory: "+broken.want {
			t.Errorf("%s for %s: error\n%v\nwant\ntrajectory: %s", broken.new, broken.old, err, broken.want)
		}
		if h.Law != "untouched" {
			t.Errorf("%s: an error changed the header", broken.new)
		}
	}
}

func TestHeaderThatCannotBeWritten(t *testing.T) {
	for name, breakIt := range map[string]func(h *Header){
		"law":         func(h *Header) { h.Law = "\xff" },
		"version":     func(h *Header) { h.Version = "\xff" },
		"class_sizes": func(h *Header) { h.ClassSizes = []int{1, -1} },
		"eta":         func(h *Header) { h.Eta = math.NaN() },
		"":            func(h *Header) { h.Version = strings.Repeat("x", MaxLineBytes) },
	} {
		h := NewHeader(2, dynamics.DefaultParameters())
		breakIt(&h)
		_, err := h.MarshalJSON()
		var fault *FormatError
		if !errors.As(err, &fault) || fault.Field != name {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if h := NewHeader(2, dynamics.Parameters{}); h.Validate() == nil {
		t.Error("parameters without a law are valid")
	}
}

func TestHeaderLongestListFitsTheLine(t *testing.T) {
	h := NewHeader(MaxClasses, dynamics.DefaultParameters())
	h.ClassSizes = make([]int, MaxClasses)
	for class := range h.ClassSizes {
		h.ClassSizes[class] = maxInteger
	}
	line, err := h.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	if r, err := NewReader("big", strings.NewReader(string(line))); err != nil || !sameHeader(h, r.Header()) {
		t.Fatal(err)
	}
	line = []byte(strings.Replace(string(line), "[", "[1,", 2))
	if err := h.UnmarshalJSON(line); err == nil {
		t.Error("one class size too many is read")
	}
}

func TestHeaderParameters(t *testing.T) {
	want := dynamics.DefaultParameters()
	want.Law, want.Driver, want.Clip = dynamics.Anchored{}, dynamics.DriveEntropy, dynamics.Unclipped()
	if p, err := NewHeader(2, want).Parameters(); err != nil || p != want {
		t.Errorf("%+v, %v, want %+v", p, err, want)
	}
	h := NewHeader(2, want)
	h.Law = "mine"
	if err := h.Validate(); err != nil {
		t.Errorf("a law of one's own: %v", err)
	}
	p, err := h.Parameters()
	wantError(t, err, `law = "mine": want "logistic" or "anchored"; hint: the paper's is logistic`)
	if p.Eta != want.Eta {
		t.Error("no parameters beside the error")
	}
}

func TestTolerance(t *testing.T) {
	if PrecisionFloat64.Tolerance() != 1e-12 || PrecisionFloat32.Tolerance() != 1e-5 {
		t.Error("tolerances are not those of the format")
	}
}
