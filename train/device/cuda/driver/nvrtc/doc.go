// Package nvrtc compiles CUDA C++ at run time with NVIDIA's library of that name, where
// there is one. It needs no GPU.
//
//	compiler, err := nvrtc.Open()                       // library.ErrNotFound where there is none
//	image, log, err := compiler.Compile("add.cu", source, "sm_90", "-std=c++17")
//	module, err := context.Load(image)                  // of a driver.Context
//
// The library is part of CUDA's toolkit (Debian: libnvrtc11.2, of the non-free section;
// PyPI: nvidia-cuda-nvrtc, found in Python's active environment, the user's packages and
// the system's). The environment variable AEED_LIBNVRTC names its file where it isn't
// found.
package nvrtc
