package npy_test

import (
	"bytes"
	"fmt"
	"log"

	"aeed/internal/npy"
)

// An archive is written as its numbers come, and read a row at a time.
func Example() {
	var file bytes.Buffer
	z := npy.NewArchiveWriter(&file)
	w, err := z.Create("x", []int{2, 3}, npy.Float32)
	if err != nil {
		log.Fatal(err)
	}
	for row := range 2 {
		if err := npy.Write(w, []float64{float64(row), 0.5, -1}); err != nil {
			log.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	if err := z.Close(); err != nil {
		log.Fatal(err)
	}

	archive, err := npy.NewArchive(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		log.Fatal(err)
	}
	x, err := archive.Array("x")
	if err != nil {
		log.Fatal(err)
	}
	row := make([]float32, x.RowSize())
	if err := npy.Read(x, 1*x.RowSize(), row); err != nil {
		log.Fatal(err)
	}
	fmt.Println(archive.Names(), x.Shape, x.DType, row)
	// Output: [x] [2 3] <f4 [1 0.5 -1]
}
