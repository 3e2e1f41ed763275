package format

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aeed/train/skeleton"
)

// Clips of NTU RGB+D, as NumPy and pickle write them by each protocol, must read
// as the formula that made them.
func TestPysklOfNumPy(t *testing.T) {
	for protocol := 2; protocol <= 5; protocol++ {
		source := opened(t, OpenPyskl, numpyFile(fmt.Sprintf("ntu3d-%d.pkl", protocol)))
		d := source.Describe()
		if d.Format != "pyskl" || d.Graph.Name != "ntu-25" || d.Channels != 3 || d.Bodies != 2 || len(d.Classes) != 60 || d.Classes[0] != "A001" || source.Len() != 2 {
			t.Errorf("description %v", d)
		}
		names := []string{"S001C002P003R001A001", "S017C003P008R002A060"}
		wantSplits(t, source,
			skeleton.Split{Name: "xsub", Train: names[:1], Test: names[1:]},
			skeleton.Split{Name: "xview", Train: names[1:], Test: names[:1]})
		if got, want := source.Record(1), (skeleton.Record{Name: names[1], Class: 59, Subject: 8, Camera: 3, Setup: 17}); got != want {
			t.Errorf("record %v, want %v", got, want)
		}
		for i, size := range [][2]int{{1, 3}, {2, 2}} {
			clip := clipOf(t, source, i)
			if clip.Bodies != size[0] || clip.Frames != size[1] {
				t.Errorf("clip %d has %d bodies and %d frames", i, clip.Bodies, clip.Frames)
			}
			wantPositions(t, clip, func(c, f, v, m int) float32 { return ramp(((m*clip.Frames+f)*25+v)*3 + c) })
		}
	}
}

// Points of an image come from −1 to 1 with their score, and as zero where that is
// zero.
func TestPyskl2D(t *testing.T) {
	source := opened(t, OpenPyskl, numpyFile("coco2d.pkl"))
	d := source.Describe()
	if d.Graph.Name != "coco-17" || d.Channels != 3 || d.Bodies != 3 || len(d.Classes) != 3 || d.Classes[2] != "class 2" {
		t.Errorf("description %v", d)
	}
	wantSplits(t, source,
		skeleton.Split{Name: "split1", Train: []string{"a"}, Test: []string{"b"}},
		skeleton.Split{Name: "split2", Train: []string{"b"}, Test: []string{"a"}})
	for i := range 2 {
		clip := clipOf(t, source, i)
		wantPositions(t, clip, func(c, f, v, m int) float32 {
			point := (m*clip.Frames+f)*17 + v
			score := float32(point%5) / 4
			if score == 0 {
				return 0
			}
			return []float32{(ramp(2*point) + 6 - 960) / 960, (ramp(2*point+1) + 6 - 540) / 540, score}[c]
		})
	}
}

// A clip of Kinetics-400: of frame 2 the third and the first of three persons, of
// frame 5 both in their order, and no other frames.
func TestPysklKinetics(t *testing.T) {
	source := opened(t, OpenPyskl, numpyFile("k400/k400_hrnet.pkl"))
	d := source.Describe()
	if d.Graph.Name != "coco-17" || d.Bodies != 2 || len(d.Classes) != 400 {
		t.Errorf("description %v", d)
	}
	wantSplits(t, source, skeleton.Split{Name: "official", Train: []string{"v1"}, Test: []string{"v2"}})
	clip := clipOf(t, source, 0)
	if clip.Frames != 2 || clip.Bodies != 2 || clip.Class != 399 {
		t.Fatalf("%d frames of %d bodies, class %d", clip.Frames, clip.Bodies, clip.Class)
	}
	rows := [2][2]int{{2, 0}, {3, 4}}
	position := func(row, v, c int) float32 {
		x := ramp((row*17+v)*3+c) + 7
		return []float32{(x - 128) / 128, (x - 170) / 170, x}[c]
	}
	wantPositions(t, clip, func(c, f, v, m int) float32 { return position(rows[f][m], v, c) })
	alone := clipOf(t, source, 1)
	wantPositions(t, alone, func(c, f, v, m int) float32 {
		if m == 1 {
			return 0
		}
		return position(0, v, c)
	})
	if clipOf(t, source, 0).X[0] != clip.X[0] {
		t.Error("the second reading differs")
	}
}

// The fields of sound annotations in the pickle and in a raw file.
func soundAnnotation(name string) map[string]string {
	return map[string]string{
		"frame_dir": pickledText(name), "label": pickledInt(1), "total_frames": pickledInt(2), "img_shape": pickledTuple(pickledInt(4), pickledInt(8)),
		"keypoint": pickledFloats(2, 1, 2, 17, 2), "keypoint_score": pickledFloats(1, 1, 2, 17),
	}
}

func soundRaw(name string) map[string]string {
	return map[string]string{
		"frame_dir": pickledText(name), "label": pickledInt(0), "img_shape": pickledTuple(pickledInt(4), pickledInt(8)),
		"raw_file": pickledText("kp/raw.pkl"), "frame_inds": pickledInts(0, 0, 3), "box_score": pickledFloats(0.5, 3),
	}
}

func annotation(fields map[string]string) string {
	var entries []string
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		entries = append(entries, key, fields[key])
	}
	return pickledDict(entries...)
}

// pysklOf returns a whole file of annotations, of which all are to train with.
func pysklOf(annotations ...string) string {
	return pickledDict("split", pickledDict("train", pickledNames("a"), "val", pickledNames("b")), "annotations", pickledList(annotations...)) + "."
}

// openPysklText opens a file of this text in a folder of a raw file of clip a.
func openPysklText(t *testing.T, text string) (source skeleton.Source, path string, err error) {
	t.Helper()
	folder := folderOf(t, map[string]string{
		"x.pkl":      text,
		"kp/raw.pkl": pickledDict("a", pickledDict("keypoint", pickledFloats(2, 3, 17, 3))) + ".",
	})
	path = filepath.Join(folder, "x.pkl")
	source, err = OpenPyskl(path)
	if err == nil {
		t.Cleanup(func() { source.Close() })
	}
	return source, path, err
}

func TestPysklFaults(t *testing.T) {
	with := func(sound map[string]string, changes ...string) string {
		for i := 0; i < len(changes); i += 2 {
			if sound[changes[i]] = changes[i+1]; changes[i+1] == "" {
				delete(sound, changes[i])
			}
		}
		return pysklOf(annotation(sound))
	}
	in := func(changes ...string) string { return with(soundAnnotation("a"), changes...) }
	raw := func(changes ...string) string { return with(soundRaw("a"), changes...) }
	huge := "cnumpy.core.numeric\n_frombuffer\n" + pickledTuple("C\x00", pickledDType("f4"), pickledTuple(pickledInt(0), pickledInt(1<<40), pickledInt(1<<20), pickledInt(3)), pickledText("C")) + "R"
	for name, c := range map[string]struct {
		text  string
		parts []string
	}{
		"empty":               {"", []string{"end of the file"}},
		"truncated":           {in()[:300], []string{"truncated"}},
		"wants to run":        {"cposix\nsystem\n(S'echo hurt'\ntR.", []string{"wants to call posix.system"}},
		"wants to evaluate":   {in("label", "cbuiltins\neval\n(S'1'\ntR"), []string{"wants to call builtins.eval"}},
		"a list":              {"].", []string{"a dict of split and annotations", "a list of 0"}},
		"no annotations":      {pickledDict("split", pickledDict()) + ".", []string{"annotations", "None"}},
		"none at all":         {pysklOf(), []string{"annotations", "a list of 0"}},
		"no split":            {pickledDict("annotations", pickledList(annotation(soundAnnotation("a")))) + ".", []string{"split", "None"}},
		"a cycle":             {"]q\x00h\x00a0}(" + pickledText("annotations") + "h\x00" + pickledText("split") + "}u.", []string{"annotation 0", "a dict", "a list of 1"}},
		"name":                {in("frame_dir", ""), []string{"annotation 0, frame_dir", "None"}},
		"empty name":          {in("frame_dir", pickledText("")), []string{"frame_dir", `""`}},
		"name twice":          {pysklOf(annotation(soundAnnotation("a")), annotation(soundAnnotation("a"))), []string{"annotation 1, frame_dir", "a twice"}},
		"no label":            {in("label", ""), []string{"annotation 0, label", "None"}},
		"negative label":      {in("label", pickledInt(-1)), []string{"label", "-1"}},
		"label too great":     {in("label", pickledInt(1<<20)), []string{"label", "1048576"}},
		"big label":           {in("label", "L99999999999999999999L\n"), []string{"label", "67 bits"}},
		"no keypoint":         {in("keypoint", ""), []string{"keypoint, or raw_file", "neither"}},
		"keypoint of lists":   {in("keypoint", "]"), []string{"keypoint", "a NumPy array", "a list of 0"}},
		"axes":                {in("keypoint", pickledFloats(1, 2, 17, 2)), []string{"keypoint", "4 axes", "[2 17 2]"}},
		"integers":            {in("keypoint", pickledArray("i2", strings.Repeat("a", 136), 1, 2, 17, 2)), []string{"floats", "<i2"}},
		"negative shape":      {in("keypoint", pickledArray("f4", "", -1, 2, 17, 2)), []string{"keypoint", "not negative", "[-1 2 17 2]"}},
		"shape that wraps":    {in("keypoint", pickledArray("f4", "", 1<<31, 1<<31, 1, 4)), []string{"keypoint", "fit into memory"}},
		"more than there is":  {in("keypoint", pickledArray("f4", "abcd", 1, 2, 17, 2)), []string{"keypoint", "272 bytes", "4"}},
		"huge but for a zero": {in("keypoint", huge), []string{"keypoint", "65536 frames"}},
		"four coordinates":    {in("keypoint", pickledFloats(1, 1, 2, 17, 4)), []string{"2 or 3 for each joint"}},
		"joints":              {in("keypoint", pickledFloats(1, 1, 2, 16, 3)), []string{"17, 18, 20 or 25 joints", "16"}},
		"joints of another":   {pysklOf(annotation(soundAnnotation("a")), annotation(map[string]string{"frame_dir": pickledText("b"), "label": pickledInt(0), "keypoint": pickledFloats(1, 1, 2, 25, 3)})), []string{"clip b, keypoint", "17 joints"}},
		"frames":              {in("total_frames", pickledInt(3)), []string{"total_frames", "2, as keypoint has", "3"}},
		"no score":            {in("keypoint_score", ""), []string{"keypoint_score", "None"}},
		"shape of the score":  {in("keypoint_score", pickledFloats(1, 2, 1, 17)), []string{"keypoint_score", "[1 2 17]", "[2 1 17]"}},
		"no image":            {in("img_shape", ""), []string{"img_shape", "None"}},
		"image of no pixels":  {in("img_shape", pickledTuple(pickledInt(0), pickledInt(8))), []string{"img_shape", "pixels", "0"}},
		"annotation":          {pysklOf(pickledInt(5)), []string{"annotation 0", "a dict", "the integer 5"}},
		"lists of names":      {pickledDict("split", pickledDict("train", pickledInt(3)), "annotations", pickledList(annotation(soundAnnotation("a")))) + ".", []string{"split, train", "a list of names"}},
		"names in lists":      {pickledDict("split", pickledDict("train", pickledList(pickledInt(3))), "annotations", pickledList(annotation(soundAnnotation("a")))) + ".", []string{"split, train", "names of clips"}},
		"name of a list":      {pickledDict("split", "("+pickledInt(3)+"]d", "annotations", pickledList(annotation(soundAnnotation("a")))) + ".", []string{"split", "the name of a list"}},
		"split of a path":     {pickledDict("split", pickledDict("../x_train", "]"), "annotations", pickledList(annotation(soundAnnotation("a")))) + ".", []string{"split", "../x_train"}},

		"raw file above":     {raw("raw_file", pickledText("../raw.pkl")), []string{"raw_file", "within the folder", "../raw.pkl"}},
		"raw file outside":   {raw("raw_file", pickledText("kp/../../raw.pkl")), []string{"raw_file", "within the folder"}},
		"raw file anywhere":  {raw("raw_file", pickledText("/etc/passwd")), []string{"raw_file", "within the folder", "/etc/passwd"}},
		"no frames":          {raw("frame_inds", ""), []string{"frame_inds", "None"}},
		"frames of floats":   {raw("frame_inds", pickledFloats(1, 3)), []string{"frame_inds", "<f4"}},
		"scores of others":   {raw("box_score", pickledFloats(1, 2)), []string{"box_score", "3 scores", "[2]"}},
		"scores of integers": {raw("box_score", pickledInts(1, 1, 1)), []string{"box_score", "floats"}},
		"raw without image":  {raw("img_shape", ""), []string{"img_shape"}},
	} {
		t.Run(name, func(t *testing.T) {
			source, path, err := openPysklText(t, c.text)
			if err == nil {
				t.Fatalf("it opens with %d clips", source.Len())
			}
			wantFileFault(t, err, path, c.parts...)
		})
	}
	for name, text := range map[string]string{"in the pickle": in(), "raw": raw(), "raw without scores": raw("box_score", "")} {
		source, _, err := openPysklText(t, text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		clipOf(t, source, 0)
	}
}

// What only shows when a clip is read.
func TestPysklBadClips(t *testing.T) {
	nobody := soundAnnotation("a")
	nobody["keypoint_score"] = pickledFloats(0, 1, 2, 17)
	source, path, err := openPysklText(t, pysklOf(annotation(nobody)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := source.Clip(0); !errors.Is(err, skeleton.ErrNobody) || !strings.Contains(err.Error(), path+": clip a") {
		t.Errorf("error %v", err)
	}
	nan := map[string]string{"frame_dir": pickledText("a"), "label": pickledInt(0), "keypoint": pickledArray("f2", strings.Repeat("\xff\x7f", 150), 1, 2, 25, 3)}
	if source, path, err = openPysklText(t, pysklOf(annotation(nan))); err != nil {
		t.Fatal(err)
	}
	_, err = source.Clip(0)
	wantFileFault(t, err, path, "clip a", "coordinate 0 of joint 0 of body 0 in frame 0 is NaN")
	if err := os.Truncate(path, 300); err != nil {
		t.Fatal(err)
	}
	_, err = source.Clip(0)
	wantFileFault(t, err, path, "clip a", "150 elements")
}

// Raw files are as hostile as the annotations that name them.
func TestPysklBadRawFiles(t *testing.T) {
	key := func(points string) string { return pickledDict("a", pickledDict("keypoint", points)) + "." }
	for name, c := range map[string]struct {
		files map[string]string
		parts []string
	}{
		"missing":         {nil, []string{"raw_file", `"kp/raw.pkl" below the folder`}},
		"a folder":        {map[string]string{"kp/raw.pkl/x": "", "raw.pkl/x": ""}, []string{"raw_file", "none"}},
		"empty":           {map[string]string{"kp/raw.pkl": ""}, []string{"kp/raw.pkl", "end of the file"}},
		"wants to run":    {map[string]string{"raw.pkl": "cposix\nsystem\n(S'echo hurt'\ntR."}, []string{"kp/raw.pkl", "wants to call posix.system"}},
		"no dict":         {map[string]string{"raw.pkl": "]."}, []string{"kp/raw.pkl", "a dict of clips"}},
		"no dict of clip": {map[string]string{"raw.pkl": pickledDict("a", "]") + "."}, []string{"kp/raw.pkl", "clip a"}},
		"no key points":   {map[string]string{"raw.pkl": pickledDict("a", "}") + "."}, []string{"clip a, keypoint", "None"}},
		"another clip":    {map[string]string{"raw.pkl": "}."}, []string{"kp/raw.pkl", "the key points of the clip"}},
		"persons":         {map[string]string{"raw.pkl": key(pickledFloats(1, 2, 17, 3))}, []string{"kp/raw.pkl", "[3 17 3]", "[2 17 3]"}},
		"joints":          {map[string]string{"raw.pkl": key(pickledFloats(1, 3, 18, 3))}, []string{"[3 17 3]", "[3 18 3]"}},
		"no score":        {map[string]string{"raw.pkl": key(pickledFloats(1, 3, 17, 2))}, []string{"[3 17 3]", "[3 17 2]"}},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"x.pkl": pysklOf(annotation(soundRaw("a")))}
			maps.Copy(files, c.files)
			folder := folderOf(t, files)
			source := opened(t, OpenPyskl, filepath.Join(folder, "x.pkl"))
			_, err := source.Clip(0)
			wantFileFault(t, err, filepath.Join(folder, "x.pkl"), append(c.parts, "clip a")...)
		})
	}
}

// A link that leads out of the folder is not followed.
func TestPysklLinkOutside(t *testing.T) {
	outside := folderOf(t, map[string]string{"raw.pkl": pickledDict("a", pickledDict("keypoint", pickledFloats(1, 3, 17, 3))) + "."})
	folder := folderOf(t, map[string]string{"x.pkl": pysklOf(annotation(soundRaw("a")))})
	if err := os.Symlink(outside, filepath.Join(folder, "kp")); err != nil {
		t.Skip("links can't be made here")
	}
	_, err := opened(t, OpenPyskl, filepath.Join(folder, "x.pkl")).Clip(0)
	wantFileFault(t, err, filepath.Join(folder, "x.pkl"), "raw_file", "within the folder", "escapes")
}

func TestPysklNegativeFrame(t *testing.T) {
	fields := soundRaw("a")
	fields["frame_inds"] = pickledInts(0, -1, 3)
	source, path, err := openPysklText(t, pysklOf(annotation(fields)))
	if err != nil {
		t.Fatal(err)
	}
	_, err = source.Clip(0)
	wantFileFault(t, err, path, "clip a", "frame_inds", "-1")
}

// Lists are paired by their names; what has no partner and who has no clip is
// left out.
func TestPysklSplitsByName(t *testing.T) {
	lists := pickledDict(
		"val", pickledNames("b"), "train", pickledNames("a", "gone"), "test", pickledNames("a"),
		"sub_train", pickledNames("b"), "all", pickledNames("a"), "test7", pickledNames("a"),
		"set-train-2", pickledNames(), "set-test-2", pickledNames("b"),
	)
	source, _, err := openPysklText(t, pickledDict("split", lists, "annotations", pickledList(annotation(soundAnnotation("a")), annotation(soundAnnotation("b"))))+".")
	if err != nil {
		t.Fatal(err)
	}
	wantSplits(t, source,
		skeleton.Split{Name: "official", Train: []string{"a"}, Test: []string{"b"}},
		skeleton.Split{Name: "official-test", Train: []string{"a"}, Test: []string{"a"}},
		skeleton.Split{Name: "set_2", Test: []string{"b"}})
}
