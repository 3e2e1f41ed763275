//go:build !(linux && (amd64 || arm64))

package blas

import "errors"

func openOpenBLAS() (Library, error) {
	return Library{}, errors.New("OpenBLAS is used on Linux on amd64 and arm64 only")
}
