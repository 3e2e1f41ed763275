package format

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aeed/train/skeleton"
)

// kineticsBodyText returns a body whose joint v is at (x, v/18) with the given score,
// but 0 for joint 3.
func kineticsBodyText(x, score float64) string {
	var pose, scores []float64
	for v := range 18 {
		pose = append(pose, x, float64(v)/18)
		scores = append(scores, score)
	}
	scores[3] = 0
	text, _ := json.Marshal(map[string][]float64{"pose": pose, "score": scores}) // of numbers
	return string(text)
}

// kineticsText returns a file with the given frames, label "abseiling" and class 1.
func kineticsText(frames ...string) string {
	return fmt.Sprintf(`{"data":[%s],"label":"abseiling","label_index":1}`, strings.Join(frames, ","))
}

func kineticsFrameText(index int, bodies ...string) string {
	return fmt.Sprintf(`{"frame_index":%d,"skeleton":[%s]}`, index, strings.Join(bodies, ","))
}

const (
	kineticsTrainLabels = `{"b": {"has_skeleton": true, "label": "abseiling", "label_index": 1},
		"a": {"has_skeleton": false, "label": "zumba", "label_index": 3}}`
	kineticsValLabels = ` {"c" : {"label_index":1,"label":"abseiling","has_skeleton":true}} `
)

func TestKineticsJSON(t *testing.T) {
	source, err := Open(folderOf(t, map[string]string{
		"kinetics_train/b.json":     kineticsText(kineticsFrameText(1, kineticsBodyText(0.25, 0.5))),
		"kinetics_val/c.json":       kineticsText(kineticsFrameText(2, kineticsBodyText(0.5, 0.25))),
		"kinetics_train_label.json": kineticsTrainLabels,
		"kinetics_val_label.json":   kineticsValLabels,
	}), "")
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	d := source.Describe()
	if d.Format != "kinetics-json" || !d.Graph.Equal(skeleton.OpenPose18()) || d.Channels != 3 || d.Bodies != 2 ||
		!slices.Equal(d.Classes, []string{"class 0", "abseiling", "class 2", "zumba"}) {
		t.Errorf("%+v", d)
	}
	if fmt.Sprint(source.Splits()) != "[{official [a b] [c]}]" {
		t.Errorf("splits %v", source.Splits())
	}
	if source.Len() != 3 {
		t.Fatalf("%d clips", source.Len())
	}
	for i, want := range []skeleton.Record{{Name: "a", Class: 3}, {Name: "b", Class: 1}, {Name: "c", Class: 1}} {
		clip, err := source.Clip(i)
		if got := source.Record(i); got != want {
			t.Errorf("record %+v, want %+v", got, want)
		}
		if i == 0 {
			if !errors.Is(err, skeleton.ErrNobody) || !strings.Contains(err.Error(), "a.json") {
				t.Errorf("error %v", err)
			}
		} else if err != nil || clip.Record != want || clip.Frames != i {
			t.Errorf("clip of %+v with %d frames, error %v", clip.Record, clip.Frames, err)
		}
	}
}

func TestKineticsPositions(t *testing.T) {
	record := skeleton.Record{Name: "b", Class: 1}
	// Six bodies, of which the last, with the highest score, is one too many; ties stay
	// in their order.
	crowd := []string{
		kineticsBodyText(0.1, 0.2), kineticsBodyText(0.2, 0.6), kineticsBodyText(0.3, 0.4),
		kineticsBodyText(0.4, 0.6), kineticsBodyText(0.6, 0.1), kineticsBodyText(0.7, 0.9),
	}
	clip, err := parseKinetics("the file", record, "abseiling",
		[]byte(kineticsText(kineticsFrameText(4, crowd...), kineticsFrameText(2, kineticsBodyText(0.9, 0.3)), kineticsFrameText(3))))
	if err != nil {
		t.Fatal(err)
	}
	if clip.Frames != 4 || clip.Joints != 18 || clip.Bodies != 2 || clip.Channels != 3 {
		t.Fatalf("%d frames of %d joints of %d bodies", clip.Frames, clip.Joints, clip.Bodies)
	}
	x := map[[2]int]float64{{3, 0}: 0.2, {3, 1}: 0.4, {1, 0}: 0.9}
	score := map[[2]int]float64{{3, 0}: 0.6, {3, 1}: 0.6, {1, 0}: 0.3}
	for f := range 4 {
		for m := range 2 {
			for v := range 18 {
				want := [3]float32{}
				if at, there := x[[2]int{f, m}]; there && v != 3 {
					want = [3]float32{float32(at - 0.5), float32(float64(v)/18 - 0.5), float32(score[[2]int{f, m}])}
				}
				if got := [3]float32{clip.At(0, f, v, m), clip.At(1, f, v, m), clip.At(2, f, v, m)}; got != want {
					t.Fatalf("joint %d of body %d in frame %d is %v, want %v", v, m, f, got, want)
				}
			}
		}
	}
	// More frames than a clip of ten seconds has.
	var frames []string
	for f := range 301 {
		frames = append(frames, kineticsFrameText(f+1, kineticsBodyText(0.1, 0.5)))
	}
	clip, err = parseKinetics("the file", record, "abseiling", []byte(kineticsText(frames...)))
	if err != nil || clip.Frames != 301 {
		t.Errorf("%d frames, error %v", clip.Frames, err)
	}
}

var kineticsSample = skeleton.Record{Name: "b", Class: 1}

// kineticsFaults are texts of kineticsSample that are wrong, and what must be said.
func kineticsFaults() map[string][2]string {
	body := kineticsBodyText(0.25, 0.5)
	good := kineticsText(kineticsFrameText(1, body), kineticsFrameText(2, body))
	change := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	return map[string][2]string{
		"empty":              {"", "found unexpected end of JSON input"},
		"truncated":          {good[:len(good)/2], fmt.Sprintf("byte %d: want JSON", len(good)/2)},
		"null":               {"null", `label: want "abseiling"`},
		"deeply nested":      {strings.Repeat(`{"data":[`, 1<<18), "exceeded max depth"},
		"another label":      {change("abseiling", "zumba"), `label: want "abseiling", as the label file says, found "zumba"`},
		"another class":      {change(`"label_index":1`, `"label_index":2`), "label_index: want 1, as the label file says, found 2"},
		"no class":           {change(`"label_index":1`, `"label_indices":1`), "label_index: want 1, found none"},
		"class of text":      {change(`"label_index":1`, `"label_index":"1"`), "found a string"},
		"no data":            {change(`"data"`, `"frames"`), "data: want an array of frames, found none"},
		"data is an object":  {`{"data":{}}`, "found a object"},
		"frame 0":            {change(`"frame_index":1`, `"frame_index":0`), "data[0]: want frame_index 1 … 300, found 0"},
		"negative frame":     {change(`"frame_index":2`, `"frame_index":-1`), "data[1]: want frame_index 1 … 300, found -1"},
		"frame 301":          {change(`"frame_index":2`, `"frame_index":301`), "data[1]: want frame_index 1 … 300, found 301"},
		"frame 2⁶⁰":          {change(`"frame_index":2`, `"frame_index":1152921504606846976`), "found 1152921504606846976"},
		"frame 10³⁰":         {change(`"frame_index":2`, `"frame_index":1e30`), "frame_index"},
		"no frame":           {change(`"frame_index":2,`, ``), "data[1]: want frame_index 1 … 300, found 0"},
		"a frame twice":      {change(`"frame_index":2`, `"frame_index":1`), "data[1]: want every frame_index once, found 1 twice"},
		"null frame":         {`{"data":[null],"label":"abseiling","label_index":1}`, "data[0]"},
		"no bodies":          {change(`"skeleton"`, `"skeletons"`), "frame_index 1, skeleton: want an array of bodies, found none"},
		"null body":          {change(body, "null"), "frame_index 1, body 0, pose: want 36 numbers within ±1e9, found 0"},
		"38 coordinates":     {change(`"pose":[`, `"pose":[0,0,`), "body 0, pose: want 36 numbers within ±1e9, found 38"},
		"17 scores":          {change(`"score":[0.5,`, `"score":[`), "body 0, score: want 18 numbers within ±1e9, found 17"},
		"a null coordinate":  {change(`"pose":[0.25,`, `"pose":[null,`), `found "[null,`},
		"1e999":              {change(`"pose":[0.25,`, `"pose":[1e999,`), `found "[1e999,`},
		"a nested score":     {change(`"score":[0.5,`, `"score":[[0.5],`), `found "[[0.5],`},
		"fault in 6th body":  {kineticsText(kineticsFrameText(1, body, body, body, body, body, "{}")), "body 5, pose"},
		"text after the end": {good + "x", "byte"},
	}
}

func TestKineticsFaults(t *testing.T) {
	for name, c := range kineticsFaults() {
		_, err := parseKinetics("the file", kineticsSample, "abseiling", []byte(c[0]))
		if wrong, is := errors.AsType[*skeleton.FormatError](err); !is || wrong.File != "the file" || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("%s: error %v, want one with %q", name, err, c[1])
		}
	}
}

func TestKineticsWithoutBody(t *testing.T) {
	for _, text := range []string{
		kineticsText(),
		kineticsText(kineticsFrameText(1), kineticsFrameText(2)),
		kineticsText(kineticsFrameText(1, kineticsBodyText(0.3, 0))),
	} {
		if _, err := parseKinetics("the file", kineticsSample, "abseiling", []byte(text)); !errors.Is(err, skeleton.ErrNobody) || !strings.Contains(err.Error(), "the file") {
			t.Errorf("%s: error %v", text, err)
		}
	}
}

// labelFaults are texts of a label file that are wrong, and what must be said of them.
func labelFaults() map[string][2]string {
	entry := func(id, rest string) string { return fmt.Sprintf(`{%q: {%s}}`, id, rest) }
	const good = `"has_skeleton": true, "label": "x", "label_index": 0`
	faults := map[string][2]string{
		"empty":           {"", "want JSON, found EOF"},
		"truncated":       {`{"a": {"has_skeleton": true, "la`, "unexpected EOF"},
		"not closed":      {`{"a": {` + good + `}`, "want JSON"},
		"no colon":        {`{"a" {` + good + `}}`, "want JSON"},
		"an array":        {"[]", `want an object {ID: {"has_skeleton", "label", "label_index"}}, found [`},
		"text":            {`"x"`, "found x"},
		"more after it":   {entry("a", good) + entry("b", good), "want the end of the file"},
		"entry of number": {`{"a": 1}`, "found a number"},
		"null entry":      {`{"a": null}`, `entry "a": want has_skeleton, label and label_index, found less`},
		"no label":        {entry("a", `"has_skeleton": true, "label_index": 0`), "want has_skeleton, label and label_index"},
		"no index":        {entry("a", `"has_skeleton": true, "label": "x"`), "want has_skeleton, label and label_index"},
		"no has_skeleton": {entry("a", `"label": "x", "label_index": 0`), "want has_skeleton, label and label_index"},
		"negative class":  {entry("a", `"has_skeleton": true, "label": "x", "label_index": -1`), "want label_index 0 … 65535, found -1"},
		"huge class":      {entry("a", `"has_skeleton": true, "label": "x", "label_index": 65536`), "found 65536"},
		"twice":           {`{"a": {` + good + `}, "a": {` + good + `}}`, `entry "a": want every ID once`},
		"two labels":      {`{"a": {` + good + `}, "b": {` + strings.Replace(good, "x", "y", 1) + `}}`, `entry "b": want label "x" of label_index 0, as another entry says, found "y"`},
		"deeply nested":   {`{"a": ` + strings.Repeat("[", 1<<20), "exceeded max depth"},
	}
	for _, id := range []string{"", ".", "..", "../a", "a/b", `a\b`, "/etc/passwd", `..\a`, "a/../../b"} {
		faults["ID "+id] = [2]string{entry(id, good), "want an ID that names a file in the folder"}
	}
	return faults
}

func newLabels() *kineticsLabels {
	return &kineticsLabels{classes: map[int]string{}, ids: map[string]bool{}}
}

func TestKineticsLabelFaults(t *testing.T) {
	for name, c := range labelFaults() {
		_, err := newLabels().read("the file", strings.NewReader(c[0]))
		if wrong, is := errors.AsType[*skeleton.FormatError](err); !is || wrong.File != "the file" || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("%s: error %v, want one with %q", name, err, c[1])
		}
	}
	labels := newLabels()
	if _, err := labels.read("train", strings.NewReader(kineticsTrainLabels)); err != nil {
		t.Fatal(err)
	}
	if _, err := labels.read("val", strings.NewReader(strings.Replace(kineticsValLabels, "abseiling", "climbing", 1))); err == nil {
		t.Error("train and val may give a class two labels")
	}
	if _, err := labels.read("val", strings.NewReader(kineticsTrainLabels)); err == nil {
		t.Error("a clip may be to train with and to test on")
	}
}

func TestKineticsFoldersThatLackSomething(t *testing.T) {
	whole := map[string]string{
		"kinetics_train/b.json":     "",
		"kinetics_val/c.json":       "",
		"kinetics_train_label.json": kineticsTrainLabels,
		"kinetics_val_label.json":   kineticsValLabels,
	}
	for missing := range whole {
		folder := folderOf(t, whole)
		if err := os.Remove(filepath.Join(folder, missing)); err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Dir(missing), ".")
		os.Remove(filepath.Join(folder, name)) // the folder, which is empty now
		if name == "" {
			name = missing
		}
		if _, err := OpenKineticsJSON(folder); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: error %v", missing, err)
		}
	}
	if _, err := OpenKineticsJSON(filepath.Join(t.TempDir(), "nothing")); err == nil {
		t.Error("no folder is no error")
	}
	whole["kinetics_val/other.json"] = ""
	folder := folderOf(t, whole)
	os.Remove(filepath.Join(folder, "kinetics_val/c.json"))
	source, err := OpenKineticsJSON(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	if _, err := source.Clip(2); err == nil || !strings.Contains(err.Error(), filepath.Join("kinetics_val", "c.json")) {
		t.Errorf("error %v", err)
	}
}
