package cuda

import (
	"errors"
	"fmt"

	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/nvrtc"
	"aeed/train/device/cuda/kernels"
)

// An image is the kernels in a form that a driver may load.
type image struct {
	name string
	code func() ([]byte, error)
}

// oldest is the capability from which on cards have what the kernels use: products in TF32
// and bf16.
var oldest = driver.Capability{Major: 8}

// images returns the kernels for a card, the best form first: the embedded cubin, which
// cards of its major capability run as it is; the embedded PTX, which the driver compiles
// for any card, and keeps compiled; and for a driver that doesn't, what NVRTC makes of the
// sources. The error is a driver.ErrUnavailable.
func images(card driver.Card) ([]image, error) {
	if card.Capability.Major < oldest.Major {
		return nil, fmt.Errorf("%w: the kernels need a card of compute capability %v or later, not %v; hint: take another card, or train on the CPU", driver.ErrUnavailable, oldest, card)
	}
	var forms []image
	if cubin := kernels.Cubin(); cubin != nil && card.Capability.Major == cubinMajor {
		forms = append(forms, image{"the embedded cubin", func() ([]byte, error) { return cubin, nil }})
	}
	return append(forms,
		image{"the embedded PTX", func() ([]byte, error) { return []byte(kernels.PTX()), nil }},
		image{"a cubin by NVRTC", func() ([]byte, error) { return compile(card.Capability.Architecture()) }}), nil
}

// cubinMajor is the major capability of kernels.CubinArchitecture.
const cubinMajor = 9

// compile compiles the kernels with NVRTC.
func compile(architecture string) ([]byte, error) {
	compiler, err := nvrtc.Open()
	if err != nil {
		return nil, err
	}
	return kernels.Compile(compiler, architecture)
}

// loadFirst loads the first of some images that the driver takes. The error is a
// driver.ErrUnavailable, and has what was wrong with each.
func loadFirst(c driver.Context, images []image) (driver.Module, error) {
	var failures []error
	for _, i := range images {
		code, err := i.code()
		if err == nil {
			var module driver.Module
			if module, err = c.Load(code); err == nil {
				return module, nil
			}
		}
		failures = append(failures, fmt.Errorf("%s: %w", i.name, err))
	}
	return 0, fmt.Errorf("%w: the kernels can't be loaded: %w", driver.ErrUnavailable, errors.Join(failures...))
}
