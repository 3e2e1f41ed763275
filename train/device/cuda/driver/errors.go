package driver

import (
	"errors"
	"fmt"
)

var (
	// ErrUnavailable says that there is no GPU to be used: no driver, one that is too
	// old, no card, or too little memory on it. The error that wraps it says which.
	ErrUnavailable = errors.New("no GPU is available")
	// ErrNotSupported says that the driver of this build can't do what was asked for.
	ErrNotSupported = errors.New("not supported by this build's driver")
)

// An Error is what a call of the driver API returned. After some, such as an access to
// memory that isn't there (700), the context is lost: every later call fails with the
// same code.
type Error struct {
	Call        string // such as cuLaunchKernel
	Code        int    // a CUresult
	Name        string // such as CUDA_ERROR_ILLEGAL_ADDRESS
	Description string // in words
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s: %s (%d): %s", e.Call, e.Name, e.Code, e.Description)
}

// The codes on which this package acts.
const (
	codeInvalidValue       = 1
	codeOutOfMemory        = 2
	codeNoDevice           = 100
	codeInvalidHandle      = 400
	codeCaptureUnsupported = 900
	codeCaptureInvalidated = 901
	codeCaptureUnmatched   = 903
)

// isCode says whether an error is an *Error with the code.
func isCode(err error, code int) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == code
}

// A MemoryError is an ErrUnavailable: the memory of the card doesn't suffice.
type MemoryError struct{ Needed, Free int } // bytes

func (e *MemoryError) Error() string {
	return fmt.Sprintf("%v: %s of its memory are needed at once, %s are free; hint: take a smaller batch, end other programs on the GPU (nvidia-smi lists them), or take another GPU", ErrUnavailable, bytesText(e.Needed), bytesText(e.Free))
}

// Unwrap returns ErrUnavailable.
func (e *MemoryError) Unwrap() error { return ErrUnavailable }

// noCard is the error of a machine with a driver and no GPU for it.
func noCard() error {
	return fmt.Errorf("%w: the NVIDIA driver finds no card; hint: nvidia-smi -L lists the cards, of which CUDA_VISIBLE_DEVICES may hide some", ErrUnavailable)
}
