// Package safetensors reads and writes the safetensors format of network weights:
// eight bytes with the length of a header, the header in JSON, which gives every
// tensor's name, type, shape and place and may have texts as metadata, and then the
// elements.
//
// [Read] checks the whole header and reads no elements: each [tensor.Tensor] does so
// when it is asked for its values. [Write] aligns every element, and writes the same
// bytes whenever it is given the same tensors:
//
//	file, err := safetensors.Read(r, size)
//	values := make([]float64, file.Tensors[0].Count())
//	err = file.Tensors[0].Values(values)
//
// Source: the format's description, https://huggingface.co/docs/safetensors.
package safetensors
