//go:build !(linux && (amd64 || arm64))

package library

import "errors"

var errSystem = errors.New("libraries are opened on Linux on amd64 and arm64 only")

func open(string) (uintptr, error) { return 0, errSystem }

// Find returns a function of an open library.
func Find(uintptr, string) (Routine, error) { return Routine{}, errSystem }

// Call calls the routine with at most 32 arguments and returns what it returns, of which
// a C int is the low half.
func (r Routine) Call(...uintptr) uintptr { panic("library: " + errSystem.Error()) }
