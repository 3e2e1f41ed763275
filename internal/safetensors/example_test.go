package safetensors_test

import (
	"bytes"
	"fmt"

	"aeed/internal/safetensors"
	"aeed/internal/tensor"
)

func Example() {
	var file bytes.Buffer
	err := safetensors.Write(&file, []tensor.Encoded{
		tensor.Encode("fc.weight", []int{2, 2}, []float32{1, 2, 3, 4}),
	}, map[string]string{"epoch": "100"})
	fmt.Println(err)

	content, err := safetensors.Read(bytes.NewReader(file.Bytes()), int64(file.Len()))
	fmt.Println(content.Metadata["epoch"], err)
	for _, t := range content.Tensors {
		values := make([]float64, t.Count())
		fmt.Println(t.Name, t.Element, t.Shape, t.Values(values), values)
	}
	// Output:
	// <nil>
	// 100 <nil>
	// fc.weight float32 [2 2] <nil> [1 2 3 4]
}
