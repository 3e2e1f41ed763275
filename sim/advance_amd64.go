package sim

import "golang.org/x/sys/cpu"

//go:generate go run ./assemble -out advance_amd64.s -stubs advance_stubs_amd64.go

// kernelsHere returns what this machine can run, the fastest first.
func kernelsHere() []kernels {
	if !cpu.X86.HasAVX2 {
		return []kernels{goKernels}
	}
	return []kernels{{
		name:  "avx2",
		early: func(quads []quad, change, epoch float64) { advanceEarlyAVX2(&quads[0], len(quads), change, epoch) },
		late:  func(quads []quad, change, epoch float64) { advanceLateAVX2(&quads[0], len(quads), change, epoch) },
		decay: func(quads []decayingQuad, epochs int) { advanceDecayingAVX2(&quads[0], len(quads)/gang, epochs) },
	}, goKernels}
}
