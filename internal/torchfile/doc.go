// Package torchfile reads and writes the weights that PyTorch keeps in .pt and .pth
// files, without running what these files ask for.
//
// [Read] knows both formats of torch.save: the ZIP archive, and the older sequence
// of pickles with the storages behind it. It returns the tensors of a state_dict,
// which may lie in a checkpoint under "state_dict" or "model". Elements are read when
// a [tensor.Tensor] is asked for them. [Write] makes an archive of a state_dict, which
// torch.load(path, weights_only=True) reads:
//
//	tensors, err := torchfile.Read(r, size)
//	values := make([]float64, tensors[0].Count())
//	err = tensors[0].Values(values)
//
// # What is trusted
//
// A pickle names functions to call. Those that rebuild tensors are understood here
// and called by nobody; any other ends the reading with an error that names it. Every
// tensor is checked to lie within its storage, and every storage within the file.
//
// Source: the documentation of torch.save and of Python's pickle module.
package torchfile
