package format_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"aeed/train/skeleton/format"
)

// pose is twenty joints in a row, one to the right of the other.
func pose() string {
	var joints []string
	for v := range 20 {
		joints = append(joints, fmt.Sprintf("[%d, 0, 2.5]", v))
	}
	return "[" + strings.Join(joints, ", ") + "]"
}

// A folder of Northwestern-UCLA, which Open knows by the names in it.
func ExampleOpen() {
	folder, err := os.MkdirTemp("", "ucla")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	for _, name := range []string{"a01_s03_e00_v01", "a12_s03_e00_v03"} {
		text := fmt.Sprintf(`{"file_name": %q, "skeletons": [%s, %[2]s]}`, name, pose())
		if err := os.WriteFile(filepath.Join(folder, name+".json"), []byte(text), 0o600); err != nil {
			log.Fatal(err)
		}
	}
	source, err := format.Open(folder, "auto")
	if err != nil {
		log.Fatal(err)
	}
	defer source.Close()
	description := source.Describe()
	fmt.Println(description.Format, description.Graph.Name)
	for i := range source.Len() {
		clip, err := source.Clip(i)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(clip.Name, "by subject", clip.Subject, "seen by camera", clip.Camera, "is", description.Classes[clip.Class], "in", clip.Frames, "frames")
	}
	fmt.Println(source.Splits())
	// Output:
	// ucla ucla-20
	// a01_s03_e00_v01 by subject 3 seen by camera 1 is pick up with one hand in 2 frames
	// a12_s03_e00_v03 by subject 3 seen by camera 3 is carry in 2 frames
	// [{xview [a01_s03_e00_v01] [a12_s03_e00_v03]}]
}

func ExampleFormats() {
	fmt.Println(format.Formats())
	// Output: [ntu npz pyskl kinetics-json kinetics-npy ucla]
}
