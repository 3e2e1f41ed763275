package kernel

// A form is the vector instructions of a set of routines.
type form string

// The forms, from the fastest to the one that every processor has.
const (
	avx512 form = "AVX-512"
	avx2   form = "AVX2"
	plain  form = "no vector instructions"
)

// used is the form of all routines.
var used = formsHere()[0]

// Name says which vector instructions the kernels use.
func Name() string { return string(used) }
