package pickle_test

import (
	"fmt"
	"log"
	"os"

	"aeed/internal/npy"
	"aeed/internal/pickle"
)

// An array is found in the structure, and its numbers are read where they are.
func Example() {
	file, err := os.Open("testdata/numpy4.pkl")
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		log.Fatal(err)
	}
	value, _, err := pickle.Read(file, info.Size(), pickle.NumPy)
	if err != nil {
		log.Fatal(err)
	}
	dict, _ := pickle.AsDict(value)
	f2, _ := dict.Get("f2")
	array, err := pickle.Array(f2)
	if err != nil {
		log.Fatal(err)
	}
	point := make([]float32, 3)
	if err := npy.Read(array, 0, point); err != nil {
		log.Fatal(err)
	}
	fmt.Println(array.Shape, array.DType, point)
	// Output: [2 3 25 3] <f2 [-6 -5.875 -5.75]
}
