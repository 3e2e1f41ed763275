package tfevents_test

import (
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"time"

	"aeed/internal/tfevents"
)

// A run that was interrupted after step 20 goes on from its checkpoint at step 10.
func Example() {
	folder, err := os.MkdirTemp("", "tfevents")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	clock := time.Unix(1700000000, 0)

	w, err := tfevents.Create(folder, "workstation", clock)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(filepath.Base(w.Path()))
	must(w.Add(clock, 10, tfevents.Scalar{Tag: "loss", Value: 2.5}))
	must(w.Add(clock, 20, tfevents.Scalar{Tag: "loss", Value: 2.25}))
	must(w.Close())

	w, err = tfevents.Append(w.Path())
	if err != nil {
		log.Fatal(err)
	}
	must(w.TruncateAfter(10))
	must(w.Add(clock.Add(time.Hour), 20, tfevents.Scalar{Tag: "loss", Value: 2.125}))
	must(w.Close())

	file, err := os.Open(w.Path())
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	for r := tfevents.NewReader(file.Name(), file); ; {
		event, err := r.Next()
		if err == io.EOF {
			break
		}
		must(err)
		fmt.Printf("%.0f %d %s %v\n", event.WallTime, event.Step, event.Version, event.Scalars)
	}
	// Output:
	// events.out.tfevents.1700000000.workstation
	// 1700000000 0 brain.Event:2 []
	// 1700000000 10  [{loss 2.5}]
	// 1700003600 20  [{loss 2.125}]
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
