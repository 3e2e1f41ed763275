package driver

import "fmt"

// A Driver finds the machine's GPUs. Find returns the one of this build.
type Driver interface {
	// Name says what it is, for people, such as "libcuda.so.1, CUDA 12.4".
	Name() string
	// Version is the CUDA version that it supports.
	Version() Version
	// Cards returns the GPUs, at least one.
	Cards() ([]Card, error)
	// Retain makes the primary context of the card of a number current on the calling
	// thread. Use Open, which gives the context a thread of its own.
	Retain(card int) (Context, error)
}

// Needed is the oldest version of CUDA that a driver must support.
var Needed = Version{12, 0}

// A Version is of CUDA.
type Version struct{ Major, Minor int }

// versionOf returns the version that CUDA writes as 1000·major + 10·minor.
func versionOf(number int) Version { return Version{number / 1000, number % 1000 / 10} }

func (v Version) String() string { return fmt.Sprintf("%d.%d", v.Major, v.Minor) }

// check returns an ErrUnavailable if the version is below Needed.
func (v Version) check() error {
	if v.Major > Needed.Major || v.Major == Needed.Major && v.Minor >= Needed.Minor {
		return nil
	}
	return fmt.Errorf("%w: the NVIDIA driver supports CUDA %v, %v or later is needed; hint: install a driver of version 525 or later", ErrUnavailable, v, Needed)
}

// A Card is a GPU.
type Card struct {
	Number          int // from 0, in the order of CUDA_VISIBLE_DEVICES where that is set
	Name            string
	Capability      Capability
	Memory          int // bytes
	Multiprocessors int
	SharedMemory    int // bytes that a block may have at most, see Modules.AllowDynamicShared
}

func (c Card) String() string {
	return fmt.Sprintf("%s (compute capability %v, %s, %d multiprocessors)", c.Name, c.Capability, bytesText(c.Memory), c.Multiprocessors)
}

// A Capability is CUDA's compute capability, such as 9.0 of Hopper.
type Capability struct{ Major, Minor int }

func (c Capability) String() string { return fmt.Sprintf("%d.%d", c.Major, c.Minor) }

// Architecture returns the capability as compilers write it: "sm_90".
func (c Capability) Architecture() string { return fmt.Sprintf("sm_%d%d", c.Major, c.Minor) }

// bytesText writes a number of bytes for people.
func bytesText(bytes int) string {
	value, unit := float64(bytes), 0
	units := []string{"B", "KiB", "MiB", "GiB", "TiB"}
	for value >= 1024 && unit < len(units)-1 {
		value /= 1024
		unit++
	}
	if unit == 0 {
		return fmt.Sprintf("%d B", bytes)
	}
	return fmt.Sprintf("%.1f %s", value, units[unit])
}
