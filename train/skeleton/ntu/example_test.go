package ntu_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"aeed/train/skeleton"
	"aeed/train/skeleton/ntu"
)

// recording is a file of one frame that shows a body with all joints 3 m away.
var recording = "1\n1\n72057594037931101 0 1 1 1 1 0 0.01 -0.1 2\n25\n" +
	strings.Repeat("0.1 0.2 3 265.1 194.1 987.2 486.3 -0.1 0.2 0.9 0.05 2\n", ntu.Joints)

func ExampleParse() {
	r, err := ntu.Parse("S001C001P001R001A001.skeleton", strings.NewReader(recording))
	fmt.Println(len(r), r[0][0].ID, r[0][0].Pose[20], err)
	_, err = ntu.Parse("S001C001P001R001A001.skeleton", strings.NewReader(recording[:100]))
	fmt.Println(err)
	// Output:
	// 1 72057594037931101 [0.1 0.2 3] <nil>
	// S001C001P001R001A001.skeleton: line 5, frame 0, body 0: want a joint, 12 numbers, found 11 fields; hint: the lines before may be too many or too few, or this is not an NTU recording
}

func ExampleParseName() {
	name, err := ntu.ParseName("S001C002P003R002A013")
	fmt.Printf("%+v %v\n", name.Record(), err)
	// Output: {Name:S001C002P003R002A013 Class:12 Subject:3 Camera:2 Setup:1} <nil>
}

func ExampleRecording_Clip() {
	joint := func(x float32) ntu.Body {
		body := ntu.Body{ID: 1}
		for v := range body.Pose {
			body.Pose[v] = [3]float32{x, float32(v), 3}
		}
		return body
	}
	r := ntu.Recording{{}, {joint(2)}, {joint(2.5)}}
	clip, err := r.Clip(skeleton.Record{Name: "walk"}, ntu.Duplicate)
	fmt.Println(clip.Frames, clip.At(0, 1, 1, 0), clip.At(1, 0, 24, 1), err)
	// Output: 2 0.5 23 <nil>
}

func ExampleOpenFolder() {
	folder, err := os.MkdirTemp("", "ntu")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	for _, name := range []string{"S001C001P001R001A001", "S001C002P003R001A002"} {
		if err := os.WriteFile(filepath.Join(folder, name+".skeleton"), []byte(recording), 0o644); err != nil {
			fmt.Println(err)
		}
	}
	source, err := ntu.OpenFolder(folder, ntu.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer source.Close()
	for _, split := range source.Splits() {
		fmt.Println(split.Name, split.Train, split.Test)
	}
	// Output:
	// xsub [S001C001P001R001A001] [S001C002P003R001A002]
	// xview [S001C002P003R001A002] [S001C001P001R001A001]
}
