package format_test

import (
	"fmt"
	"log"
	"path/filepath"

	"aeed/train/skeleton/format"
)

func ExampleOpenNPZ() {
	source, err := format.OpenNPZ(filepath.Join("testdata", "numpy", "NTU60_CS.npz"))
	if err != nil {
		log.Fatal(err)
	}
	defer source.Close()
	d := source.Describe()
	clip, err := source.Clip(1)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(source.Len(), "clips of", d.Graph.Name, "in", len(d.Classes), "classes; split", source.Splits()[0].Name)
	fmt.Println(clip.Name, "shows", d.Classes[clip.Class], "in", clip.Frames, "frames")
	// Output:
	// 5 clips of ntu-25 in 60 classes; split xsub
	// train-000001 shows A060 in 4 frames
}
