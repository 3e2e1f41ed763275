package torchfile_test

import (
	"bytes"
	"fmt"

	"aeed/internal/tensor"
	"aeed/internal/torchfile"
)

func Example() {
	var file bytes.Buffer
	err := torchfile.Write(&file, []tensor.Encoded{
		tensor.Encode("fc.weight", []int{2, 2}, []float32{1, 2, 3, 4}),
		tensor.Encode("bn.num_batches_tracked", nil, []int64{10}),
	})
	fmt.Println(err)

	tensors, err := torchfile.Read(bytes.NewReader(file.Bytes()), int64(file.Len()))
	fmt.Println(len(tensors), err)
	for _, t := range tensors {
		values := make([]float64, t.Count())
		fmt.Println(t.Name, t.Element, t.Shape, t.Values(values), values)
	}
	// Output:
	// <nil>
	// 2 <nil>
	// fc.weight float32 [2 2] <nil> [1 2 3 4]
	// bn.num_batches_tracked int64 [] <nil> [10]
}
